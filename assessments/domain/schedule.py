"""Tasks, people, money and time in, quarters out, with the reason for every date."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from assessments.domain.constraints import Constraints
from assessments.domain.ledger import Ledger
from assessments.domain.purse import Split
from assessments.domain.task import Reason, Task
from assessments.domain.turns import Net, Turns

DELAYS = ("blackout", "horizon", "cap-area")
"""What only delays, so that it is no cause by itself for leaving something out."""

NO_ONE_KEPT: Mapping[str, "Kept"] = {}

__all__ = ["Kept", "Left", "Placed", "Reason", "Schedule", "Task", "net_of", "place", "run"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A task with its quarters, counted from 0, and what fixed its date (`binding`)."""

    task: Task
    quarters: tuple[int, ...]
    binding: Reason
    because: tuple[Reason, ...]

    @property
    def start(self) -> int:
        """The first quarter of work."""
        return self.quarters[0]

    @property
    def end(self) -> int:
        """The last quarter of work; what follows begins in the next one."""
        return self.quarters[-1]


@dataclass(frozen=True, slots=True)
class Kept:
    """The quarters that a task had in the plan before, and what windows paid of it then.

    `broke` names tasks that it did not wait for then, as those that wait for each other do.
    """

    quarters: tuple[int, ...]
    split: Split | None = None
    broke: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Left:
    """A task that is not in the plan, and the first thing that stood in its way."""

    task: Task
    reason: Reason


@dataclass(frozen=True, slots=True)
class Schedule:
    """What was placed, in the order of time, and what was left out, in the order of priority."""

    placed: tuple[Placed, ...]
    left: tuple[Left, ...]
    ledger: Ledger

    @property
    def worth(self) -> Fraction:
        """Value times the quarters that remain after the end, over all that is placed."""
        horizon = self.ledger.limits.horizon
        return sum((one.task.value * (horizon - one.end) for one in self.placed), Fraction(0))

    @property
    def weighed(self) -> Fraction:
        """The worth with every value times its political weight."""
        horizon = self.ledger.limits.horizon
        return sum(
            (one.task.value * one.task.weight * (horizon - one.end) for one in self.placed),
            Fraction(0),
        )


def net_of(tasks: Iterable[Task]) -> Net:
    """Order tasks by rank, priority and id, and note how they hang together."""
    return Net(sorted(tasks, key=lambda task: (task.rank, -task.priority, task.id)))


def place(tasks: Iterable[Task], limits: Constraints, people: int) -> Schedule:
    """Place the tasks one by one, each as early as it can be.

    The order: rank; then the nearest stage for which the task is still needed, by itself or by
    what waits for it; then priority; then id.

    No hard need, blackout, sitting, cap, number of people or yearly budget is ever broken.
    A task that turns out to serve nobody, because what needed it could not be placed, is taken
    out and the rest is placed anew.
    """
    return run(net_of(tasks), limits, people)


def run(
    net: Net,
    limits: Constraints,
    people: int,
    order: Sequence[int] | None = None,
    kept: Mapping[str, Kept] = NO_ONE_KEPT,
) -> Schedule:
    """Place the tasks of a net as `place` does, perhaps in another order among equals.

    What was `kept` from a plan before comes first, at its old dates, as far as all limits allow.
    """
    given_up: dict[str, Left] = {}
    while True:
        one = _Run(net, net.order if order is None else order, given_up, Ledger(limits, people))
        one.all(kept)
        orphans = [name for name in one.wanted if name in one.placed and one.serves_nobody(name)]
        if not orphans:
            return one.result()
        for name in orphans:
            given_up |= one.given_up_with(name)


