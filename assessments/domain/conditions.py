"""Conditions on answers: true, false, or open while an answer is unknown."""

from collections.abc import Callable, Iterable
from typing import Literal

from assessments.domain.shape import Id, Value, Whole

Holds = Literal["yes", "no", "open"]

YES: Holds = "yes"
NO: Holds = "no"
OPEN: Holds = "open"


class Condition(Value):
    """An answer of one indicator lies in a range of levels, or among some of them."""

    indicator: Id
    at_least: Whole | None = None
    at_most: Whole | None = None
    among: tuple[Whole, ...] = ()

    def holds_at(self, level: int) -> bool:
        """Tell whether this level fulfils the condition."""
        if self.at_least is not None and level < self.at_least:
            return False
        if self.at_most is not None and level > self.at_most:
            return False
        return not self.among or level in self.among

    def holds(self, possible: Iterable[int]) -> Holds:
        """Tell whether the condition holds if the answer is one of these; of none, it does not."""
        found = {self.holds_at(level) for level in possible}
        if found == {True}:
            return YES
        return OPEN if True in found else NO


class DependsOn(Value):
    """When an indicator is asked at all: all of these hold, and one of those, where named."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    def conditions(self) -> tuple[Condition, ...]:
        """Every condition, those of which one is enough included."""
        return self.all + self.any

    def holds(self, told: Callable[[Condition], Holds]) -> Holds:
        """Tell whether the indicator is asked, given what is told of each condition."""
        found = [told(one) for one in self.all]
        if self.any:
            found.append(either(told(one) for one in self.any))
        return both(found)


def both(found: Iterable[Holds]) -> Holds:
    """All of them hold: no if one does not, open if one is open."""
    claims = set(found)
    return NO if NO in claims else OPEN if OPEN in claims else YES


def either(found: Iterable[Holds]) -> Holds:
    """One of them holds: yes if one does, open if one is open."""
    claims = set(found)
    return YES if YES in claims else OPEN if OPEN in claims else NO
