"""The scheduler alone: many actions over many quarters, with every kind of limit in force."""

import random
import statistics
import time
from collections.abc import Mapping
from fractions import Fraction

from assessments.domain import constraints, schedule
from assessments.domain.task import Task

ACTIONS, QUARTERS, RUNS = 500, 20, 9
BAR = 0.02


def tasks(seed: int) -> tuple[Task, ...]:
    """Make 500 tasks of a national programme: needs, groups, large actions, acts of parliament."""
    dice = random.Random(seed)
    found: list[Task] = []
    for number in range(ACTIONS):
        before = [one.id for one in found[-60:]]
        count = dice.randrange(3) if before else 0
        needs = [((dice.choice(before),), dice.randrange(2)) for _ in range(count)]
        found.append(
            Task(
                id=f"A{number:03}",
                rank=2,
                priority=Fraction(dice.randrange(1, 10_000), 997),
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
    """Time whole runs of the scheduler and return the figures as Markdown."""
    limits, made = constraints.parse(LIMITS), tasks(7)
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        result = schedule.place(made, limits, people=120)
        took.append(time.perf_counter() - began)
    return (
        f"Scheduler, {ACTIONS} actions x {QUARTERS} quarters: median "
        f"{statistics.median(took) * 1000:.1f} ms, best {min(took) * 1000:.1f} ms "
        f"({len(result.placed)} placed, {len(result.left)} left out with their reason); "
        f"the bar is {BAR * 1000:.0f} ms."
    )
