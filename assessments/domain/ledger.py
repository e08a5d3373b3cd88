"""The books of a plan being made: people and money by quarter, what is begun, and what is free."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assessments.domain.constraints import Constraints
from assessments.domain.purse import Purse, Split
from assessments.domain.quarters import Quarter
from assessments.domain.staffing import UNLIMITED, Stock
from assessments.domain.task import Reason, Task

MONTHS = 3
UNITS = 240
"""Work is counted in whole units, so many to a person-month: a twelfth of a working day each."""
AFTER = 4
"""Quarters after the plan for which running cost and duties must still be carried."""
FIRST_YEAR = 4
"""Quarters of the first year, in which the starts of an area are counted."""


class Ledger:
    """What the placed tasks take, quarter by quarter; quarters are counted from 0.

    The books run a year longer than the plan, so that nothing is begun near the end whose running
    cost or duties could not be carried afterwards. A quarter is charged the even share of a task,
    rounded up to a whole unit of work: never less than it takes.
    """

    def __init__(self, limits: Constraints, people: int) -> None:
        self.limits = limits
        self.length = limits.horizon + AFTER
        self.quarters = [limits.start.plus(number) for number in range(self.length)]
        self._names = [str(one) for one in self.quarters]
        dark = set(limits.blackouts)
        self._light = [n for n in range(limits.horizon) if self.quarters[n] not in dark]
        self._dark = {n for n, quarter in enumerate(self.quarters) if quarter in dark}
        self._sits = None if limits.sittings is None else set(limits.sittings)
        self.all = Stock(limits.people_in(one, people) * MONTHS * UNITS for one in self.quarters)
        self.own = {name: self._of_institution(name) for name in limits.institutions}
        self.majors: list[list[str]] = [[] for _ in self.quarters]
        self.starts: dict[str, int] = {}
        self.purse = Purse(limits, self.quarters)
        self._known: dict[tuple[str, int], Shares] = {}

    @cached_property
    def years(self) -> Mapping[int, Sequence[int]]:
        """List the quarters of each fiscal year, the year after the plan included."""
        purse = self.purse
        return {purse.first + year: range(*span) for year, span in enumerate(purse.spans)}

    def working(self, start: int, duration: int) -> list[int]:
        """The quarters in which work goes on: from the start, and never in a blackout.

        Shorter than the duration if the plan ends before the work does.
        """
        first = bisect_left(self._light, start)
        return self._light[first : first + duration]

    def dark(self, number: int) -> bool:
        """Tell whether a quarter is one to avoid."""
        return number in self._dark

    def may_end(self, task: Task, quarters: Sequence[int]) -> bool:
        """Tell whether the work is over within the plan, an act in a quarter with a sitting."""
        over = len(quarters) == task.duration
        sits = self._sits if task.sitting else None
        return over and (sits is None or self.quarters[quarters[-1]] in sits)

    def obstacle(
        self, task: Task, quarters: Sequence[int], split: Split | None = None
    ) -> Reason | None:
        """Name the first limit that the task would break in these quarters, or None.

        Most obstacles are only passed by; `told` puts the one that is kept into its final form.

        The order is the order of the questions a planner asks: may it be done then, may it be
        begun beside the rest, are there people where it is led and in all, is there money.
        """
        found = None
        if task.sitting and self._sits is not None:
            found = self._dates(quarters, self._sits)
        if found is None and not task.running and (task.major or quarters[0] < FIRST_YEAR):
            found = self._caps(task, quarters)
        if found is None:
            part = self.shares(task, len(quarters))
            if self.own and task.lead in self.own:
                found = self._people(task, quarters, part, self.own[task.lead])
            if found is None:
                found = self._people(task, quarters, part, self.all)
            if found is None and self.purse.binds:
                found = self._money(task, quarters, split)
        return found

    @staticmethod
    def told(reason: Reason) -> Reason:
        """Give a reason as it is kept: work in person-months, not in units."""
        if reason.code not in ("people", "people-of"):
            return reason
        work = {name: Fraction(reason.params[name]) / UNITS for name in ("needed", "free")}
        return Reason(reason.code, {**reason.params, **work})

    def take(self, task: Task, quarters: Sequence[int], split: Split | None = None) -> None:
        """Enter a task in the books; with a `split` windows pay what it says and no more."""
        part = self.shares(task, len(quarters))
        change = task.posts * MONTHS * UNITS - part.running_work
        self.all.take(part.work, change, quarters)
        if task.lead in self.own:
            self.own[task.lead].take(part.work, change, quarters)
        self.purse.take(task, quarters, split)
        if task.major:
            for number in range(quarters[0], quarters[-1] + 1):
                self.majors[number].append(task.lead)
        if task.area is not None and quarters[0] < FIRST_YEAR and not task.running:
            self.starts[task.area] = self.starts.get(task.area, 0) + 1

    def _dates(self, quarters: Sequence[int], sits: Collection[Quarter]) -> Reason | None:
        end = self.quarters[quarters[-1]]
        return None if end in sits else Reason("sitting", {"quarter": self._names[quarters[-1]]})

    def _caps(self, task: Task, quarters: Sequence[int]) -> Reason | None:
        caps = self.limits.caps
        for number in range(quarters[0], quarters[-1] + 1) if task.major else ():
            if self.majors[number].count(task.lead) >= caps.major_per_lead:
                when = self._names[number]
                limit = caps.major_per_lead
                return Reason("cap-lead", {"lead": task.lead, "limit": limit, "quarter": when})
            if len(self.majors[number]) >= caps.major_at_a_time:
                when = self._names[number]
                return Reason("cap-major", {"limit": caps.major_at_a_time, "quarter": when})
        limit = caps.starts_per_area_in_first_year
        if task.area is None or quarters[0] >= FIRST_YEAR:
            return None
        if self.starts.get(task.area, 0) < limit:
            return None
        return Reason("cap-area", {"area": task.area, "limit": limit})

    def _of_institution(self, name: str) -> Stock:
        people = [self.limits.people_at(name, one) for one in self.quarters]
        free = (UNLIMITED if one is None else one * MONTHS * UNITS for one in people)
        return Stock(free, name)

    def _people(
        self, task: Task, quarters: Sequence[int], part: "Shares", stock: Stock
    ) -> Reason | None:
        free = stock.free
        for number in quarters if part.work else ():
            if part.work > free[number]:
                return self._few(stock, number, part.work, free[number])
        after = quarters[-1] + 1
        created = task.posts * MONTHS * UNITS
        if part.running_work > stock.least[after] + created:
            for number in range(after, self.length):
                if part.running_work > free[number] + created:
                    return self._few(stock, number, part.running_work, free[number] + created)
        return None

    def _few(self, stock: Stock, number: int, needed: int, free: int) -> Reason:
        # in units; whoever keeps the reason asks for person-months
        quarter, institution = self._names[number], stock.institution
        if institution is None:
            return Reason("people", {"quarter": quarter, "needed": needed, "free": free})
        where = {"institution": institution, "quarter": quarter}
        return Reason("people-of", {**where, "needed": needed, "free": free})

    def _money(self, task: Task, quarters: Sequence[int], split: Split | None) -> Reason | None:
        lack = self.purse.lack(task, quarters, split)
        if lack is None:
            return None
        return Reason("money", dict(zip(("year", "needed", "free"), lack, strict=True)))

    def shares(self, task: Task, quarters: int) -> "Shares":
        """Return what a task takes of each quarter when its set-up is spread over so many."""
        found = self._known.get((task.id, quarters))
        if found is None:
            found = self._known[task.id, quarters] = Shares(
                work=_units(task.staff, quarters),
                running_work=0 if task.posts else _units(task.running_staff, 4),
            )
        return found


def _units(person_months: Fraction, parts: int) -> int:
    """One of so many even parts of some work in whole units, rounded up."""
    return -(-person_months.numerator * UNITS // (person_months.denominator * parts))


@dataclass(frozen=True, slots=True)
class Shares:
    """Units of work in each quarter of the set-up and of each after it.

    Whoever holds a new post does the running work; without posts it falls on those there are.
    """

    work: int
    running_work: int
