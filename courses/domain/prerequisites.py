"""Prerequisites: courses to take before another; each exists, and none leads back to itself."""

from collections.abc import Iterator, Mapping, Sequence

from courses.domain.course import Course
from courses.domain.problems import Problem, listed
from courses.domain.problems import Sentence as _

Known = Mapping[str, Sequence[str]]
"""The prerequisites of every course that is known, by its id."""


def problems(course: Course, known: Known) -> Iterator[Problem]:
    """Yield what is wrong with the prerequisites of a course among all courses that are known."""
    outline = course.outline
    for at, name in enumerate(outline.prerequisites):
        place = f"course.toml, prerequisites[{at}]"
        if name in outline.prerequisites[:at]:
            yield Problem(place, _("the course `%(name)s` stands twice.", name=name))
        elif name != course.id and name not in known:
            yield Problem(place, _("no course is called `%(name)s`.", name=name))
        elif way := circle(course.id, name, known):
            yield Problem(
                place,
                _("%(names)s lead back to this course: nobody could begin.", names=listed(way)),
            )


def circle(course: str, prerequisite: str, known: Known) -> list[str]:
    """Return the courses from a prerequisite back to the course itself; nothing if none leads back.

    >>> circle("a", "b", {"b": ["c"], "c": ["a"]})
    ['b', 'c', 'a']
    """
    before: dict[str, str] = {prerequisite: ""}
    waiting = [prerequisite]
    while waiting:
        here = waiting.pop(0)
        if here == course:
            return _way(here, before)
        for name in known.get(here, ()):
            if name not in before:
                before[name] = here
                waiting.append(name)
    return []


def _way(end: str, before: Mapping[str, str]) -> list[str]:
    way = [end]
    while before[way[-1]]:
        way.append(before[way[-1]])
    return way[::-1]
