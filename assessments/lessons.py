"""The lessons that an action recommends: the one place where this room asks the courses."""

from collections.abc import Collection, Iterable, Mapping

from cms.people.models import User
from courses import catalogue

Lesson = catalogue.Lesson
Broken = catalogue.Broken


def links(ids: Iterable[str], language: str) -> Mapping[str, Lesson]:
    """Return the published lessons among ids such as "national-csirt/contact", by id."""
    return catalogue.lessons(ids, language)


def teaching(model: str, indicators: Iterable[str], language: str) -> list[Lesson]:
    """Return the published lessons that help with questions of a model, each once, in order."""
    found = catalogue.teaching([f"{model}/{name}" for name in indicators], language)
    return list(dict.fromkeys(lesson for lessons in found.values() for lesson in lessons))


def shipped(ids: Iterable[str]) -> Collection[str]:
    """Return those among ids that come with this version as files."""
    return catalogue.shipped(ids, "en").keys()


def serving() -> Mapping[str, Collection[str]]:
    """Return the outcomes of shipped courses by the question that they help with."""
    return catalogue.serving()


def make_path(user: User, ids: Iterable[str]) -> str:
    """Make a learning path of lessons for a person, or renew hers; return the address of its page.

    The ids go over, and nothing else: courses do not learn of which roadmap, nor of its answers.
    """
    return catalogue.make_path(user=user, lessons=ids)
