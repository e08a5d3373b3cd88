"""Placed actions in, money and people by fiscal year out; whole dollars that add up."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from assessments.domain import canonical
from assessments.domain.actions import Action
from assessments.domain.ledger import Ledger
from assessments.domain.schedule import Placed
from assessments.domain.task import spread

BANDS = ("low", "likely", "high")

Done = Sequence[tuple[Placed, Action]]


def years(done: Done, placed: Sequence[Placed], ledger: Ledger) -> list[dict[str, Any]]:
    """Add up by fiscal year: set-up over the quarters of work, running cost after them.

    `done` are the actions with their cost, `placed` everything that takes time of people.
    """
    inside = {
        year: [number for number in numbers if number < ledger.limits.horizon]
        for year, numbers in ledger.years.items()
    }
    return [
        {
            "year": year,
            "quarters": [str(ledger.quarters[number]) for number in numbers],
            "set_up": {band: _sum(_set_up, done, band, numbers) for band in BANDS},
            "running": {band: _sum(_running, done, band, numbers) for band in BANDS},
            "person_months": canonical.number(
                sum((_work(one, numbers) for one in placed), Fraction(0))
            ),
        }
        for year, numbers in inside.items()
        if numbers
    ]


def totals(done: Done, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Add up the plan: set-up, running cost inside the plan, and of every year after it."""
    return {
        "set_up": {band: sum(row["set_up"][band] for row in rows) for band in BANDS},
        "running_in_plan": {band: sum(row["running"][band] for row in rows) for band in BANDS},
        "running_per_year": {
            band: sum(getattr(action.cost.running_per_year, band) for _, action in done)
            for band in BANDS
        },
        "posts": sum(action.posts for _, action in done),
    }


def _sum(part: Callable[..., int], done: Done, band: str, numbers: Sequence[int]) -> int:
    return sum(part(placed, action, band, numbers) for placed, action in done)


def _set_up(placed: Placed, action: Action, band: str, numbers: Sequence[int]) -> int:
    parts = spread(getattr(action.cost.set_up, band), len(placed.quarters))
    return sum(
        part for part, number in zip(parts, placed.quarters, strict=True) if number in numbers
    )


def _work(placed: Placed, numbers: Sequence[int]) -> Fraction:
    """Person-months of the people there are; whoever holds a new post is not among them."""
    task = placed.task
    set_up = sum(number in numbers for number in placed.quarters)
    running = 0 if task.posts else sum(number > placed.end for number in numbers)
    return task.staff * set_up / len(placed.quarters) + task.running_staff * running / 4


def _running(placed: Placed, action: Action, band: str, numbers: Sequence[int]) -> int:
    parts = spread(getattr(action.cost.running_per_year, band), 4)
    return sum(parts[(n - placed.end - 1) % 4] for n in numbers if n > placed.end)
