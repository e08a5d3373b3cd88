"""What a course still lacks before it is shipped: every outcome taught and asked for, nothing in
the running text that grows old.

A trainer may publish a course that lacks some of this; a course that comes with the site may not.
"""

import re
from collections.abc import Iterator

from courses.domain.course import Course
from courses.domain.lesson import Callout, Check, LessonText, Sources, Text
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

CHECKS = 2
"""Questions to oneself in a lesson."""
BANK = 12
"""Questions of a module, at least."""
AGEING = re.compile(
    r"\b(?:currently|at present|nowadays|recently|so far|the latest|as of)\b"
    r"|\b20(?:2[3-9]|[3-9]\d)\b|US\$|\bUSD\b|\bEUR\b|€",
    re.IGNORECASE,
)
"""Words of a sentence that is true for a while only: it belongs in a box with a date."""


def problems(course: Course) -> list[Problem]:
    """What a course that is shipped still lacks, a sentence each with its place."""
    words = course.words[course.outline.source]
    found: list[Problem] = []
    for module in course.outline.modules:
        for lesson in module.lessons:
            text = words.lessons[lesson.id]
            found += _lesson(f"{course.outline.source}/{lesson.id}.md", text)
            found += _asked(course, lesson.id, text)
        found += _bank(course, module.id, [lesson.id for lesson in module.lessons])
    return found


def _lesson(place: str, text: LessonText) -> Iterator[Problem]:
    if sum(isinstance(block, Check) for block in text.blocks) < CHECKS:
        yield Problem(place, _("expected %(count)s blocks `check` or more.", count=CHECKS))
    if not any(isinstance(block, Sources) for block in text.blocks):
        yield Problem(place, _("expected a block `sources`."))
    for block in text.blocks:
        invented = isinstance(block, Callout) and block.tone == "example"
        if isinstance(block, Text | Callout) and not invented:
            for aged in AGEING.finditer(str(block.body)):
                yield Problem(
                    f"{place}, block `{block.id}`",
                    _(
                        "`%(words)s` grows old: say it in a block `facts`, with a date.",
                        words=aged.group(),
                    ),
                )


def _asked(course: Course, lesson: str, text: LessonText) -> Iterator[Problem]:
    """Every outcome is asked for by an item that leads to a passage of its lesson."""
    for outcome in text.front.outcomes:
        items = [one for one in course.items.values() if one.objective == outcome]
        place = f"{course.outline.source}/{lesson}.md, outcome `{outcome}`"
        if not items:
            yield Problem(place, _("no item asks for it."))
        elif not any((one.see or "").partition("#")[0] == lesson for one in items):
            yield Problem(place, _("no item leads to the passage that teaches it."))


def _bank(course: Course, module: str, lessons: list[str]) -> Iterator[Problem]:
    words = course.words[course.outline.source]
    taught = {outcome for lesson in lessons for outcome in words.lessons[lesson].front.outcomes}
    count = sum(one.objective in taught for one in course.items.values())
    if lessons and count < BANK:
        yield Problem(
            f"course.toml, module `{module}`",
            _("expected %(least)s items, found %(count)s.", least=BANK, count=count),
        )
