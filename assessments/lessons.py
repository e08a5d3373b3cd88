"""The lessons that an action recommends: the one place where this room asks the courses."""

from collections.abc import Iterable, Mapping

from cms.people.models import User
from courses import catalogue

Lesson = catalogue.Lesson


def links(ids: Iterable[str], language: str) -> Mapping[str, Lesson]:
    """Return the published lessons among ids such as "national-csirt/contact", by id."""
    return catalogue.lessons(ids, language)


def make_path(user: User, ids: Iterable[str]) -> str:
    """Make a learning path of lessons for a person, or renew hers; return the address of its page.

    The ids go over, and nothing else: courses do not learn of which roadmap, nor of its answers.
    """
    return catalogue.make_path(user=user, lessons=ids)
