"""What the schedule knows of an action: length, burden, needs; and why a date is as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is as it is, or why something is left out: a code and its parameters."""

    code: str
    params: Mapping[str, int | str | Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """What the schedule has to know of an action: its length, burden, needs and place in order.

    `needs` holds for each hard need the tasks that meet it and the lag in quarters; `waits` names
    tasks that should be over, or given up, before, each with the code of the reason; `gaps` names
    what the task closes, each with the distance of its stage (1: the next one). Money is in US
    dollars, `staff` and `running_staff` in person-months (once, and a year). `lock` says that the
    task is running or committed, `earliest` from which quarter it is placed. `quick` says that
    what it changes is seen soon and at low cost. `value` is what every quarter is worth that
    remains after the end, `weight` how much politics make of it where orders are compared. `lead`
    is the institution that plays the leading role here, or the role if none was named.
    """

    id: str
    rank: int
    priority: Fraction
    duration: int
    value: Fraction = Fraction(0)
    weight: Fraction = Fraction(1)
    gaps: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[tuple[tuple[str, ...], int], ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    area: str | None = None
    lead: str = ""
    major: bool = False
    sitting: bool = False
    quick: bool = False
    money: int = 0
    running_money: int = 0
    staff: Fraction = Fraction(0)
    running_staff: Fraction = Fraction(0)
    posts: int = 0
    lock: Literal["running", "committed"] | None = None
    earliest: int = 0

    @property
    def running(self) -> bool:
        """Tell whether work on it goes on already, so that no cap on what is begun holds it."""
        return self.lock == "running"


def spread(whole: int, parts: int) -> list[int]:
    """Cut a whole into so many integers that differ by 1 at most and add up to it."""
    return [whole * (part + 1) // parts - whole * part // parts for part in range(parts)]
