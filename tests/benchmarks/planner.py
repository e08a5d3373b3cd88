"""The planner alone: many actions over many quarters, with every kind of limit in force."""

import random
import statistics
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from assessments.domain import bands, constraints, schedule, search
from assessments.domain.actions import Action
from assessments.domain.constraints import Caps
from assessments.domain.task import Task

ACTIONS, QUARTERS, RUNS = 500, 20, 9
RESTARTS = 200
BAR = 0.02
SIZES = ((71, 12, 20, 0.3), (ACTIONS, QUARTERS, 120, 1.0))
"""With restarts: actions, quarters, people, and the seconds that it may take."""
BANDS_BAR = 0.1


def tasks(seed: int, count: int = ACTIONS) -> tuple[Task, ...]:
    """Make tasks of a national programme: needs, groups, large actions, acts of parliament."""
    dice = random.Random(seed)
    found: list[Task] = []
    for number in range(count):
        before = [one.id for one in found[-60:]]
        several = dice.randrange(3) if before else 0
        needs = [((dice.choice(before),), dice.randrange(2)) for _ in range(several)]
        found.append(
            Task(
                id=f"A{number:03}",
                rank=2,
                priority=(worth := Fraction(dice.randrange(1, 10_000), 997)),
                value=worth,
                duration=dice.randrange(1, 7),
                gaps={f"model/i{number}@{level}": level for level in range(1, 3)},
                needs=tuple(needs),
                area="SCLDIATE"[number % 8],
                lead=f"institution {number % 12}",
                major=dice.random() < 0.15,
                sitting=dice.random() < 0.1,
                money=dice.randrange(3_000, 400_000),
                running_money=dice.randrange(0, 60_000),
                staff=Fraction(dice.randrange(1, 24), 2),
                running_staff=Fraction(dice.randrange(0, 6)),
                posts=dice.randrange(10) // 9,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.priority, one.id)))  # as a selection is


LIMITS = {
    "start": "2027-Q1",
    "horizon": QUARTERS,
    "budget_per_year": 9_000_000,
    "blackouts": ["2028-Q3"],
    "sittings": [f"{year}-Q{quarter}" for year in range(2027, 2033) for quarter in (2, 4)],
    "caps": {"starts_per_area_in_first_year": 20, "major_at_a_time": 6, "major_per_lead": 2},
}


def table(environment: Mapping[str, str]) -> str:
    """Time whole runs of the planner's parts and return the figures as Markdown."""
    limits, made = constraints.parse(LIMITS), tasks(7)
    median, best, result = timed(lambda: schedule.place(made, limits, people=120), RUNS)
    first = (
        f"Scheduler, {ACTIONS} actions x {QUARTERS} quarters: median {median:.1f} ms, best "
        f"{best:.1f} ms ({len(result.placed)} placed, {len(result.left)} left out with their "
        f"reason); the bar is {BAR * 1000:.0f} ms."
    )
    return "\n\n".join([first, *(restarts(*one) for one in SIZES), bands_figure()])


def timed(work: Callable[[], Any], runs: int) -> tuple[float, float, Any]:
    """Run some work so many times: median and best in milliseconds, and what it gave."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        result = work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), min(took), result


def restarts(count: int, horizon: int, people: int, bar: float) -> str:
    """Time the search with the restarts of the method, reasons included."""
    wanted = {**LIMITS, "horizon": horizon, "constants": {"restarts": RESTARTS}}
    limits, made = constraints.parse(wanted), tasks(7, count)
    median, best, found = timed(lambda: search.best(made, limits, people), RUNS)
    gain = float(found.schedule.worth / found.first - 1)
    return (
        f"With {limits.constants.restarts} restarts, {count} actions x {horizon} quarters: median "
        f"{median:.0f} ms, best {best:.0f} ms ({len(found.schedule.placed)} placed, {gain:.1%} more"
        f" worth than the first order); the bar is {bar * 1000:.0f} ms."
    )


def bands_figure() -> str:
    """Time the draws for a plan in which as many of 71 actions are placed as time allows."""
    count = SIZES[0][0]
    wide = {"start": "2027-Q1", "horizon": QUARTERS, "caps": dict.fromkeys(Caps.model_fields, 99)}
    placed = schedule.place(tasks(7, count), constraints.parse(wide), people=1000)
    done = [(one, action(one.task)) for one in placed.placed]
    median, best, _ = timed(lambda: bands.ranges(done, placed), RUNS)
    return (
        f"Ranges, {len(done)} actions x {bands.DRAWS} draws: median {median:.0f} ms, best "
        f"{best:.0f} ms; the bar is {BANDS_BAR * 1000:.0f} ms."
    )


def action(task: Task) -> Action:
    """An action of the library with the money and the months of a task."""
    months = task.duration * 3
    return Action.model_validate(
        {
            "id": task.id[:1] + task.id[-2:],
            **dict.fromkeys(("area", "title", "outcome", "done_when", "source"), "x"),
            "steps": ["x"],
            "effects": [],
            "kind": "process",
            "size": "minor",
            "months": {"optimistic": months - 2, "likely": months, "pessimistic": months * 2},
            "cost": {
                "set_up": {"low": task.money // 3, "high": task.money * 3},
                "running_per_year": {"low": task.running_money // 3, "high": task.running_money},
            },
            "staff": {"set_up": 1, "running_per_year": 0},
            "lead": "csirt",
            "certainty": "ours",
        }
    )
