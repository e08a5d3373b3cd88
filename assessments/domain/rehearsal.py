"""Placing tasks without reasons: what a whole order would be worth, many times a second."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from operator import itemgetter

from assessments.domain.constraints import Constraints
from assessments.domain.ledger import FIRST_YEAR, MONTHS, UNITS, Ledger
from assessments.domain.purse import UNBOUND, Purse
from assessments.domain.staffing import Stock
from assessments.domain.task import Task
from assessments.domain.turns import Net, Turns

Cost = tuple[tuple[int, int], ...]
"""US dollars by fiscal year, without the years that cost nothing."""


class _Spot:
    """A start that time allows: last quarter, quarters of work, what it costs in which year."""

    __slots__ = ("cost", "end", "pick", "quarters", "start")

    def __init__(self, quarters: Sequence[int], cost: Cost) -> None:
        self.start, self.end, self.quarters, self.cost = quarters[0], quarters[-1], quarters, cost
        self.pick = itemgetter(*quarters, self.end)  # never a single one, so always a tuple


class _Part:
    """A task in whole numbers, with every start that blackouts, sittings and horizon allow."""

    def __init__(self, task: Task, number: dict[str, int], ledger: Ledger, scale: int) -> None:
        shares = ledger.shares(task, task.duration)
        self.task = task
        self.work, self.running = shares.work, shares.running_work
        self.created = task.posts * MONTHS * UNITS
        self.change = self.created - self.running
        self.worth = int(task.value * task.weight * scale)
        self.needs = tuple(
            (tuple(number[one] for one in options if one in number), lag + 1)
            for options, lag in task.needs
        )
        self.waits = tuple(number[one] for one in task.waits if one in number)
        self._ledger = ledger
        self._spots: list[_Spot] | None = None
        self.least: Cost = ()

    @property
    def spots(self) -> list[_Spot]:
        """The starts, the earliest first; found when first asked for."""
        if self._spots is None:
            self._spots = list(self._find())
            years = sorted({year for one in self._spots for year, _ in one.cost})
            costs = [dict(one.cost) for one in self._spots]
            least = ((year, min(one.get(year, 0) for one in costs)) for year in years)
            self.least = tuple(one for one in least if one[1])
        return self._spots

    def _find(self) -> Iterable[_Spot]:
        task, ledger = self.task, self._ledger
        for start in range(ledger.limits.horizon):
            quarters = ledger.working(start, task.duration)
            if not ledger.dark(start) and ledger.may_end(task, quarters):
                cost = ledger.purse.cost(task, quarters) if ledger.purse.binds else ()
                yield _Spot(quarters, tuple(one for one in cost if one[1]))


class Rehearsal:
    """A net of tasks with its limits, ready to be placed in many orders.

    The rules are those of `schedule.run`, and the arithmetic is that of its ledger; a test holds
    one against the other. `opening` numbers the tasks that every order has to begin in the
    first year.
    """

    def __init__(
        self, net: Net, limits: Constraints, people: int, opening: Iterable[int] = ()
    ) -> None:
        self.net, self.limits, self.ledger = net, limits, Ledger(limits, people)
        self.opening = frozenset(opening)
        self.scale = lcm(*((task.value * task.weight).denominator for task in net.tasks))
        self.parts = [_Part(task, net.number, self.ledger, self.scale) for task in net.tasks]

    def worth(self, order: Sequence[int]) -> Fraction | None:
        """What `schedule.run` would reach in this order: its `weighed` worth.

        None where a task of the opening would begin later, or not at all.
        """
        given_up: set[int] = set()
        while True:
            one = _Pass(self, order, given_up)
            one.all()
            orphans = [place for place in one.wanted if one.serves_nobody(place)]
            if not orphans:
                if not self.opening <= one.opened:
                    return None
                return Fraction(one.worth(), self.scale)
            for orphan in orphans:
                given_up |= {orphan} | one.left_for(orphan)


class _Pass:
    """One pass over the tasks."""

    def __init__(self, of: Rehearsal, order: Sequence[int], given_up: set[int]) -> None:
        self.net, self.parts, self.limits = of.net, of.parts, of.limits
        self.turns = Turns(of.net, order)
        self.given_up = given_up
        self.ends: dict[int, int] = {}
        self.opened: set[int] = set()
        self.wanted: list[int] = []
        self.groups: set[str] = set()
        self.free, self.least = list(of.ledger.all.free), list(of.ledger.all.least)
        self.own = {name: Stock(one.free) for name, one in of.ledger.own.items()}
        self.purse = Purse(of.limits, of.ledger.quarters) if of.limits.donor_windows else None
        self.money = list(of.ledger.purse.left)
        self.majors = [0] * of.ledger.length
        self.leads = {task.lead: [0] * of.ledger.length for task in of.net.tasks if task.major}
        self.starts: dict[str, int] = {}

    def all(self) -> None:
        """Place or leave out every task."""
        for orphan in self.given_up:
            self.turns.settle(orphan, placed=False)
        turns, ends = self.turns, self.ends
        while (place := turns.next()) is not None:
            spot = self._spot(place)
            if spot is not None:
                ends[place] = spot.end
                if spot.start < FIRST_YEAR:
                    self.opened.add(place)
                self._take(self.parts[place], spot)
            turns.settle(place, placed=spot is not None)

    def worth(self) -> int:
        """Value times the quarters that remain, in the whole numbers of the rehearsal."""
        horizon, parts = self.limits.horizon, self.parts
        return sum(parts[place].worth * (horizon - end) for place, end in self.ends.items())

    def serves_nobody(self, place: int) -> bool:
        """Tell whether a task was placed for the sake of others, and none of them is placed."""
        return place in self.ends and not any(one in self.ends for one in self.net.users[place])

    def left_for(self, place: int) -> set[int]:
        """Name what needs a task and was left out."""
        return {one for one in self.net.users[place] if one not in self.ends}

    def _spot(self, place: int) -> _Spot | None:
        """The earliest start that breaks nothing, if the task may be placed at all."""
        part, ends = self.parts[place], self.ends
        earliest = part.task.earliest
        for options, gap in part.needs:
            found = [ends[one] for one in options if one in ends]
            if not found:
                return None
            earliest = max(earliest, min(found) + gap)
        if part.task.group in self.groups:
            return None
        if not self.turns.has_open_gap(place):
            if not self.turns.is_wanted(place):
                return None
            self.wanted.append(place)
        for one in part.waits:
            if one in ends and ends[one] >= earliest:
                earliest = ends[one] + 1
        return self._free_spot(part, earliest)

    def _free_spot(self, part: _Part, earliest: int) -> _Spot | None:
        task, caps = part.task, self.limits.caps
        free, least, work, running = self.free, self.least, part.work, part.running - part.created
        spots, own = part.spots, self.own.get(task.lead) if self.own else None
        if not spots or (self.purse is None and self._dear(part.least)):
            return None
        full = self.starts.get(task.area or "", 0) >= caps.starts_per_area_in_first_year
        if full and task.area is not None and earliest < FIRST_YEAR and not task.running:
            earliest = FIRST_YEAR
        for spot in spots:
            if spot.start < earliest or running > least[spot.end + 1]:
                continue
            if work and min(spot.pick(free)) < work:
                continue
            if own is not None and not own.suffices(work, running, spot.quarters):
                continue
            if task.major and not task.running and self._crowded(task.lead, spot):
                continue
            if self.purse is None:
                if not self._dear(spot.cost):
                    return spot
            elif self.purse.lack(task, spot.quarters) is None:
                return spot
        return None

    def _dear(self, cost: Cost) -> bool:
        money = self.money
        for year, dollars in cost:  # a plain loop: this is asked most often of all
            if dollars > money[year]:
                break
        else:
            return False
        return True

    def _crowded(self, lead: str, spot: _Spot) -> bool:
        caps, first, end = self.limits.caps, spot.start, spot.end + 1
        return (
            max(self.majors[first:end]) >= caps.major_at_a_time
            or max(self.leads[lead][first:end]) >= caps.major_per_lead
        )

    def _take(self, part: _Part, spot: _Spot) -> None:
        task, free = part.task, self.free
        if task.group is not None:
            self.groups.add(task.group)
        if part.work:
            for number in spot.quarters:
                free[number] -= part.work
        if part.change:
            for number in range(spot.end + 1, len(free)):
                free[number] += part.change
        if part.work or part.change:
            self._note_least()
        if self.own and task.lead in self.own:
            self.own[task.lead].take(part.work, part.change, spot.quarters)
        if self.purse is not None:
            self.purse.take(task, spot.quarters)
        for year, dollars in spot.cost:
            if self.money[year] != UNBOUND:
                self.money[year] -= dollars
        if task.major:
            for number in range(spot.start, spot.end + 1):
                self.majors[number] += 1
                self.leads[task.lead][number] += 1
        if task.area is not None and spot.start < FIRST_YEAR and not task.running:
            self.starts[task.area] = self.starts.get(task.area, 0) + 1

    def _note_least(self) -> None:
        """Keep the least that is free from each quarter on."""
        free, least = self.free, self.least
        low = free[-1]
        for number in range(len(free) - 1, -1, -1):
            if free[number] < low:
                low = free[number]
            least[number] = low
