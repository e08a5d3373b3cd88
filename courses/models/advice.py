"""Prerequisites of a course, each with how far a person is in it. They advise, and lock nothing."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.models import Page

from cms.people.models import User
from courses.domain.progress import Progress
from courses.models import graduates, outline


@dataclass(frozen=True)
class Prerequisite:
    """A course to take before, in the same language."""

    title: str
    url: str
    progress: Progress
    met: bool


def of(
    course: Page, user: User | AnonymousUser, request: HttpRequest | None = None
) -> list[Prerequisite]:
    """The prerequisites of a course that are published in its language, in the order it names them.

    A person meets one whose certificate she holds, or in which everything is done. No query where
    there are none, else four.
    """
    if not course.prerequisites:
        return []
    pages = (
        type(course)
        .objects.live()
        .filter(content_id__in=course.prerequisites, locale_id=course.locale_id)
    )
    found = sorted(pages, key=lambda page: course.prerequisites.index(page.content_id))
    outlines = outline.of(found, request)
    keys = [page.translation_key for page in found]
    done = outline.completed(user, keys)
    held = graduates.certificates(user, keys)
    return [
        Prerequisite(
            page.title,
            page.get_url(request) or "",
            measured := outlines[page.pk].measure(done),
            measured.complete or page.translation_key in held,
        )
        for page in found
    ]
