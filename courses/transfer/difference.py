"""Line by line how a course on the site and a bundle differ, in the letters of the format."""

import difflib
from collections.abc import Iterator, Mapping

from courses.domain import bundle
from courses.domain.course import Course
from courses.domain.problems import BundleError
from courses.models import CoursePage
from courses.transfer import leaving

MOST_LINES = 2_000
"""A longer difference is a new course; nobody reads it."""


def of(course: Course) -> list[str]:
    """The lines of the difference, in the form that `diff -u` has; none for a course that the site
    does not have, or cannot export."""
    if not CoursePage.objects.live().filter(content_id=course.id).exists():
        return []
    try:
        exported = leaving.export_course(course.id).course
    except BundleError as error:
        told = (f"# the site cannot be compared: {problem}" for problem in error.problems)
        return list(told)[:MOST_LINES]
    lines = list(_lines(bundle.texts(exported), bundle.texts(course)))
    rest = [f"# and {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    changed = sorted(
        name for name, content in course.pictures.items() if exported.pictures.get(name) != content
    )
    return [*lines[:MOST_LINES], *rest, *(f"# another picture: images/{one}" for one in changed)]


def _lines(site: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for path in sorted({**site, **new}):
        before, after = site.get(path, ""), new.get(path, "")
        yield from difflib.unified_diff(
            before.splitlines(),
            after.splitlines(),
            fromfile=f"site/{path}" if path in site else "/dev/null",
            tofile=f"bundle/{path}" if path in new else "/dev/null",
            lineterm="",
            n=1,
        )
