"""A placed plan in, ranges of its money out: what it costs if prices and durations move together.

Two thousand draws, in columns: each step below handles all draws of one action at once. Where an
action lies in its band of prices is half shared with all others and half its own; the same holds
for its months. Independent draws alone would make the sum falsely sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from operator import add, mul

from assessments.domain import draws
from assessments.domain.actions import Action, Money
from assessments.domain.ledger import Ledger
from assessments.domain.schedule import Placed, Schedule
from assessments.domain.task import spread

DRAWS = 2000
LIKELY, CAUTIOUS = DRAWS // 2, DRAWS * 4 // 5
"""Which of the sorted draws is shown: half of them stay within the first, 80 % within the other."""
TOP = 2 * 255
"""The highest place in a band: the sum of the highest shared draw and the highest own one."""
SHARE = lcm(*range(1, 17))
"""Parts into which a cost is cut, so that it can be spread over quarters in whole numbers."""
FIELD = 80
"""Bits for the money of one year, where the years of a draw stand side by side in one number."""
BINDING = ("after", "builds-on", "verify")

Done = Sequence[tuple[Placed, Action]]


@dataclass(frozen=True, slots=True)
class Ranges:
    """The likely and the cautious US dollars of each fiscal year of the plan, and of all of it.

    The whole counts every set-up, even if a delay takes it beyond the plan, and the running cost
    inside the plan.
    """

    years: tuple[dict[str, int], ...]
    total: dict[str, int]


def ranges(done: Done, schedule: Schedule) -> Ranges:
    """Draw what the plan may cost; same plan, same ranges.

    The draws keep the plan: nothing begins before its date, and later only if what it waits for
    is late.
    """
    longest = max((_quarters(action, TOP) for _, action in done), default=0)
    calendar = _Calendar(schedule.ledger, longest)
    prices = draws.coarse("all prices", DRAWS)
    delays = draws.coarse("all delays", DRAWS)
    sums = [0] * DRAWS
    spans: dict[str, list[int]] = {}
    for placed, action in sorted(done, key=lambda one: (one[0].start, one[0].task.id)):
        late = list(map(add, delays, draws.coarse(f"delay of {action.id}", DRAWS)))
        dear = list(map(add, prices, draws.coarse(f"price of {action.id}", DRAWS)))
        span = spans[action.id] = calendar.spans(placed, action, late, spans)
        for money, shares in (
            (action.cost.set_up, calendar.set_up),
            (action.cost.running_per_year, calendar.running),
        ):
            if money.high:
                cost = map(_prices(money).__getitem__, dear)
                sums = list(map(add, sums, map(mul, cost, map(shares.__getitem__, span))))
    return _told(sums, calendar.count)


def _told(sums: Sequence[int], count: int) -> Ranges:
    """Take the years of every draw apart again; the field after the last is what comes later."""
    mask = (1 << FIELD) - 1
    fields = [[one >> FIELD * number & mask for one in sums] for number in range(count + 1)]
    return Ranges(
        years=tuple(_range(one) for one in fields[:count]),
        total=_range([sum(parts) for parts in zip(*fields, strict=True)]),
    )


def _range(drawn: Sequence[int]) -> dict[str, int]:
    ordered = sorted(drawn)
    likely, cautious = (
        (2 * ordered[place - 1] + SHARE) // (2 * SHARE) for place in (LIKELY, CAUTIOUS)
    )
    return {"likely": likely, "cautious": cautious}


def _prices(money: Money) -> list[int]:
    """What an action costs at each place in its band: the likely cost is in the middle."""
    low, likely, high, half = money.low, money.likely, money.high, TOP // 2
    return [
        low + (likely - low) * place // half
        if place <= half
        else likely + (high - likely) * (place - half) // half
        for place in range(TOP + 1)
    ]


def _quarters(action: Action, place: int) -> int:
    """How long an action takes at a place in its band of months, rounded up as in the plan."""
    months, half = action.months, TOP // 2
    if place <= half:
        parts = months.optimistic * half + (months.likely - months.optimistic) * place
    else:
        parts = months.likely * half + (months.pessimistic - months.likely) * (place - half)
    return max(1, -(-parts // (3 * half)))


class _Calendar:
    """What a span of work takes of every year.

    A span is one number: its first quarter x `width` + its length. What begins after the plan
    counts as begun in the first quarter after it.
    """

    def __init__(self, ledger: Ledger, longest: int) -> None:
        self.horizon, self.width = ledger.limits.horizon, longest + 1
        self._light = [n for n in range(self.horizon) if not ledger.dark(n)]
        self._year = ledger.purse.year[: self.horizon]
        self.count = self._year[-1] + 1
        numbers = [divmod(span, self.width) for span in range((self.horizon + 1) * self.width)]
        worked = [self._worked(start, length) for start, length in numbers]
        self.ends = [one[-1] if one else 0 for one in worked]
        self.set_up = [self._packed(one, spread(SHARE, len(one) or 1)) for one in worked]
        self.running = [
            self._packed(range(end + 1, self.horizon), [SHARE // 4] * self.horizon)
            for end in self.ends
        ]

    def spans(
        self, placed: Placed, action: Action, late: Sequence[int], others: dict[str, list[int]]
    ) -> list[int]:
        """The span of an action in every draw, from its delays and the spans of the others."""
        first = placed.start * self.width
        lengths = [_quarters(action, place) for place in range(TOP + 1)]
        starts: list[int] | None = None
        for reason in placed.because:
            before = others.get(str(reason.params.get("action")))
            if reason.code in BINDING and before is not None:
                table = self._earliest(placed.start, int(reason.params.get("lag", 0)))
                found = list(map(table.__getitem__, before))
                starts = found if starts is None else list(map(max, starts, found))
        if starts is None:
            return list(map([first + one for one in lengths].__getitem__, late))
        return list(map(add, starts, map(lengths.__getitem__, late)))

    def _earliest(self, planned: int, lag: int) -> list[int]:
        """The earliest start after each span, as the beginning of a span."""
        starts = (max(planned, end + 1 + lag) for end in self.ends)
        return [
            next((n for n in self._light if n >= one), self.horizon) * self.width for one in starts
        ]

    def _worked(self, start: int, length: int) -> list[int]:
        """The quarters of work; those after the plan stand for all that comes later."""
        inside = [n for n in self._light if n >= start][:length]
        return inside + list(range(self.horizon, self.horizon + length - len(inside)))

    def _packed(self, quarters: Sequence[int], parts: Sequence[int]) -> int:
        """Put the parts of the years side by side into one number."""
        years = (self._year[n] if n < self.horizon else self.count for n in quarters)
        return sum(part << FIELD * year for year, part in zip(years, parts, strict=False))
