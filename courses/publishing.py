"""What follows when a lesson is published or taken back: the search finds it, or no more."""

from typing import Any

from wagtail.signals import page_published, page_unpublished

from courses import services
from courses.models import LessonPage


def connect() -> None:
    """Follow Wagtail's signals: its hooks of the admin miss what is scheduled or imported."""
    page_published.connect(_index, sender=LessonPage, dispatch_uid="passages")
    page_unpublished.connect(_forget, sender=LessonPage, dispatch_uid="passages")


def _index(instance: LessonPage, **_signal: Any) -> None:
    services.index_lesson(instance)


def _forget(instance: LessonPage, **_signal: Any) -> None:
    services.forget_lesson(instance)
