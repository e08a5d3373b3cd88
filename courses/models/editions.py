"""The release of a course in one language, and which of its pages everybody may read."""

from hashlib import sha256
from typing import Any

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from courses.domain.book import Release

_COLUMNS = ("pk", "path", "depth", "title", "url_path", "live_revision_id", "last_published_at")
_MARK = "lessonpage__drift__mark"  # another one where the original stands in for a translation


def release_of(course: Page) -> Release:
    """Return which text of a course this is: two queries, however long it is."""
    return stamped(course, open_rows(course))


def stamped(course: Page, rows: list[dict[str, Any]]) -> Release:
    """Return the release of a course by the rows of its open pages."""
    days = [row["last_published_at"] for row in rows if row["last_published_at"]]
    said = [(row["path"], row["title"], row["live_revision_id"], row[_MARK]) for row in rows]
    stamp = (course.version, course.licence, course.translation_state, max(days, default=None))
    return Release(
        number=course.version,
        published=max(days).date() if days else None,
        edition=sha256(repr((said, stamp)).encode()).hexdigest()[:20],
    )


def open_rows(course: Page) -> list[dict[str, Any]]:
    """Return the course and what lives below it and everybody may read, in order.

    Nothing below a page that is restricted or not published is in it: default deny.
    """
    below = Page.objects.filter(path__startswith=course.path).order_by("path")
    closed = set(
        PageViewRestriction.objects.filter(_in_the_way(course)).values_list("page__path", flat=True)
    )
    rows = []
    for row in below.values("live", _MARK, *_COLUMNS):
        if not row.pop("live"):
            closed.add(row["path"])
        if not any(row["path"].startswith(path) for path in closed):
            rows.append(row)
    return rows


def _in_the_way(course: Page) -> Q:
    steps = range(course.steplen, len(course.path) + 1, course.steplen)
    above = [course.path[:length] for length in steps]
    return Q(page__path__in=above) | Q(page__path__startswith=course.path)
