"""What an action is worth here, and what it weighs: value, burden, and their ratio."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from statistics import median

from assessments.domain.actions import Action
from assessments.domain.constraints import Constants
from assessments.domain.gaps import Gap

Weights = Mapping[tuple[str, str], Fraction]
"""The share of each (model, dimension) in the score of its model."""


def direct(
    closed: Sequence[Gap], gaps: Sequence[Gap], weights: Weights, constants: Constants
) -> Fraction:
    """Sum weight of the dimension x nearness of the stage x certainty over the gaps closed.

    The nearest stage counts 1, the one after it 1/2, then 1/3. An action that closes every
    open gap of a stage by itself gets the bonus for that stage.
    """
    total = Fraction(0)
    for gap in closed:
        sure = Fraction(1) if gap.state == "answered" else constants.confidence_if_unknown
        total += weights[gap.model, gap.dimension] * Fraction(1, gap.ahead) * sure
    for stage in sorted({(gap.model, gap.number) for gap in closed}):
        if all(gap in closed for gap in gaps if (gap.model, gap.number) == stage):
            total += constants.last_of_stage_bonus
    return total


def values(
    direct_values: Mapping[str, Fraction],
    needs: Mapping[str, Sequence[Sequence[str]]],
    constants: Constants,
) -> dict[str, Fraction]:
    """Add to each direct value a share of what the action unlocks.

    `needs` gives for each action its open hard needs, each a list of actions that meet it. A
    successor s passes on unlock x V(s) / (number of hard needs of s). There are no circles.
    """
    successors: dict[str, list[str]] = {name: [] for name in direct_values}
    for name in sorted(needs):
        for option in sorted({one for need in needs[name] for one in need}):
            successors[option].append(name)
    found: dict[str, Fraction] = {}
    for name in _last_first(successors):
        unlocked = sum(
            (constants.unlock * found[one] / len(needs[one]) for one in successors[name]),
            Fraction(0),
        )
        found[name] = direct_values[name] + unlocked
    return found


def _last_first(successors: Mapping[str, Sequence[str]]) -> list[str]:
    """Order the actions so that everything which needs an action stands before it."""
    order: list[str] = []
    waiting = {name: set(after) for name, after in successors.items()}
    while waiting:
        free = sorted(name for name, after in waiting.items() if not after & waiting.keys())
        if not free:
            raise ValueError(f"hard needs go round in a circle: {', '.join(sorted(waiting))}")
        order.extend(free)
        for name in free:
            del waiting[name]
    return order


def burdens(
    library: Sequence[Action], models: Collection[str], constants: Constants
) -> dict[str, Fraction]:
    """Weigh money, people and time of each action, each against the median of the library.

    The median is that of the actions that raise something in one of these models: what a
    library holds for subjects that nobody assessed, and what somebody adds of their own, must
    not move a plan.
    """
    measured = {one.id: _measures(one) for one in library}
    serving = [measured[one.id] for one in library if _serves(one, models)]
    columns = zip(*(serving or measured.values()), strict=True)
    middle = [median(part) or Fraction(1) for part in columns]
    weights = (constants.weight_of_cost, constants.weight_of_staff, constants.weight_of_duration)
    return {
        name: sum(
            (w * part / half for w, part, half in zip(weights, parts, middle, strict=True)),
            Fraction(0),
        )
        for name, parts in measured.items()
    }


def _measures(one: Action) -> tuple[Fraction, Fraction, Fraction]:
    """Money and people, each for the set-up and a year, and months."""
    return (
        Fraction(one.cost.set_up.likely + one.cost.running_per_year.likely),
        one.staff.set_up + one.staff.running_per_year,
        Fraction(one.months.likely),
    )


def _serves(one: Action, models: Collection[str]) -> bool:
    raises = any(effect.indicator.partition("/")[0] in models for effect in one.effects)
    return raises and not one.own
