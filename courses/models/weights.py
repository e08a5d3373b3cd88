"""What a lesson costs to load: its text as it travels, and its pictures."""

import gzip
from collections.abc import Iterable
from typing import Any

from courses import media
from courses.models.lessons import LessonPage


def measure(lesson: LessonPage) -> int:
    """Return the bytes of a lesson: its text compressed, and each of its pictures once.

    Neither the frame of the site, which a browser keeps, nor films, which say their own size and
    never load by themselves.
    """
    text = f"{lesson.summary}{lesson.outcomes}{lesson.body}"
    return len(gzip.compress(text.encode(), mtime=0)) + sum(_pictures(lesson))


def note(lesson: LessonPage) -> None:
    """Keep what a lesson weighs beside it, so that no page has to draw it to know."""
    LessonPage.objects.filter(pk=lesson.pk).update(weight=measure(lesson))


def complete() -> None:
    """Weigh the published lessons that nobody has weighed yet."""
    for lesson in LessonPage.objects.live().filter(weight=None):
        note(lesson)


def on_published(instance: LessonPage, **_signal: Any) -> None:
    """Weigh a lesson that is published now; a receiver of Wagtail's signal."""
    note(instance)


def _pictures(lesson: LessonPage) -> Iterable[int]:
    found = {
        block.value["image"].pk: block.value["image"]
        for block in lesson.body
        if block.block_type == "image" and block.value["image"]
    }
    return (media.picture(image).size or 0 for image in found.values())
