"""Marking: an item and the options chosen in, exact marks and what to say about each option out.

An item is worth one mark. *Single*: 1 for the right option, else 0. *Multiple*: each right option
chosen counts up, each wrong one down, divided by the number of right options, never below 0:
`max(0, (right - wrong) / correct)`. Nothing chosen is 0. A quiz is the mean of its items, in
percent.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, Literal

from courses.domain.values import FromList, Frozen, Id


class Structure(Frozen):
    """An item without its words: what is asked for, and the key. The same in every language.

    `objective` is the id of an outcome of the course; `see` names the block that teaches it,
    `lesson#block`.
    """

    kind: Literal["single", "multiple"]
    objective: Id
    difficulty: Literal["easy", "medium", "hard"]
    see: str = ""
    options: Annotated[tuple[Id, ...], FromList]
    correct: Annotated[tuple[Id, ...], FromList]


@dataclass(frozen=True)
class Marked:
    """One answer, marked: exact marks from 0 to 1, and the option ids by what became of them."""

    marks: Fraction
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing is missing and nothing too much."""
        return self.marks == 1


@dataclass(frozen=True)
class Step:
    """One event of an attempt: an answer to an item, replacing the one before."""

    item: str
    options: tuple[str, ...]


def mark(structure: Structure, chosen: Collection[str]) -> Marked:
    """Marks for the options `chosen` (ids, in any order, repeats count once).

    Raises ValueError for an option that the item does not have, and for two options of a single
    choice.
    """
    picked = set(chosen)
    if unknown := picked - set(structure.options):
        raise ValueError(f"This item has no option {sorted(unknown)[0]!r}.")
    if structure.kind == "single" and len(picked) > 1:
        raise ValueError("Only one option of this item can be chosen.")
    key = set(structure.correct)
    gained = Fraction(len(picked & key) - len(picked - key), len(key))
    return Marked(
        marks=max(Fraction(0), gained),
        right=tuple(option for option in structure.options if option in picked & key),
        wrong=tuple(option for option in structure.options if option in picked - key),
        missed=tuple(option for option in structure.options if option in key - picked),
    )


def percent(marks: Sequence[Fraction]) -> Fraction:
    """The mean of `marks` (each 0 to 1) as an exact percentage; 0 for no marks."""
    return sum(marks, Fraction(0)) * 100 / len(marks) if marks else Fraction(0)


def passed(result: Fraction, pass_mark: int) -> bool:
    """Whether an exact percentage reaches the pass mark (percent)."""
    return result >= pass_mark


def answers(steps: Iterable[Step]) -> dict[str, tuple[str, ...]]:
    """The answer that stands for each item after `steps`, in the order they were taken."""
    return {step.item: step.options for step in steps}


def shuffled(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """`options` in an order that depends on `seed` only, on every machine and in every language."""
    return tuple(sorted(options, key=lambda option: sha256(f"{seed}:{option}".encode()).digest()))
