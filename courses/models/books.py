"""A course read for carrying away: every open lesson of one language, in a few queries."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from courses.domain import book
from courses.models import editions

_HERE = 'href="/'
_LESSON = ("summary", "outcomes", "body", "drift")


def read(course: Page) -> book.Book | None:
    """Return all of a course that everybody may read; None where that is not even the course.

    The same number of queries however many lessons there are, but one for each passage that
    links to a page of this site.
    """
    rows = editions.open_rows(course)
    if not rows:
        return None
    address = urljoin(settings.BASE_URL, course.get_url() or "")
    urls = {row["pk"]: address + row["url_path"].removeprefix(course.url_path) for row in rows}
    return book.Book(
        id=course.content_id,
        title=course.title,
        summary=course.summary,
        language=course.locale.language_code,
        url=address,
        release=editions.stamped(course, rows),
        licence=course.licence,
        state=course.translation_state,
        confirmed_by=course.confirmed_by,
        confirmed_on=course.confirmed_on,
        chapters=tuple(_chapters(urls, course.source_language)),
    )


def images(whole: book.Book) -> Mapping[int, AbstractImage]:
    """Return the images of a book by their keys in one query; what is gone is absent."""
    keys = dict.fromkeys(key for chapter in whole.chapters for key in chapter.images)
    found: Mapping[int, AbstractImage] = get_image_model().objects.in_bulk(list(keys))
    return {key: found[key] for key in keys if key in found}


def _chapters(urls: Mapping[int, str], source: str) -> Iterable[book.Chapter]:
    pages = Page.objects.filter(pk__in=urls).order_by("path")
    lessons = pages.filter(lessonpage__isnull=False).values(
        "pk", "path", "title", "lessonpage__content_id", *(f"lessonpage__{one}" for one in _LESSON)
    )
    modules = pages.filter(modulepage__isnull=False).values(
        "pk", "path", "title", "modulepage__content_id", "modulepage__summary"
    )
    for module in modules:
        held = [
            (_lesson(row, urls[row["pk"]]), _blocks(row, source))
            for row in lessons
            if row["path"].startswith(module["path"])
        ]
        if held:
            yield book.Chapter(
                id=_name(module["modulepage__content_id"]),
                title=module["title"],
                summary=module["modulepage__summary"],
                url=urls[module["pk"]],
                lessons=book.lessons(held, _rich),
            )


def _lesson(row: Mapping[str, Any], url: str) -> book.Lesson:
    outcomes = row["lessonpage__outcomes"].get_prep_value()
    return book.Lesson(
        id=_name(row["lessonpage__content_id"]),
        title=row["title"],
        summary=row["lessonpage__summary"],
        url=url,
        outcomes=tuple(one["value"]["text"] for one in outcomes),
        passages=(),
    )


def _blocks(row: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """The blocks that readers see; what stands there in the original says its language."""
    drift = row["lessonpage__drift"]
    blocks = drift.get("body") or row["lessonpage__body"].get_prep_value()
    foreign = drift.get("foreign", ())
    return [{**one, "language": source if one["id"] in foreign else ""} for one in blocks]


def _name(content_id: str) -> str:
    return content_id.rpartition("/")[2]


def _rich(source: str) -> str:
    """The HTML of a stored text; links within the site lead there from everywhere."""
    return str(expand_db_html(source)).replace(_HERE, f'href="{settings.BASE_URL}/')
