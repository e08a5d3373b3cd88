"""The money of a plan being made: domestic by fiscal year, and the windows of donors."""

from collections.abc import Iterator, Mapping, Sequence

from assessments.domain.constraints import Constraints, DonorWindow
from assessments.domain.quarters import Quarter, fiscal_year
from assessments.domain.task import Task, spread

UNBOUND = 1 << 62
"""More dollars than a plan can ask for: the money of a year of which nobody knows the budget."""

Split = Mapping[tuple[str, int], int]
"""What windows pay of one task, by the id of the window and the fiscal year."""


class Purse:
    """What is left of every year and of every window; years are counted from 0.

    A window pays set-up cost of actions of its areas in the quarters in which it is open; the
    one that closes first pays first. Running cost is domestic, unless
    `constants.windows_pay_running`; what follows the plan is always domestic. Windows are asked
    before domestic money, which everything may use.
    """

    def __init__(self, limits: Constraints, quarters: Sequence[Quarter]) -> None:
        begins = limits.fiscal_year_begins
        self.first = fiscal_year(quarters[0], begins)
        self.year = [fiscal_year(one, begins) - self.first for one in quarters]
        self.spans = [
            (self.year.index(year), len(self.year) - self.year[::-1].index(year))
            for year in range(self.year[-1] + 1)
        ]
        whole = [limits.budget(self.first + year) for year in range(len(self.spans))]
        self.left = [
            UNBOUND if one is None else one * (span[1] - span[0]) // 4
            for one, span in zip(whole, self.spans, strict=True)
        ]
        self.binds = any(one is not None for one in whole)
        self.paid: dict[str, list[tuple[int, int, int]]] = {}
        self._poorest = min(self.left)
        self._carried = limits.constants.windows_pay_running
        self._horizon = limits.horizon
        self.windows = sorted(
            limits.donor_windows, key=lambda one: (one.closes, len(one.theme), one.id)
        )
        self._amounts = [one.amount for one in self.windows]
        self._open = [_numbers(one, quarters) for one in self.windows]

    def lack(
        self, task: Task, quarters: Sequence[int], split: Split | None = None
    ) -> tuple[int, int, int] | None:
        """Tell the first fiscal year that cannot pay its part: year, dollars needed, dollars left.

        With a `split` the windows pay no more than it says of each year.
        """
        if task.money + task.running_money * len(self.left) <= self._poorest:
            return None  # would not exceed the poorest year if all of it fell there
        paid = [0] * len(self.left)
        for _, number, dollars in self._pay(task, quarters, split):
            paid[self.year[number]] += dollars
        for year, whole in self.cost(task, quarters):
            needed = whole - paid[year]
            if needed > self.left[year] and needed:
                return self.first + year, needed, self.left[year]
        return None

    def take(self, task: Task, quarters: Sequence[int], split: Split | None = None) -> None:
        """Pay for a task."""
        paid = list(self._pay(task, quarters, split))
        self.paid[task.id] = paid
        for year, dollars in self.cost(task, quarters):
            if self.left[year] != UNBOUND:
                self.left[year] -= dollars
        for window, number, dollars in paid:
            self._amounts[window] -= dollars
            if self.left[self.year[number]] != UNBOUND:
                self.left[self.year[number]] += dollars
        self._poorest = min(self.left)

    def cost(self, task: Task, quarters: Sequence[int]) -> Iterator[tuple[int, int]]:
        """US dollars by year from the first of work on: set-up, then the running cost."""
        after, dollars, count = quarters[-1] + 1, task.running_money, len(quarters)
        place, spent = 0, 0
        for year in range(self.year[quarters[0]], len(self.spans)):
            first, end = self.spans[year]
            while place < count and quarters[place] < end:
                place += 1
            set_up = task.money * place // count
            needed = set_up - spent
            spent = set_up
            if end > after and dollars:
                before = first - after if first > after else 0
                needed += dollars * (end - after) // 4 - dollars * before // 4
            yield year, needed

    def _pay(
        self, task: Task, quarters: Sequence[int], split: Split | None
    ) -> Iterator[tuple[int, int, int]]:
        """What windows pay of a task: window, quarter, US dollars."""
        useful = [n for n, one in enumerate(self.windows) if task.area in one.theme]
        if not useful:
            return
        left = {n: self._amounts[n] for n in useful}
        allowed = None if split is None else dict(split)
        for number, open_dollars in self._dollars(task, quarters):
            wanted = open_dollars
            for window in useful:
                most = min(wanted, left[window]) if number in self._open[window] else 0
                if allowed is not None and most:
                    key = self.windows[window].id, self.first + self.year[number]
                    most = min(most, allowed.get(key, 0))
                    allowed[key] = allowed.get(key, 0) - most
                if most:
                    left[window] -= most
                    wanted -= most
                    yield window, number, most

    def _dollars(self, task: Task, quarters: Sequence[int]) -> Iterator[tuple[int, int]]:
        """What windows may be asked to pay: dollars of each quarter."""
        yield from zip(quarters, spread(task.money, len(quarters)), strict=True)
        if self._carried:
            parts = spread(task.running_money, 4)
            for place, number in enumerate(range(quarters[-1] + 1, self._horizon)):
                yield number, parts[place % 4]


def _numbers(window: DonorWindow, quarters: Sequence[Quarter]) -> range:
    """The quarters of the plan, counted from 0, in which a window is open."""
    first = max(0, window.opens.minus(quarters[0]))
    return range(first, max(first, window.closes.minus(quarters[0]) + 1))
