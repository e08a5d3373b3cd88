"""The books of a plan being made: people and money by quarter, what is begun, and what is free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from assessments.domain.constraints import Constraints
from assessments.domain.quarters import fiscal_year

MONTHS = 3
AFTER = 4
"""Quarters after the plan for which running cost and duties must still be carried."""
FIRST_YEAR = 4
"""Quarters of the first year, in which the starts of an area are counted."""


Draws = dict[int, tuple[Fraction, int]]
"""Person-months and US dollars by quarter, in the order of time."""


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
    cost or duties could not be carried afterwards.
    """

    def __init__(self, limits: Constraints, people: int) -> None:
        self.limits = limits
        self.length = limits.horizon + AFTER
        self.quarters = [limits.start.plus(number) for number in range(self.length)]
        self.capacity = [Fraction(people * MONTHS)] * self.length
        self.people = [Fraction(0)] * self.length
        self.money = [0] * self.length
        self.majors: list[list[str]] = [[] for _ in self.quarters]
        self.starts: dict[str, int] = {}

    @cached_property
    def years(self) -> Mapping[int, Sequence[int]]:
        """List the quarters of each fiscal year, the year after the plan included."""
        found: dict[int, list[int]] = {}
        for number, quarter in enumerate(self.quarters):
            year = fiscal_year(quarter, self.limits.fiscal_year_begins)
            found.setdefault(year, []).append(number)
        return found

    def working(self, start: int, duration: int) -> list[int]:
        """The quarters in which work goes on: from the start, and never in a blackout.

        Shorter than the duration if the plan ends before the work does.
        """
        free = [n for n in range(start, self.limits.horizon) if not self.dark(n)]
        return free[:duration]

    def dark(self, number: int) -> bool:
        """Tell whether a quarter is one to avoid."""
        return self.quarters[number] in self.limits.blackouts

    def obstacle(self, task: Task, quarters: Sequence[int]) -> Reason | None:
        """Name the first limit that the task would break in these quarters, or None.

        The order is the order of the questions a planner asks: may it be done then, may it be
        begun beside the rest, are there people, is there money.
        """
        early = self._dates(task, quarters) or self._caps(task, quarters)
        if early is not None:
            return early
        draws = self._draws(task, quarters)
        return self._people(task, quarters, draws) or self._money(draws)

    def take(self, task: Task, quarters: Sequence[int]) -> None:
        """Enter a task in the books."""
        for number, (people, money) in self._draws(task, quarters).items():
            self.people[number] += people
            self.money[number] += money
        for number in range(quarters[-1] + 1, self.length):
            self.capacity[number] += task.posts * MONTHS
        if task.major:
            for number in range(quarters[0], quarters[-1] + 1):
                self.majors[number].append(task.lead)
        if task.area is not None and quarters[0] < FIRST_YEAR:
            self.starts[task.area] = self.starts.get(task.area, 0) + 1

    def _draws(self, task: Task, quarters: Sequence[int]) -> Draws:
        """Person-months and dollars by quarter: the set-up while it lasts, then the running."""
        money = spread(task.money, len(quarters))
        staff = task.staff / len(quarters)
        found = {number: (staff, money[place]) for place, number in enumerate(quarters)}
        later = range(quarters[-1] + 1, self.length)
        running = Fraction(0) if task.posts else task.running_staff / 4
        running_money = spread(task.running_money, 4)
        for place, number in enumerate(later):
            found[number] = (running, running_money[place % 4])
        return found

    def _dates(self, task: Task, quarters: Sequence[int]) -> Reason | None:
        end = self.quarters[quarters[-1]]
        if task.sitting and self.limits.sittings is not None and end not in self.limits.sittings:
            return Reason("sitting", {"quarter": str(end)})
        return None

    def _caps(self, task: Task, quarters: Sequence[int]) -> Reason | None:
        caps = self.limits.caps
        for number in range(quarters[0], quarters[-1] + 1) if task.major else ():
            when = str(self.quarters[number])
            if self.majors[number].count(task.lead) >= caps.major_per_lead:
                limit = caps.major_per_lead
                return Reason("cap-lead", {"lead": task.lead, "limit": limit, "quarter": when})
            if len(self.majors[number]) >= caps.major_at_a_time:
                return Reason("cap-major", {"limit": caps.major_at_a_time, "quarter": when})
        limit = caps.starts_per_area_in_first_year
        begun = self.starts.get(task.area or "", 0)
        if task.area is not None and quarters[0] < FIRST_YEAR and begun >= limit:
            return Reason("cap-area", {"area": task.area, "limit": limit})
        return None

    def _people(self, task: Task, quarters: Sequence[int], draws: Draws) -> Reason | None:
        for number, (needed, _) in draws.items():
            if not needed:
                continue
            free = self.capacity[number] - self.people[number]
            if number > quarters[-1]:
                free += task.posts * MONTHS
            if needed > free:
                when = str(self.quarters[number])
                return Reason("people", {"quarter": when, "needed": needed, "free": free})
        return None

    def _money(self, draws: Draws) -> Reason | None:
        if self.limits.budget_per_year is None:
            return None
        for year, numbers in self.years.items():
            budget = self.limits.budget_per_year * len(numbers) // 4
            free = budget - sum(self.money[number] for number in numbers)
            needed = sum(draws[number][1] for number in numbers if number in draws)
            if needed > free:
                return Reason("money", {"year": year, "needed": needed, "free": free})
        return None
