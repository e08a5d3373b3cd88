"""Lessons, and what they share with quizzes: the pages on which people learn."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.search import index

from cms.words import glossary
from courses import blocklabels, blocks, forms, passages
from courses.models import notes, outline
from courses.models.pages import Taught
from courses.panels import ChecksPanel
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
        keys = [entry.key for entry in course_outline.entries if not entry.optional]
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
        ChecksPanel(),
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
    def shown(self) -> StreamValue:
        """The text that readers see: the source stands in place of what is no longer safe."""
        fallen = self.drift.get("body")
        return self.body if fallen is None else self.body.stream_block.to_python(fallen)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the blocks of the text, each with its prose in which terms are marked, and notes."""
        context = super().get_context(request, *args, **kwargs)
        words = glossary.remembered(context["course"].locale.language_code, request)
        context.update(
            words=words,
            passages=passages.of(self, words.words),
            foreign=self.drift.get("foreign", ()),
            original=get_language_info(context["course"].source_language),
            labels=lambda: blocklabels.of(self.body.raw_data),
            notes=notes.of_lesson(request.user, self) if request.user.is_authenticated else (),
            event=uuid4(),
        )
        return context


def outcomes(course: Page) -> dict[str, str]:
    """What the lessons of a course teach, by the id of the outcome; one query."""
    lessons = LessonPage.objects.live().descendant_of(course).order_by("path")
    return {
        outcome.value["anchor"]: outcome.value["text"]
        for lesson in lessons.defer("body")
        for outcome in lesson.outcomes
    }
