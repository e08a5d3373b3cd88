"""Whose turn it is: the most urgent task of those that can be decided now."""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from assessments.domain.ledger import Task

FAR = 99
"""The distance of a task that is needed for no stage."""


class Turns:
    """The tasks that are still to be decided; each is settled once, placed or left out.

    `ordered` is the order among equals. Urgent is, after its rank, the task that is needed for
    the nearest stage, by itself or by what waits for it. Needs must not go round in a circle.
    """

    def __init__(self, ordered: Sequence[Task]) -> None:
        self.tasks = {task.id: task for task in ordered}
        self._index = {task.id: number for number, task in enumerate(ordered)}
        self._open = set(self.tasks)
        self._covered: set[str] = set()
        self._users: dict[str, list[tuple[str, int]]] = {name: [] for name in self.tasks}
        self._waiters: dict[str, list[str]] = {name: [] for name in self.tasks}
        self._closers: dict[str, list[str]] = {}
        self._undecided: dict[str, dict[int, set[str]]] = {}
        self._waits: dict[str, set[str]] = {}
        self._near = {task.id: self._own(task) for task in ordered}
        self._heap: list[tuple[int, int, int, str]] = []
        for task in ordered:
            self._enter(task)
        self._spread(self.tasks)
        for task in ordered:
            self._offer(task.id)

    def is_open(self, name: str) -> bool:
        """Tell whether a task is still to be decided."""
        return name in self._open

    def next(self) -> Task | None:
        """Give the task whose turn it is, or None when all are settled."""
        while self._heap:
            rank, near, index, name = heappop(self._heap)
            if self._is_ready(name) and (rank, near, index) == self._key(name):
                heappush(self._heap, (rank, near, index, name))
                return self.tasks[name]
        # tasks that wait for each other in a circle wait no longer
        rest = [name for name in self._open if not self._undecided[name]]
        return self.tasks[min(rest, key=self._key)] if rest else None

    def users(self, name: str) -> list[str]:
        """Name the open tasks that can only go on when this one, or its like, is placed."""
        return [user for user, need in self._users[name] if need in self._undecided.get(user, ())]

    def settle(self, name: str, *, placed: bool) -> None:
        """Take a task out of the queue; what needs it or waits for it moves up."""
        self._open.discard(name)
        for user, need in self._users[name]:
            left = self._undecided[user].get(need)
            if left is not None:
                left.discard(name)
                if placed or not left:
                    del self._undecided[user][need]
        for waiter in self._waiters[name]:
            self._waits[waiter].discard(name)
        changed = [name]
        if placed:
            changed += self._cover(self.tasks[name].gaps)
        self._spread(self._options(changed) | set(changed))
        for other in {user for user, _ in self._users[name]} | set(self._waiters[name]):
            self._offer(other)

    def _enter(self, task: Task) -> None:
        """Note what a task needs, waits for and closes."""
        self._waits[task.id] = {name for name in task.waits if name in self.tasks}
        for name in self._waits[task.id]:
            self._waiters[name].append(task.id)
        self._undecided[task.id] = {}
        for number, (options, _) in enumerate(task.needs):
            known = {name for name in options if name in self.tasks}
            if known:
                self._undecided[task.id][number] = known
            for name in known:
                self._users[name].append((task.id, number))
        for gap in task.gaps:
            self._closers.setdefault(gap, []).append(task.id)

    def _cover(self, gaps: Iterable[str]) -> list[str]:
        """Note that gaps are closed, and name the tasks for which that makes a difference."""
        fresh = [gap for gap in gaps if gap not in self._covered]
        self._covered.update(fresh)
        return [name for gap in fresh for name in self._closers[gap] if name in self._open]

    def _own(self, task: Task) -> int:
        ahead = (ahead for gap, ahead in task.gaps.items() if gap not in self._covered)
        return min(ahead, default=FAR)

    def _options(self, names: Iterable[str]) -> set[str]:
        """Name the open tasks that meet a need of one of these."""
        found = {
            option for name in names for options, _ in self.tasks[name].needs for option in options
        }
        return found & self._open

    def _spread(self, names: Iterable[str]) -> None:
        """Compute the distances anew, from these tasks back to what they need."""
        waiting = sorted(set(names) & self._open, key=self._index.__getitem__)
        while waiting:
            name = waiting.pop()
            users = (self._near[user] for user, _ in self._users[name] if user in self._open)
            near = min(self._own(self.tasks[name]), min(users, default=FAR))
            if near != self._near[name]:
                self._near[name] = near
                self._offer(name)
                waiting.extend(sorted(self._options([name]), key=self._index.__getitem__))

    def _is_ready(self, name: str) -> bool:
        return name in self._open and not self._undecided[name] and not self._waits[name]

    def _key(self, name: str) -> tuple[int, int, int]:
        return self.tasks[name].rank, self._near[name], self._index[name]

    def _offer(self, name: str) -> None:
        if self._is_ready(name):
            heappush(self._heap, (*self._key(name), name))
