"""Answers that contradict each other: a warning in the words of the model, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments import wording
from assessments.domain import asking
from assessments.domain.maturity import MaturityModel


@dataclass(frozen=True, slots=True)
class Place:
    """A question that a warning speaks of: its id, its title, and the part that asks it."""

    id: str
    title: wording.Text
    part: str


@dataclass(frozen=True, slots=True)
class Warning:
    """What cannot be true together, and the questions in which it was said."""

    text: wording.Text
    places: tuple[Place, ...]


def told(model: MaturityModel, rules: Iterable[str], words: wording.Words) -> tuple[Warning, ...]:
    """Put the rules of these ids into words, in the order of the model."""
    wanted, part_of = set(rules), asking.asked_in(model)
    return tuple(
        Warning(
            words(f"{rule.id}/text"),
            tuple(
                Place(name, words(f"{name}/title"), part_of[name])
                for name in dict.fromkeys(one.indicator for one in rule.all)
            ),
        )
        for rule in model.contradictions
        if rule.id in wanted
    )
