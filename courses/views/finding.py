"""Pages by their stable ids, in the language of the address."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page

from courses.models import CoursePage, QuizPage

PageType = TypeVar("PageType", bound=Page)


def here(model: type[PageType], content_id: str) -> PageType:
    """The published page of this content id in the language of the address, or 404."""
    pages = model.objects.live().filter(content_id=content_id)
    page = pages.filter(locale__language_code=get_language()).first()
    if page is None:
        raise Http404
    return page


def course(content_id: str) -> CoursePage:
    """A published course: in the language of the address, else in any that it has; or 404."""
    return _nearest(CoursePage.objects.live().filter(content_id=content_id))


def quiz(key: UUID) -> QuizPage:
    """A published quiz by its key: in the language of the address, else in any; or 404."""
    return _nearest(QuizPage.objects.live().filter(translation_key=key))


def _nearest(pages: QuerySet[PageType]) -> PageType:
    language = get_language()
    found = sorted(
        pages.select_related("locale"), key=lambda page: page.locale.language_code != language
    )
    if not found:
        raise Http404
    return found[0]
