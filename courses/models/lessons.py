"""Lessons, and what they share with quizzes: the pages on which people learn."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search import index

from courses import blocks, forms, passages
from courses.models import outline
from courses.models.pages import Taught
from courses.streams import TextStreamField


class Step(Taught):
    """A page that stands in the outline: a lesson or a quiz."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the course, the trail beside the text, and where one comes from and goes to."""
        context = super().get_context(request, *args, **kwargs)
        course = self.get_course(request)
        course_outline = outline.one(course, request)
        done = outline.completed(request.user, [course.translation_key])
        keys = [entry.key for entry in course_outline.entries]
        previous, following = course_outline.around(self.translation_key)
        context.update(
            course=course,
            crumbs=self.crumbs(request, course),
            steps=outline.steps(course_outline.entries, done, self.translation_key),
            position=keys.index(self.translation_key) + 1 if self.translation_key in keys else 0,
            total=len(keys),
            previous=previous,
            next=following,
            is_done=self.translation_key in done,
            minutes=outline.minutes(self.minutes),
        )
        return context


class LessonPage(Step):
    """A lesson: what one can do afterwards, and the text."""

    weight = models.PositiveIntegerField(_("bytes to load"), null=True, editable=False)

    base_form_class = forms.LessonForm

    outcomes = TextStreamField(blocks.OUTCOMES, verbose_name=_("outcomes"), blank=True)
    body = TextStreamField(blocks.LESSON, verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("outcomes"),
        FieldPanel("body"),
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("content_id"), FieldPanel("minutes")]
    search_fields = [
        *Taught.search_fields,
        index.SearchField("outcomes"),
        index.SearchField("body"),
    ]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("lesson")

    @property
    def passages(self) -> Iterator[tuple[StreamValue.StreamChild, RichText | None]]:
        """The blocks of the text, each with its prose in which key terms are marked."""
        return passages.of(self.body)


def outcomes(course: Page) -> dict[str, str]:
    """What the lessons of a course teach, by the id of the outcome; one query."""
    lessons = LessonPage.objects.live().descendant_of(course).order_by("path")
    return {
        outcome.value["anchor"]: outcome.value["text"]
        for lesson in lessons.defer("body")
        for outcome in lesson.outcomes
    }
