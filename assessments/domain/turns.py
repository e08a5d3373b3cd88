"""Whose turn it is: the most urgent task of those that can be decided now."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from assessments.domain.task import Task

FAR = 99
"""The distance of a task that is needed for no stage."""


class Net:
    """How tasks hang together; tasks, needs and gaps are numbers here, counted from 0.

    `tasks` come in the order among equals. Made once, and used by every pass over the tasks.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tuple(tasks)
        self.order = range(len(self.tasks))
        self.number = {task.id: place for place, task in enumerate(tasks)}
        self.owner: list[int] = []  # of each need, the task that has it
        self.options: list[tuple[int, ...]] = []  # of each need, the known tasks that meet it
        self.needs: list[list[int]] = [[] for _ in tasks]
        self.meets: list[list[int]] = [[] for _ in tasks]
        self.users: list[list[int]] = [[] for _ in tasks]
        self.waiters: list[list[int]] = [[] for _ in tasks]
        self.waits = [0 for _ in tasks]
        self.gaps: list[list[tuple[int, int]]] = []  # of each task: gap, distance
        self.closers: list[list[tuple[int, int]]] = []  # of each gap: task, distance
        self._gap_number: dict[str, int] = {}
        for place, task in enumerate(tasks):
            self._enter(place, task)
        self.suppliers = [
            sorted({option for need in mine for option in self.options[need]})
            for mine in self.needs
        ]
        for place, mine in enumerate(self.suppliers):
            for option in mine:
                self.users[option].append(place)
        self.own = [min((far for _, far in mine), default=FAR) for mine in self.gaps]
        self.near = self._nearest()
        self.urgency = [
            task.rank * (FAR + 1) + near for task, near in zip(tasks, self.near, strict=True)
        ]
        self.undecided = [len(mine) for mine in self.needs]
        self.free = [
            place for place in self.order if not self.undecided[place] and not self.waits[place]
        ]

    def _enter(self, place: int, task: Task) -> None:
        for options, _ in task.needs:
            known = tuple(self.number[one] for one in dict.fromkeys(options) if one in self.number)
            if known:
                for option in known:
                    self.meets[option].append(len(self.owner))
                self.needs[place].append(len(self.owner))
                self.owner.append(place)
                self.options.append(known)
        known_waits = [self.number[name] for name in task.waits if name in self.number]
        self.waits[place] = len(known_waits)
        for other in known_waits:
            self.waiters[other].append(place)
        mine = []
        for name, far in task.gaps.items():
            gap = self._gap_number.setdefault(name, len(self.closers))
            if gap == len(self.closers):
                self.closers.append([])
            self.closers[gap].append((place, far))
            mine.append((gap, far))
        self.gaps.append(mine)

    def _nearest(self) -> list[int]:
        """The distance of each task at the beginning: its own, or that of what needs it."""
        near = list(self.own)
        waiting = list(range(len(near)))
        while waiting:
            place = waiting.pop()
            for option in self.suppliers[place]:
                if near[place] < near[option]:
                    near[option] = near[place]
                    waiting.append(option)
        return near


class Turns:
    """The tasks that are still to be decided; each is settled once, placed or left out.

    `order` lists all tasks, the most urgent among equals first. Urgent is, after its rank, the
    task that is needed for the nearest stage, by itself or by what waits for it. Needs must not
    go round in a circle.
    """

    def __init__(self, net: Net, order: Sequence[int]) -> None:
        self._net = net
        self._order = order
        self._count = count = len(order)
        self._keys = [0] * count
        for index, place in enumerate(order):
            self._keys[place] = net.urgency[place] * count + index
        self.open = [True] * count
        self.uncovered = [True] * len(net.closers)
        self._near = list(net.near)
        self._own = list(net.own)
        self._options_left = [len(one) for one in net.options]
        self._undecided = list(net.undecided)
        self._waits = list(net.waits)
        self._heap = [self._keys[place] for place in net.free]
        heapify(self._heap)

    def next(self) -> int | None:
        """Give the task whose turn it is, or None when all are settled."""
        heap, order, count, keys, opened = (
            self._heap,
            self._order,
            self._count,
            self._keys,
            self.open,
        )
        while heap:
            key = heap[0]
            place = order[key % count]
            if opened[place] and key == keys[place]:
                return place
            heappop(heap)
        # tasks that wait for each other in a circle wait no longer
        rest = [one for one in range(count) if opened[one] and not self._undecided[one]]
        return min(rest, key=keys.__getitem__) if rest else None

    def is_wanted(self, place: int) -> bool:
        """Tell whether an open task can only go on when this one, or its like, is placed."""
        net, left = self._net, self._options_left
        return any(left[need] and self.open[net.owner[need]] for need in net.meets[place])

    def has_open_gap(self, place: int) -> bool:
        """Tell whether the task closes something that nothing placed closes."""
        return any(self.uncovered[gap] for gap, _ in self._net.gaps[place])

    def settle(self, place: int, *, placed: bool) -> None:
        """Take a task out of the queue; what needs it or waits for it moves up."""
        net, left = self._net, self._options_left
        self.open[place] = False
        for need in net.meets[place]:
            if left[need]:
                left[need] = 0 if placed else left[need] - 1
                if not left[need]:
                    owner = net.owner[need]
                    self._undecided[owner] -= 1
                    self._offer(owner)
        for waiter in net.waiters[place]:
            self._waits[waiter] -= 1
            self._offer(waiter)
        if placed and net.gaps[place]:
            self._cover(place)
        for one in net.suppliers[place]:
            if self.open[one] and self._near[one] == self._near[place]:
                self._recede(one)

    def _cover(self, place: int) -> None:
        """Note that the gaps of a task are closed; those that close the same may recede."""
        for gap, _ in self._net.gaps[place]:
            if not self.uncovered[gap]:
                continue
            self.uncovered[gap] = False
            for one, far in self._net.closers[gap]:
                if self.open[one] and far == self._own[one]:
                    self._own[one] = min(
                        (far for gap, far in self._net.gaps[one] if self.uncovered[gap]),
                        default=FAR,
                    )
                    self._recede(one)

    def _recede(self, first: int) -> None:
        """Compute distances anew, which only grow, from an open task back to what it needs."""
        net, near, opened = self._net, self._near, self.open
        waiting = [first]
        while waiting:
            place = waiting.pop()
            found = self._own[place]
            for user in net.users[place]:
                if opened[user] and near[user] < found:
                    found = near[user]
            if found != near[place]:
                self._keys[place] += (found - near[place]) * self._count
                near[place] = found
                self._offer(place)
                waiting += [one for one in net.suppliers[place] if opened[one]]

    def _offer(self, place: int) -> None:
        if self.open[place] and not self._undecided[place] and not self._waits[place]:
            heappush(self._heap, self._keys[place])
