"""Somebody who has left traces in every room, for the tests of her data and its erasure."""

from uuid import uuid4

from django.test import Client
from django.utils import timezone

from cms.models import ContactMessage
from cms.people import roles
from cms.people.models import Institution, User
from courses import services as courses
from courses import transfer
from courses.models import CoursePage, Note
from tests.courses import example
from tests.courses import made as learners
from tests.people.made import member

PAGE, ERASE = "/en/my-data/", "/en/my-data/erase/"


def small_course() -> CoursePage:
    """Return the small course in English, imported in both languages."""
    learners.tree()
    transfer.import_course(course=example.course())
    return CoursePage.objects.get(content_id="small", locale__language_code="en")


def somebody(course: CoursePage, house: Institution) -> User:
    """Return a respondent of an institution who has finished the course and tried everything."""
    member(roles.COORDINATOR, house)
    user = member(roles.RESPONDENT, house, display_name="Samira Haddad")
    user = User.objects.get(pk=user.pk)
    courses.enrol(user=user, course=course)
    learners.finish(user)
    courses.issue(user=user, course=course, name="Samira Haddad")
    courses.set_target(user=user, course=course, day=timezone.now().date())
    courses.open_feed(user=user)
    courses.choose_letters(user=user, chosen=courses.Chosen("daily", 1, 21, 7))
    courses.show_name(
        user=user, institution_id=house.pk, course_key=course.translation_key, language="en"
    )
    courses.begin_scenario(user=user, course=course, scenario=learners.scenario())
    Note.objects.create(
        user=user,
        event=uuid4(),
        course_key=course.translation_key,
        lesson_key=learners.page("small/first").translation_key,
        text="Ask the host organisation.",
    )
    ContactMessage.objects.create(text="I, Samira Haddad, ask.", email=user.email)
    courses.print_transcript(user=user, language="en")
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
