"""The pages of a course: index, course, module."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index
from wagtail.url_routing import RouteResult

from courses import labels, page_ids
from courses.forms import CatalogueForm, CourseForm, StepForm
from courses.models import (
    advice,
    carried,
    graduates,
    languages,
    listing,
    outline,
    releases,
    scenarios,
)
from courses.models.enrolling import Way, way_of
from courses.models.learning import Enrolment
from courses.models.paths import LearningPath
from courses.panels import QuestionsPanel
from courses.previews import ManyWays


class Taught(ManyWays, Page):
    """A page that a course bundle can bring. `content_id` is the same in every language."""

    content_id = models.CharField(
        _("id"),
        max_length=130,
        db_index=True,
        help_text=_("course, or course/page: small letters, digits and hyphens; never reused."),
    )
    summary = models.TextField(_("summary"), max_length=400, blank=True)
    imported_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    # What `translation` counts when something is published: how many texts the source has now, and
    # how many of them this translation is behind by; what readers are told stands in `drift`
    segments = models.PositiveIntegerField(default=0, editable=False)
    behind = models.PositiveIntegerField(default=0, editable=False)
    drift = models.JSONField(default=dict, editable=False)

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    base_form_class = StepForm

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The id within the course."""
        return self.content_id.rpartition("/")[2]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give a page its id that is published without passing by its form."""
        if not self.content_id and self.pk and not isinstance(self, CoursePage):
            self.content_id = page_ids.given(self, self.get_course().content_id)
        super().full_clean(*args, **kwargs)

    def get_course(self, request: HttpRequest | None = None) -> "CoursePage":
        """The course that this page belongs to, in its own language."""
        courses = CoursePage.objects.ancestor_of(self, inclusive=True).select_related("locale")
        if request is None or not hasattr(request, "remember"):
            return courses.get()
        return request.remember(("course of", self.pk), courses.get)

    def crumbs(self, request: HttpRequest, course: "CoursePage") -> list[dict[str, str]]:
        """The way back up."""
        index = {"title": _("Courses"), "url": _parent_url(course.get_url(request))}
        above = [index]
        if course.pk != self.pk:
            above.append({"title": course.title, "url": course.get_url(request)})
        return [*above, {"title": self.title, "url": ""}]


class IndexRights(PagePermissionTester):
    """What somebody may do to a course index: only who publishes the home page closes it.

    Trainers have their rights from the index on, which Wagtail counts to what is below it.
    """

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self._rules_above()

    def can_set_view_restrictions(self) -> bool:
        return super().can_set_view_restrictions() and self._rules_above()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self._rules_above()

    def _rules_above(self) -> bool:
        home: Page | None = self.page.get_parent()
        return home is not None and bool(home.permissions_for_user(self.user).can_publish())


class CourseIndexPage(Page):
    """All courses of one language."""

    lead = models.TextField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    # A day on which the index ends by itself is no choice: all courses would end with it
    settings_panels = [one for one in Page.settings_panels if not isinstance(one, PublishingPanel)]
    subpage_types = ["courses.CoursePage"]
    template = "courses/course_index_page.html"

    class Meta:
        verbose_name = _("course index")

    def permissions_for_user(self, user: Any) -> IndexRights:
        """Return what a person may do to this page in the admin."""
        return IndexRights(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page below at once: two queries instead of two for every level."""
        if not path_components:
            return super().route(request, path_components)
        below = Page.objects.descendant_of(self).filter(
            depth=self.depth + len(path_components),
            slug=path_components[-1],
            url_path=f"{self.url_path}{'/'.join(path_components)}/",
        )
        page = below.select_related("locale").first()
        if page is None:
            raise Http404
        found = page.specific
        found.locale = page.locale
        return found.route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the courses that pass the filters, and the learning paths for everybody."""
        context = super().get_context(request, *args, **kwargs)
        courses = list(CoursePage.objects.child_of(self).live().select_related("locale"))
        wanted = CatalogueForm(request.GET).wanted()
        listed = listing.of(courses, request)
        paths = LearningPath.objects.filter(owner=None)
        context.update(
            form=CatalogueForm(initial=wanted),
            wanted=wanted,
            courses=listing.fitting(listed, wanted),
            total=len(listed),
            paths=[_path(one, get_language() or "") for one in paths],
            own_url=self.get_url(request),
        )
        return context


class CoursePage(Taught):
    """What a course is about, and its outline as a trail."""

    class State(models.TextChoices):
        """How far a text can be trusted."""

        DRAFT = "draft", _("Draft")
        SECOND_READ = "second-read", _("Second-read")
        CONFIRMED = "confirmed", _("Confirmed")

    version = models.PositiveIntegerField(_("version"), default=1)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, default=1)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=80)
    level = models.CharField(
        _("level"), max_length=14, choices=list(labels.COURSE_LEVELS.items()), blank=True
    )
    topics = models.JSONField(_("topics"), default=list, blank=True)
    prerequisites = models.JSONField(_("prerequisites"), default=list, blank=True)
    serves = models.JSONField(default=dict, blank=True, editable=False)
    """Of an outcome the questions of an assessment that it helps to answer well."""
    licence = models.CharField(_("licence"), max_length=60, default="CC-BY-4.0")
    source_language = models.CharField(_("first written in"), max_length=12, default="en")
    state = models.CharField(_("state of the text"), max_length=12, choices=State, default="draft")
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), QuestionsPanel()]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("content_id", "version", "hours", "pass_mark")],
            heading=_("Course"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("level", "topics", "prerequisites")],
            heading=_("Catalogue"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("licence", "source_language", "state", "confirmed_by", "confirmed_on")
            ],
            heading=_("Text"),
        ),
    ]
    base_form_class = CourseForm
    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("course")

    @property
    def pass_share(self) -> Decimal:
        """The pass mark as a share."""
        return Decimal(self.pass_mark) / 100

    @property
    def translation_state(self) -> str:
        """How far this translation is; empty for the text that the others are made from."""
        return "" if self.locale.language_code == self.source_language else self.state

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add outline, progress, what to go on with, and what a graduate finds new."""
        context = super().get_context(request, *args, **kwargs)
        key = self.translation_key
        course_outline = outline.one(self, request)
        done = outline.completed(request.user, [key])
        measured = course_outline.measure(done)
        enrolled = request.user.is_authenticated and (
            Enrolment.objects.filter(user=request.user, course_key=key).exists()
        )
        newest = releases.latest([key])
        before = advice.of(self, request.user, request)
        way = Way.OPEN if enrolled else way_of(key)
        context.update(
            graduate=graduates.of(request.user, {key: course_outline}, done, newest).get(key),
            number=newest[key].number if key in newest else self.version,
            prerequisites=before,
            way=way,
            at_once=way == Way.OPEN and all(one.met for one in before),
            level=labels.COURSE_LEVELS.get(self.level, ""),
            weight=course_outline.weight,
            course=self,
            spoken=languages.named(languages.states(request).get(self.content_id, {})),
            crumbs=self.crumbs(request, self),
            sections=[
                {"section": section, "steps": outline.steps(section.entries, done, measured.next)}
                for section in course_outline.sections
            ],
            minutes=outline.minutes(course_outline.minutes),
            first=course_outline.find(course_outline.measure(()).next),
            next=course_outline.find(measured.next),
            opening=course_outline.opening(done),
            progress=measured,
            enrolled=enrolled,
            taken=carried.offer(self, request),
            scenarios=scenarios.listed(
                self.translation_key, self.locale.language_code, request.user
            ),
        )
        return context


class ModulePage(Taught):
    """Some lessons of a course. Its own page shows the same trail, cut out."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    settings_panels = [*Page.settings_panels, FieldPanel("content_id")]
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage", "courses.QuizPage"]
    template = "courses/module_page.html"

    class Meta:
        verbose_name = _("module")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the steps of this module."""
        context = super().get_context(request, *args, **kwargs)
        course = self.get_course(request)
        own = self.get_url(request)
        sections = outline.one(course, request).sections
        entries = [entry for one in sections if one.url == own for entry in one.entries]
        done = outline.completed(request.user, [course.translation_key])
        context.update(
            course=course,
            crumbs=self.crumbs(request, course),
            steps=outline.steps(entries, done),
            minutes=outline.minutes(sum(entry.minutes for entry in entries)),
            first=next(iter(entries), None),
            taken=carried.offer(course, request).of(self.name),
        )
        return context


def _path(path: LearningPath, language: str) -> dict[str, Any]:
    title, spoken = path.wording(language)
    return {"path": path, "title": title, "language": spoken, "lessons": len(path.lessons)}


def _parent_url(url: str | None) -> str:
    return (url or "/").rstrip("/").rpartition("/")[0] + "/"
