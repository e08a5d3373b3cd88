"""What both written formats ask of a question: its tags, its words, and what has no counterpart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from courses.domain.course import ItemText
from courses.domain.itemkinds import Structure
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _


@dataclass(frozen=True)
class Written:
    """A file, and what of the questions it does not say."""

    text: str
    losses: tuple[Problem, ...]


@dataclass(frozen=True)
class Asked:
    """A question to be written: its id, its structure, its words in one language."""

    name: str
    item: Structure
    text: ItemText
    language: str


def tags(item: Structure) -> dict[str, str]:
    """What is said of a question beside its words."""
    told = {"objective": item.objective, "difficulty": item.difficulty}
    return {**told, **({"bank": item.bank} if item.bank else {})}


def shares(options: Sequence[str], correct: Sequence[str]) -> Mapping[str, str]:
    """What each option of several gives, in percent: the right ones share a whole, a wrong one
    takes as much."""
    part = Fraction(100, len(correct))
    told = f"{float(part):.5f}".rstrip("0").rstrip(".")
    return {one: told if one in correct else f"-{told}" for one in options}


def losses(asked: Asked, *, hints: bool, slots: bool) -> Iterator[Problem]:
    """What no format of Moodle has, or this one has not."""
    if asked.item.see:
        yield Problem(asked.name, _("the paragraph that teaches it is not named in this format."))
    if asked.text.hint and not hints:
        yield Problem(asked.name, _("this format has no hints."))
    if asked.text.slots and not slots:
        yield Problem(asked.name, _("this format has no feedback for each part."))
