"""Blueprints: which items a quiz asks of a bank, drawn by a seed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from courses.domain.values import Frozen, Id


class Rule(Frozen):
    """One line of a blueprint: so many items, of an objective, a difficulty, a bank, or of any."""

    count: Annotated[int, Field(ge=1, le=60)]
    objective: Id | None = None
    difficulty: Literal["easy", "medium", "hard"] | None = None
    bank: Id | None = None

    def fits(self, one: "Candidate") -> bool:
        """Whether an item can take a seat of this line."""
        return (
            self.objective in (None, one.objective)
            and self.difficulty in (None, one.difficulty)
            and self.bank in (None, one.bank)
        )


@dataclass(frozen=True)
class Candidate:
    """An item that can be drawn, and its tags."""

    name: str
    objective: str
    difficulty: str
    bank: str | None = None


class Unmet(ValueError):
    """The bank does not hold what the blueprint asks; `rule` is the line that stays short."""

    def __init__(self, rule: Rule, number: int) -> None:
        self.rule, self.number = rule, number
        super().__init__(f"The bank has too few items for line {number} of the blueprint.")


def draw(
    rules: Sequence[Rule], pool: Iterable[Candidate], seed: str, avoid: Collection[str] = ()
) -> tuple[str, ...]:
    """The names of the items drawn, in the order of the lines, no item twice.

    The same rules, pool and seed draw the same items, in whatever order the pool comes. Items of
    `avoid` (those met before) are taken only where nothing else fits. Lines may overlap: an item
    gives its seat up where another line has no other. Raises Unmet where no draw is possible.
    """
    seats = [number for number, rule in enumerate(rules) for _seat in range(rule.count)]
    ranked = sorted(pool, key=lambda one: (one.name in avoid, _rank(seed, one.name)))
    # A line never needs to look at more items than there are seats.
    fitting = [[one.name for one in ranked if rule.fits(one)][: len(seats)] for rule in rules]
    taken: dict[str, int] = {}  # the seat that an item has
    for seat, number in enumerate(seats):
        if not _place(seat, seats, fitting, taken, set()):
            raise Unmet(rules[number], number + 1)
    names = {seat: name for name, seat in taken.items()}
    return tuple(names[seat] for seat in range(len(seats)))


def _place(
    seat: int,
    seats: Sequence[int],
    fitting: Sequence[Sequence[str]],
    taken: dict[str, int],
    asked: set[str],
) -> bool:
    """Find an item for a seat, moving those who sit already where they have another choice."""
    for name in fitting[seats[seat]]:
        if name in asked:
            continue
        asked.add(name)
        if name not in taken or _place(taken[name], seats, fitting, taken, asked):
            taken[name] = seat
            return True
    return False


def _rank(seed: str, name: str) -> bytes:
    return sha256(f"{seed}:{name}".encode()).digest()