class _Run:
    """One pass over the tasks."""

    def __init__(
        self, net: Net, order: Sequence[int], left: dict[str, Left], ledger: Ledger
    ) -> None:
        self.net = net
        self.turns = Turns(net, order)
        self.left = dict(left)
        self.placed: dict[str, Placed] = {}
        self.ledger = ledger
        self.wanted: list[str] = []
        self.covered: dict[str, str] = {}
        self.groups: dict[str | None, str] = {}

    def all(self, kept: Mapping[str, Kept]) -> None:
        """Place or leave out every task."""
        for name in self.left:
            self.turns.settle(self.net.number[name], placed=False)
        known = [task for task in self.net.tasks if task.id in kept and task.id not in self.left]
        # whoever ends first has what it needs before it, people in new posts included
        known.sort(key=lambda task: (kept[task.id].quarters[-1], -task.posts, task.id))
        for task in known:
            self._keep(task, kept[task.id])
        while (number := self.turns.next()) is not None:
            task = self.net.tasks[number]
            reason = self._refusal(number, task)
            if reason is None:
                self._try(task)
            else:
                self.left[task.id] = Left(task, reason)
            self.turns.settle(number, placed=task.id in self.placed)

    def result(self) -> Schedule:
        placed = sorted(
            self.placed.values(), key=lambda one: (one.start, one.task.rank, one.end, one.task.id)
        )
        left = [self.left[task.id] for task in self.net.tasks if task.id in self.left]
        return Schedule(tuple(placed), tuple(left), self.ledger)

    def serves_nobody(self, name: str) -> bool:
        """Tell whether a task that was placed for the sake of others is needed by none of them."""
        return not any(
            name in options for one in self.placed.values() for options, _ in one.task.needs
        )

    def given_up_with(self, name: str) -> dict[str, Left]:
        """Give up a task, and keep the reasons for which those that need it were left out."""
        found = {
            one.task.id: one
            for one in self.left.values()
            if any(name in options for options, _ in one.task.needs)
        }
        task = self.net.tasks[self.net.number[name]]
        return {**found, name: Left(task, Reason("not-needed"))}

    def _refusal(self, number: int, task: Task) -> Reason | None:
        """Say why a task is not even tried, if so."""
        for options, _ in task.needs:
            if not any(name in self.placed for name in options):
                return Reason("need-left-out", {"action": options[0] if options else ""})
        if task.group in self.groups:
            return Reason("alternative", {"chosen": self.groups[task.group]})
        if self.turns.has_open_gap(number):
            return None
        if self.turns.is_wanted(number):
            self.wanted.append(task.id)
            return None
        if task.gaps:
            return Reason("covered", {"by": self._closes_most(task)})
        return Reason("not-needed")

    def _closes_most(self, task: Task) -> str:
        """Name what closes most gaps of a task whose gaps are all closed; the first of equals."""
        return Counter(self.covered[gap] for gap in task.gaps).most_common(1)[0][0]

    def _try(self, task: Task) -> None:
        """Find the earliest start that breaks no limit, and remember what stood before it."""
        earliest, reasons = self._earliest(task)
        first: Reason | None = None
        last: Reason | None = None
        for start in range(earliest, self.ledger.limits.horizon):
            obstacle, quarters = self._at(task, start)
            if obstacle is None:
                found = last and self.ledger.told(last)
                binding = found or (reasons[0] if reasons else Reason("start"))
                self._put(task, quarters, binding, reasons)
                return
            if first is None or first.code in DELAYS:
                first = obstacle
            last = obstacle
        fallback = Reason("horizon", {"horizon": self.ledger.limits.horizon})
        self.left[task.id] = Left(task, self.ledger.told(first or fallback))

    def _put(
        self,
        task: Task,
        quarters: Sequence[int],
        binding: Reason,
        reasons: Sequence[Reason],
        split: Split | None = None,
    ) -> None:
        because = (binding, *(one for one in reasons if one != binding))
        self.placed[task.id] = Placed(task, tuple(quarters), binding, because)
        self.ledger.take(task, quarters, split)
        if task.group is not None:
            self.groups[task.group] = task.id
        self.covered |= {gap: task.id for gap in task.gaps if gap not in self.covered}

    def _keep(self, task: Task, kept: Kept) -> None:
        """Place a task where the plan before had it, unless something is now in the way."""
        start, quarters = kept.quarters[0], kept.quarters
        there = all(any(name in self.placed for name in options) for options, _ in task.needs)
        if not there or task.group in self.groups or len(quarters) != task.duration:
            return
        earliest, reasons = self._earliest(task, kept.broke)
        dark = quarters[-1] >= self.ledger.limits.horizon or any(map(self.ledger.dark, quarters))
        if start < earliest or dark or self.ledger.obstacle(task, quarters, kept.split):
            return
        if not task.gaps:
            self.wanted.append(task.id)
        before = self._at(task, start - 1)[0] if start > earliest else None
        if start == earliest:
            binding = reasons[0] if reasons else Reason("start")
        else:
            binding = self.ledger.told(before) if before else Reason("kept")
        self._put(task, quarters, binding, reasons, kept.split)
        self.turns.settle(self.net.number[task.id], placed=True)

    def _at(self, task: Task, start: int) -> tuple[Reason | None, list[int]]:
        """Look at one start: the limit in the way, if any, and the quarters of work."""
        ledger = self.ledger
        quarters = ledger.working(start, task.duration)
        if ledger.dark(start):
            return Reason("blackout", {"quarter": str(ledger.quarters[start])}), quarters
        if len(quarters) < task.duration:
            return Reason("horizon", {"horizon": ledger.limits.horizon}), quarters
        return ledger.obstacle(task, quarters), quarters

    def _locked(self, task: Task) -> Reason:
        if task.running:
            return Reason("running")
        return Reason("committed", {"quarter": str(self.ledger.quarters[task.earliest])})

    def _earliest(self, task: Task, but: frozenset[str] = frozenset()) -> tuple[int, list[Reason]]:
        """The first quarter that needs allow, and what they are, the latest first."""
        found: list[tuple[int, str, Reason]] = []
        for options, lag in task.needs:
            before = min(
                (self.placed[name] for name in options if name in self.placed),
                key=lambda one: (one.end, one.task.id),
            )
            reason = Reason("after", {"action": before.task.id, "lag": lag})
            found.append((before.end + 1 + lag, before.task.id, reason))
        for name, code in task.waits.items():
            if name in self.placed and name not in but:
                reason = Reason(code, {"action": name})
                found.append((self.placed[name].end + 1, name, reason))
        if task.lock is not None:
            found.append((task.earliest, "", self._locked(task)))
        found.sort(key=lambda one: (-one[0], one[1]))
        return (found[0][0] if found else 0), [reason for _, _, reason in found]
