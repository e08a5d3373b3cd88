"""The door for other rooms: lessons by their content id, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.models import LessonPage, outline


@dataclass(frozen=True)
class Lesson:
    """A lesson as another room shows it."""

    title: str
    url: str
    minutes: str


def lessons(ids: Iterable[str], language: str) -> dict[str, Lesson]:
    """The published lessons among `ids` ("course/lesson") in a language, in the order asked.

    What is not published in that language is absent. One query, however many ids.
    """
    wanted = list(dict.fromkeys(ids))
    pages = LessonPage.objects.live().filter(content_id__in=wanted, locale__language_code=language)
    found = {
        page.content_id: Lesson(page.title, page.get_url() or "", outline.minutes(page.minutes))
        for page in pages.defer("body", "outcomes").order_by("path")
    }
    return {name: found[name] for name in wanted if name in found}


def lesson(content_id: str, language: str) -> Lesson | None:
    """One published lesson in a language, or None."""
    return lessons([content_id], language).get(content_id)
