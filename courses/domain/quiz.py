"""Marking: an item and a response in, exact marks and what became of each part out.

An item is worth one mark. *Single* and *true or false*: 1 for the right option, else 0. *Multiple*:
each right option chosen counts up, each wrong one down, divided by the number of right options,
never below 0: `max(0, (right - wrong) / correct)`. *Matching, ordering, cloze*: the share of slots
that are filled rightly. *Numeric, short*: 1 or 0. *Essay*: the points that a trainer gives, divided
by the most. Nothing given is 0. A quiz is the mean of its items, in percent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from courses.domain.itemkinds import ChoiceItem, EssayItem, Structure


@dataclass(frozen=True)
class Marked:
    """One answer, marked: exact marks from 0 to 1, and the parts by what became of them."""

    marks: Fraction
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing is missing and nothing too much."""
        return self.marks == 1


def mark(structure: Structure, response: Iterable[str]) -> Marked:
    """Marks for a response, in any order; 0 for an essay, which `graded` marks.

    Raises ValueError for a response that cannot belong to the item.
    """
    given = structure.canonical(response)
    right, wrong, missed = structure.sorted_out(given)
    return Marked(
        _marks(structure, right, wrong, missed), tuple(right), tuple(wrong), tuple(missed)
    )


def _marks(
    structure: Structure, right: Sequence[str], wrong: Sequence[str], missed: Sequence[str]
) -> Fraction:
    if isinstance(structure, EssayItem):
        return Fraction(0)
    if isinstance(structure, ChoiceItem):
        return max(Fraction(0), Fraction(len(right) - len(wrong), len(structure.correct)))
    return Fraction(len(right), len(right) + len(wrong) + len(missed))


def graded(structure: EssayItem, points: Mapping[str, int]) -> Marked:
    """Marks for the points that a trainer gave by criterion.

    Raises ValueError for a criterion that is missing or unknown, and for points out of range.
    """
    if set(points) != set(structure.most):
        raise ValueError("Give points for every criterion of the rubric, and for no other.")
    for name, most in structure.most.items():
        if not 0 <= points[name] <= most:
            raise ValueError(f"The points for {name!r} lie between 0 and {most}.")
    return Marked(
        Fraction(sum(points.values()), sum(structure.most.values())),
        right=tuple(name for name, most in structure.most.items() if points[name] == most),
        wrong=tuple(name for name, most in structure.most.items() if points[name] < most),
    )


def percent(marks: Sequence[Fraction]) -> Fraction:
    """The mean of `marks` (each 0 to 1) as an exact percentage; 0 for no marks."""
    return sum(marks, Fraction(0)) * 100 / len(marks) if marks else Fraction(0)


def passed(result: Fraction, pass_mark: int) -> bool:
    """Whether an exact percentage reaches the pass mark (percent)."""
    return result >= pass_mark


def shuffled(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """`options` in an order that depends on `seed` only, on every machine and in every language."""
    return tuple(sorted(options, key=lambda option: sha256(f"{seed}:{option}".encode()).digest()))
