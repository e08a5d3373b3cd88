"""The books of a plan being made: people and money by quarter, what is begun, and what is free."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from assessments.domain.constraints import Constraints
from assessments.domain.quarters import Quarter, fiscal_year

MONTHS = 3
UNITS = 240
"""Work is counted in whole units, so many to a person-month: a twelfth of a working day each."""
AFTER = 4
"""Quarters after the plan for which running cost and duties must still be carried."""
FIRST_YEAR = 4
"""Quarters of the first year, in which the starts of an area are counted."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is as it is, or why something is left out: a code and its parameters."""

    code: str
    params: Mapping[str, int | str | Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """What the schedule has to know of an action: its length, burden, needs and place in order.

    `needs` holds for each hard need the tasks that meet it and the lag in quarters; `waits`
    names tasks that should be over, or given up, before, each with the code of the reason;
    `gaps` names what the task closes, each with the distance of its stage (1: the next one).
    Money is in US dollars, `staff` and `running_staff` in person-months (once, and a year).
    `lead` is the institution that plays the leading role here, or the role if none was named.
    """

    id: str
    rank: int
    priority: Fraction
    duration: int
    gaps: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[tuple[tuple[str, ...], int], ...] = ()
    waits: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None
    area: str | None = None
    lead: str = ""
    major: bool = False
    sitting: bool = False
    money: int = 0
    running_money: int = 0
    staff: Fraction = Fraction(0)
    running_staff: Fraction = Fraction(0)
    posts: int = 0


def spread(whole: int, parts: int) -> list[int]:
    """Cut a whole into so many integers that differ by 1 at most and add up to it."""
    return [whole * (part + 1) // parts - whole * part // parts for part in range(parts)]


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
        self._free = [people * MONTHS * UNITS] * self.length
        self._least = list(self._free)  # the least that is free from a quarter on
        self.majors: list[list[str]] = [[] for _ in self.quarters]
        self.starts: dict[str, int] = {}
        begins = limits.fiscal_year_begins
        self._first = fiscal_year(self.quarters[0], begins)
        self._year = [fiscal_year(one, begins) - self._first for one in self.quarters]
        self._spans = [(one[0], one[-1] + 1) for one in self.years.values()]
        self._budget = self._budgets()
        self._poorest = min(self._budget, default=0)
        self._known: dict[tuple[str, int], _Shares] = {}

    @cached_property
    def years(self) -> Mapping[int, Sequence[int]]:
        """List the quarters of each fiscal year, the year after the plan included."""
        found: dict[int, list[int]] = {}
        for number, year in enumerate(self._year):
            found.setdefault(self._first + year, []).append(number)
        return found

    def _budgets(self) -> list[int]:
        """The money of every fiscal year; none at all where the budget is unknown."""
        whole = self.limits.budget_per_year
        if whole is None:
            return []
        return [whole * self._year.count(year) // 4 for year in range(self._year[-1] + 1)]

    def working(self, start: int, duration: int) -> list[int]:
        """The quarters in which work goes on: from the start, and never in a blackout.

        Shorter than the duration if the plan ends before the work does.
        """
        first = bisect_left(self._light, start)
        return self._light[first : first + duration]

    def dark(self, number: int) -> bool:
        """Tell whether a quarter is one to avoid."""
        return number in self._dark

    def obstacle(self, task: Task, quarters: Sequence[int]) -> Reason | None:
        """Name the first limit that the task would break in these quarters, or None.

        Most obstacles are only passed by; `told` puts the one that is kept into its final form.

        The order is the order of the questions a planner asks: may it be done then, may it be
        begun beside the rest, are there people, is there money.
        """
        found = None
        if task.sitting and self._sits is not None:
            found = self._dates(quarters, self._sits)
        if found is None and (task.major or quarters[0] < FIRST_YEAR):
            found = self._caps(task, quarters)
        if found is None:
            part = self._shares(task, len(quarters))
            found = self._people(task, quarters, part)
            if found is None and self._budget:
                found = self._money(task, quarters, part)
        return found

    @staticmethod
    def told(reason: Reason) -> Reason:
        """Give a reason as it is kept: work in person-months, not in units."""
        if reason.code != "people":
            return reason
        work = {name: Fraction(reason.params[name]) / UNITS for name in ("needed", "free")}
        return Reason("people", {**reason.params, **work})

    def take(self, task: Task, quarters: Sequence[int]) -> None:
        """Enter a task in the books."""
        part = self._shares(task, len(quarters))
        for number in quarters:
            self._free[number] -= part.work
        for number in range(quarters[-1] + 1, self.length):
            self._free[number] += task.posts * MONTHS * UNITS - part.running_work
        least = self._free[-1]
        for number in range(self.length - 1, -1, -1):
            least = min(least, self._free[number])
            self._least[number] = least
        if self._budget:
            for year, dollars in self._cost(task, quarters, part):
                self._budget[year] -= dollars
            self._poorest = min(self._budget)
        if task.major:
            for number in range(quarters[0], quarters[-1] + 1):
                self.majors[number].append(task.lead)
        if task.area is not None and quarters[0] < FIRST_YEAR:
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

    def _people(self, task: Task, quarters: Sequence[int], part: "_Shares") -> Reason | None:
        free = self._free
        for number in quarters if part.work else ():
            if part.work > free[number]:
                return self._few(number, part.work, free[number])
        after = quarters[-1] + 1
        created = task.posts * MONTHS * UNITS
        if part.running_work > self._least[after] + created:
            for number in range(after, self.length):
                if part.running_work > free[number] + created:
                    return self._few(number, part.running_work, free[number] + created)
        return None

    def _few(self, number: int, needed: int, free: int) -> Reason:
        # in units; whoever keeps the reason asks for person-months
        return Reason("people", {"quarter": self._names[number], "needed": needed, "free": free})

    def _money(self, task: Task, quarters: Sequence[int], part: "_Shares") -> Reason | None:
        if task.money + task.running_money * len(self._budget) <= self._poorest:
            return None  # would not exceed the poorest year if all of it fell there
        for year, needed in self._cost(task, quarters, part):
            free = self._budget[year]
            if needed > free and needed:
                params = {"year": self._first + year, "needed": needed, "free": free}
                return Reason("money", params)
        return None

    def _cost(
        self, task: Task, quarters: Sequence[int], part: "_Shares"
    ) -> Iterator[tuple[int, int]]:
        """US dollars by fiscal year from the first of work on: set-up, then the running cost."""
        after, dollars = quarters[-1] + 1, task.running_money
        place, money = 0, part.money
        for year in range(self._year[quarters[0]], len(self._budget)):
            first, end = self._spans[year]
            needed = 0
            while place < len(money) and quarters[place] < end:
                needed += money[place]
                place += 1
            if end > after and dollars:
                before = first - after if first > after else 0
                needed += dollars * (end - after) // 4 - dollars * before // 4
            yield year, needed

    def _shares(self, task: Task, quarters: int) -> "_Shares":
        """Return what a task takes of each quarter when its set-up is spread over so many."""
        found = self._known.get((task.id, quarters))
        if found is None:
            found = self._known[task.id, quarters] = _Shares(
                work=_units(task.staff, quarters),
                running_work=0 if task.posts else _units(task.running_staff, 4),
                money=spread(task.money, quarters),
            )
        return found


def _units(person_months: Fraction, parts: int) -> int:
    """One of so many even parts of some work in whole units, rounded up."""
    return -(-person_months.numerator * UNITS // (person_months.denominator * parts))


@dataclass(frozen=True, slots=True)
class _Shares:
    """Units of work in each quarter of the set-up and of each after it; dollars of the set-up.

    Whoever holds a new post does the running work; without posts it falls on those there are.
    """

    work: int
    running_work: int
    money: list[int]
