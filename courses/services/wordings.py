"""The pages of courses by key: in a language, else in the one they were first written in."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from courses.models import CoursePage


def pages(keys: Iterable[UUID], language: str) -> dict[UUID, CoursePage]:
    """Return the published page of each course; one query."""
    found: dict[UUID, CoursePage] = {}
    rows = CoursePage.objects.filter(translation_key__in=list(keys), live=True)
    for page in rows.select_related("locale").order_by("pk"):
        code, key = page.locale.language_code, page.translation_key
        if code == language or key not in found or _is_first(page, found[key], language):
            found[key] = page
    return found


def titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """Return the titles of courses by key; one query."""
    return {key: page.title for key, page in pages(keys, language).items()}


def whole_address(url: str) -> str:
    """Return the address of a page with the name of this site in front."""
    return url if "://" in url else settings.BASE_URL + url


def _is_first(page: CoursePage, held: CoursePage, language: str) -> bool:
    first = page.locale.language_code == page.source_language
    return first and held.locale.language_code != language
