"""Many orders tried, the best schedule out: seeded restarts, and the plan before as a candidate."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.domain import draws, schedule
from assessments.domain.constraints import Constraints
from assessments.domain.ledger import FIRST_YEAR
from assessments.domain.rehearsal import Rehearsal
from assessments.domain.schedule import Kept, Schedule
from assessments.domain.task import Task
from assessments.domain.turns import Net

LEAST, RANGE = 3, 5
"""A restart multiplies every priority by LEAST/RANGE + a draw from 0 to 1: by 0.6 to 1.6."""
GRAIN = 1 << 40
"""Priorities are compared in whole parts of this size while they are shuffled."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best schedule, how it was found, and what each way reached.

    `kept` says how: "priority" is the plain order, "restart" one of the shuffled ones (`number`,
    counted from 1), "previous" the dates of the plan before. `first` is the worth of the plain
    order.
    """

    schedule: Schedule
    kept: Literal["priority", "restart", "previous"]
    number: int
    first: Fraction


def best(
    tasks: Iterable[Task],
    limits: Constraints,
    people: int,
    previous: Mapping[str, Kept] | None = None,
) -> Found:
    """Find the schedule with the highest worth: value times quarters that remain after the end.

    Shuffled orders are compared by worth with political weights, the plan before without.

    Tried are the order of priority, `constants.restarts` shuffled orders, and the dates of a plan
    before. Among equals the first of these is kept, so that an order is left only for a gain. A
    quick action that the order of priority begins in the first year begins there in a shuffled one
    too: what is seen soon and costs little is never put off for worth. Every candidate keeps every
    limit; the numbers are those of `draws`.
    """
    net = schedule.net_of(tasks)
    found = first = schedule.run(net, limits, people)
    kept: Literal["priority", "restart", "previous"] = "priority"
    number, weighed = _best_restart(net, limits, people, _opening(first))
    if weighed > found.weighed:
        found, kept = schedule.run(net, limits, people, shuffled(net, number)), "restart"
    if previous:
        again = schedule.run(net, limits, people, kept=previous)
        if again.worth > found.worth:
            found, kept, number = again, "previous", 0
    return Found(found, kept, number if kept == "restart" else 0, first.worth)


def _best_restart(
    net: Net, limits: Constraints, people: int, opening: frozenset[str]
) -> tuple[int, Fraction]:
    rehearsal = Rehearsal(net, limits, people, (net.number[name] for name in opening))
    worths = ((rehearsal.worth(order), -number) for number, order in _orders(net, limits))
    tried = ((worth, number) for worth, number in worths if worth is not None)
    worth, number = max(tried, default=(Fraction(-1), 0))
    return -number, worth


def _opening(schedule: Schedule) -> frozenset[str]:
    return frozenset(
        one.task.id for one in schedule.placed if one.task.quick and one.start < FIRST_YEAR
    )


def _orders(net: Net, limits: Constraints) -> Iterator[tuple[int, list[int]]]:
    if len(net.tasks) > 1:
        for number in range(1, limits.constants.restarts + 1):
            yield number, shuffled(net, number)


def shuffled(net: Net, number: int) -> list[int]:
    """Order the tasks of a net by rank, then by priority times a draw between 0.6 and 1.6."""
    lots = draws.fine(f"restart {number}", len(net.tasks))
    keys = [
        (task.rank, -(_grains(task.priority) * (LEAST * draws.STEPS + RANGE * lot)))
        for task, lot in zip(net.tasks, lots, strict=True)
    ]
    return sorted(net.order, key=keys.__getitem__)


def _grains(priority: Fraction) -> int:
    return priority.numerator * GRAIN // priority.denominator
