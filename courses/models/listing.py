"""The catalogue: courses with what a reader chooses by, and the filters over them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.models import Page

from courses import labels
from courses.domain.progress import Progress
from courses.forms import DURATIONS, SIZES
from courses.models import graduates, languages, outline, releases


@dataclass(frozen=True)
class Listed:
    """A course as the catalogue shows it, with the number of its release.

    `weight` is None where a lesson was never weighed.
    """

    course: Page
    url: str
    outline: outline.Outline
    progress: Progress
    is_completed: bool
    spoken: Mapping[str, languages.Spoken] = field(default_factory=dict)
    number: int = 1

    @property
    def minutes(self) -> str:
        """How long it takes, in words."""
        return outline.minutes(self.outline.minutes)

    @property
    def level(self) -> Promise | str:
        """How much it asks for, in words."""
        return labels.COURSE_LEVELS.get(self.course.level, "")

    @property
    def topics(self) -> list[Promise]:
        """What it is about, in words."""
        return [labels.TOPICS[name] for name in self.course.topics if name in labels.TOPICS]

    @property
    def states(self) -> list[dict[str, Any]]:
        """Its languages, each by its own name, with how far it is there."""
        return languages.named(self.spoken)

    def fits(self, wanted: Mapping[str, str]) -> bool:
        """Tell whether it passes every filter that is set."""
        tests = {
            "topic": lambda value: value in self.course.topics,
            "level": lambda value: value == self.course.level,
            "language": lambda value: self._complete_in(value),
            "duration": lambda value: _within(self.outline.minutes, DURATIONS[value]),
            "size": lambda value: _within(self.outline.weight, SIZES[value]),
        }
        return all(tests[name](value) for name, value in wanted.items() if value)

    def _complete_in(self, language: str) -> bool:
        spoken = self.spoken.get(language)
        return spoken is not None and spoken.state == languages.State.COMPLETE


def of(courses: Sequence[Page], request: HttpRequest) -> list[Listed]:
    """The courses as the catalogue shows them to a reader.

    The same number of queries however many courses, languages and learners there are.
    """
    outlines = outline.of(courses, request)
    keys = [course.translation_key for course in courses]
    done = outline.completed(request.user, keys)
    held = graduates.certificates(request.user, keys)
    known = languages.states(request)
    newest = releases.latest(keys)
    return [
        Listed(
            course,
            course.get_url(request) or "",
            outlines[course.pk],
            outlines[course.pk].measure(done),
            course.translation_key in held,
            known.get(course.content_id, {}),
            newest[course.translation_key].number
            if course.translation_key in newest
            else course.version,
        )
        for course in courses
    ]


def fitting(listed: Iterable[Listed], wanted: Mapping[str, str]) -> list[Listed]:
    """Those that pass every filter that is set."""
    return [one for one in listed if one.fits(wanted)]


def _within(value: int | None, limits: tuple[int, int | None]) -> bool:
    above, most = limits
    return value is not None and above < value and (most is None or value <= most)
