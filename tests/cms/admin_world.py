"""The site of the admin's matrix: somebody of every role, and one of everything to act upon."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Model
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms import reviews, trainers
from cms.models import ContactMessage, ErrorReport, HomePage, PlainPage
from cms.people import consents, roles
from cms.people.models import InstitutionRequest, User
from cms.words.models import Term
from courses.models import Certificate, CourseIndexPage, CoursePage, Issuer, LearningPath
from tests import kept
from tests.cms import admin_answers as answers
from tests.courses import made as courses
from tests.people import made as people

# Of institutions, of people and of letters to the operator: for administrators' eyes
SECRETS = ("Ministry of Quiet", "Agency to Be", "quiet@example.org", "Our network is down")
MINISTRY, ASKED_FOR, PERSON, LETTER = SECRETS


class World:
    """Pages of every type, a thing of every model with a list, and a person of every role."""

    def __init__(self, all_roles: Iterable[str], kinds: Iterable[type[Page]]) -> None:
        kept.once("the small course", courses.small_course)
        trainers.establish(pages=CourseIndexPage.objects.all())
        trainers.establish_translators(pages=CourseIndexPage.objects.select_related("locale"))
        trainers.let_editors_write_models()
        reviews.establish(pages=CourseIndexPage.objects.select_related("locale"))
        self.pages = self._pages(kinds)
        self.ministry = people.institution(name=MINISTRY)
        self.people = {role: self._somebody(role) for role in all_roles}
        self.things = {one._meta.label: one for one in self._things()}
        self._everybody_has_read_the_texts()

    def browser(self, role: str) -> Client:
        """Return a browser in which somebody of this role is signed in."""
        client, user = Client(), self.people[role]
        if user.is_authenticated:
            client.force_login(user)
        return client

    def state(self) -> dict[str, list]:
        """Return what a form that should be refused could have changed."""
        kinds = {type(one) for one in self.things.values()} - {User}
        found = {kind._meta.label: list(kind.objects.order_by("pk").values()) for kind in kinds}
        pages = Page.objects.order_by("pk").values_list("pk", "live", "latest_revision_id")
        users = User.objects.order_by("pk").values_list("pk", "is_active", "password", "email")
        return {**found, "pages": list(pages), "users": list(users)}

    def _pages(self, kinds: Iterable[type[Page]]) -> dict[type[Page], Page]:
        """Return one page of every type, all in one language."""
        locale = Locale.objects.get(language_code="en")
        home = HomePage(title="Home", slug="the-home", locale=locale)
        Page.get_first_root_node().add_child(instance=home)
        about = PlainPage(title="About", slug="about", body="<p>Us.</p>", locale=locale)
        home.add_child(instance=about)
        return {kind: kind.objects.filter(locale=locale).first() for kind in kinds}

    def _somebody(self, role: str) -> User | AnonymousUser:
        """Return somebody of this role, with the second factor that the role asks for."""
        if role == "anonymous":
            return AnonymousUser()
        if role == "learner":
            return people.person()
        if role == "administrator":
            return people.person(is_staff=True, is_superuser=True)
        if role in answers.GROUPS:
            return people.editor(self._group(role))
        return people.member(role, self.ministry)

    def _group(self, role: str) -> Group:
        group, made = Group.objects.get_or_create(name=answers.GROUPS[role])
        if made and role == "translator":  # none is shipped; administrators may give it
            wanted = ("access_admin", "change_modeltexts")
            group.permissions.add(*Permission.objects.filter(codename__in=wanted))
        return group

    def _things(self) -> list[Model]:
        hidden = people.member(roles.OBSERVER, self.ministry, email=PERSON)
        return [
            ErrorReport.objects.create(text="There is one a too many", page="/en/"),
            ContactMessage.objects.create(text=LETTER, email="reader@example.org", topic="other"),
            InstitutionRequest.objects.create(name=ASKED_FOR, country="XMA", requested_by=hidden),
            consents.raise_version(actor=None, text="privacy"),
            Issuer.objects.create(name="Ministry of Vellamar"),
            LearningPath.objects.create(titles={"en": "First steps"}, lessons=["small/first"]),
            Term.objects.create(key="mandate"),
            self._certificate(hidden),
            self.ministry,
            hidden,
            hidden.memberships.get(),
            Site.objects.get(is_default_site=True),
            Group.objects.get(name=trainers.TRAINERS),
            Locale.objects.get(language_code="en"),
        ]

    def _certificate(self, user: User) -> Certificate:
        """Return a certificate of the example course, of whom is of no matter."""
        course = CoursePage.objects.filter(locale__language_code="en").get()
        return Certificate.objects.create(
            code="0123456789abcdefghjkmnpqrs",
            user=user,
            name="Amina",
            course_key=course.translation_key,
            course_id=course.content_id,
            titles={"en": course.title},
            course_version=course.version,
            hours=course.hours,
            pass_mark=course.pass_mark,
        )

    def _everybody_has_read_the_texts(self) -> None:
        for user in self.people.values():
            if user.is_authenticated:
                consents.give(user=user, versions=consents.in_force(), language="en")
