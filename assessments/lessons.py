"""The lessons that an action recommends: the one place where this room asks the courses."""

from collections.abc import Iterable, Mapping

from courses import catalogue

Lesson = catalogue.Lesson


def links(ids: Iterable[str], language: str) -> Mapping[str, Lesson]:
    """Return the published lessons among ids such as "national-csirt/contact", by id."""
    return catalogue.lessons(ids, language)
