"""What follows when a page is published or taken back: search and translations."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from courses import services
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage
from courses.translation import following

PAGES = (CoursePage, ModulePage, LessonPage, QuizPage)


def connect() -> None:
    """Follow Wagtail's signals: its hooks of the admin miss what is scheduled or imported."""
    page_published.connect(_index, sender=LessonPage, dispatch_uid="passages")
    page_unpublished.connect(_forget, sender=LessonPage, dispatch_uid="passages")
    for kind in PAGES:
        for signal in (page_published, page_unpublished):
            signal.connect(_follow, sender=kind, dispatch_uid=f"translations {kind.__name__}")


def _index(instance: LessonPage, **_signal: Any) -> None:
    services.index_lesson(instance)


def _forget(instance: LessonPage, **_signal: Any) -> None:
    services.forget_lesson(instance)


def _follow(instance: Page, **_signal: Any) -> None:
    following.follow_page(instance)
