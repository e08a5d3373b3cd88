"""Gaps in, candidate actions with their value and priority out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.domain import value
from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.constraints import Constants, Constraints
from assessments.domain.gaps import Gap, unknown_by_dimension
from assessments.domain.ground import Ground, OpenNeed
from assessments.domain.schedule import Reason
from assessments.domain.tailoring import Tailored


@dataclass(frozen=True, slots=True)
class Verify:
    """Find out what is unknown in one dimension, before money is spent on it."""

    id: str
    model: str
    dimension: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action of the library that closes a gap here, or that such an action needs.

    One that the rule `asked_by` asks for, or that is `wished` (a lock, or an action of one's own
    that raises nothing here), may close none.
    """

    action: Action
    closes: tuple[Gap, ...]
    needs: tuple[OpenNeed, ...]
    verify: tuple[str, ...]
    builds_on: tuple[str, ...]
    value: Fraction
    priority: Fraction
    quick_win: bool
    asked_by: str | None = None
    wished: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """An action that would be a candidate if no rule or lock took out it, or all that it needs."""

    action: Action
    reason: Reason


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that may be planned, highest priority first, and the gaps nothing closes.

    `barred` is what rules and locks have left out, in the order of the library.
    """

    verify: tuple[Verify, ...]
    candidates: tuple[Candidate, ...]
    unclosed: tuple[Gap, ...]
    barred: tuple[Barred, ...] = ()


def select(
    gaps: tuple[Gap, ...],
    tailored: Tailored,
    ground: Ground,
    weights: value.Weights,
    limits: Constraints,
    barred: Mapping[str, Reason],
) -> Selection:
    """Choose what may be planned for the gaps, and say what each choice is worth.

    The steps from gaps to value and the quick wins in docs/planning.md. Pure and deterministic:
    the order is priority, then id. `barred` is what rules and locks leave out, see `barred`.
    """
    verify, done, constants = _verifications(gaps), ground.named("done"), limits.constants
    library = tailored.without({*barred, *done})
    closes = _wanted(gaps, library, tailored.asked_for, ground)
    chosen = [one for one in library.actions if one.id in closes]
    needs = {one.id: ground.open_needs(one, library) for one in chosen}
    worth = value.values(
        {name: value.direct(closes[name], gaps, weights, constants) for name in closes},
        {name: [need.options for need in open_] for name, open_ in needs.items()},
        constants,
    )
    weighs = value.burdens(tailored.library.actions, ground.cards.keys(), constants)
    candidates = [
        Candidate(
            action=one,
            closes=closes[one.id],
            needs=needs[one.id],
            verify=_waits(closes[one.id], verify),
            builds_on=_suppliers(one, closes),
            value=worth[one.id],
            priority=limits.weights.get(one.area, Fraction(1))
            * worth[one.id]
            / (weighs[one.id] or 1)
            * constants.soft_need_discount ** ground.open_soft_needs(one),
            quick_win=is_quick(one, constants)
            and not needs[one.id]
            and not _waits(closes[one.id], verify),
            asked_by=tailored.asked_for.get(one.id),
            wished=ground.is_wished(one),
        )
        for one in chosen
    ]
    candidates.sort(key=lambda one: (-one.priority, one.action.id))
    every = _wanted(gaps, tailored.without(done), tailored.asked_for, ground)
    left = tuple(
        Barred(one, barred[one.id])
        for one in tailored.library.actions
        if one.id in every and one.id in barred
    )
    closed = {gap for found in every.values() for gap in found}
    unclosed = tuple(gap for gap in gaps if gap not in closed)
    return Selection(verify, tuple(candidates), unclosed, left)


def barred(tailored: Tailored, ground: Ground) -> dict[str, Reason]:
    """Say of all that rules or locks took out, or that needs what they took out, why it is out."""
    library = tailored.without(ground.named("done"))
    found = {name: Reason("rule", {"rule": rule}) for name, rule in tailored.out.items()}
    found |= {name: Reason("forbidden") for name in sorted(ground.named("forbidden"))}
    needs = {one.id: ground.open_needs(one, library) for one in library.actions if found}
    moved = bool(found)
    while moved:
        moved = False
        for name, open_ in needs.items():
            lost = [one for one in open_ if one.options and found.keys() >= set(one.options)]
            if lost and name not in found:
                found[name] = Reason("need-left-out", {"action": lost[0].options[0]})
                moved = True
    return found


def _wanted(
    gaps: tuple[Gap, ...],
    library: ActionLibrary,
    asked_for: Collection[str],
    ground: Ground,
) -> dict[str, tuple[Gap, ...]]:
    """Name what closes a gap, what rules or people ask for, and what these need, with the gaps."""
    found = _closers(gaps, library)
    for action in library.actions:
        by_rule = action.id in asked_for and _brings_something(action, gaps, ground)
        if by_rule or ground.is_wished(action):
            found.setdefault(action.id, ())
    _add_prerequisites(found, library, ground)
    return found


def _brings_something(action: Action, gaps: Iterable[Gap], ground: Ground) -> bool:
    """Tell whether an action would raise an answer, in a model that still has gaps."""
    models, found = {gap.model for gap in gaps}, []
    for effect in action.effects:
        model, _, indicator = effect.indicator.partition("/")
        if model in models and ground.cards[model].indicator(indicator).state == "answered":
            found.append(effect.builds_on <= ground.levels[effect.indicator] < effect.to)
    return any(found)


def _verifications(gaps: tuple[Gap, ...]) -> tuple[Verify, ...]:
    return tuple(
        Verify(f"verify/{model}/{dimension}", model, dimension, indicators)
        for (model, dimension), indicators in unknown_by_dimension(gaps).items()
    )


def _closers(gaps: tuple[Gap, ...], library: ActionLibrary) -> dict[str, tuple[Gap, ...]]:
    """Find for every action the gaps that it closes; actions that close none are left out."""
    found = {}
    for action in library.actions:
        closed = tuple(
            gap
            for gap in gaps
            if any(
                effect.indicator == gap.name and effect.builds_on < gap.required <= effect.to
                for effect in action.effects
            )
        )
        if closed:
            found[action.id] = closed
    return found


def _add_prerequisites(
    closes: dict[str, tuple[Gap, ...]], library: ActionLibrary, ground: Ground
) -> None:
    """Add, with no gap of their own, the actions that open hard needs call for, transitively."""
    waiting = list(closes)
    while waiting:
        for need in ground.open_needs(library.action(waiting.pop(0)), library):
            for name in need.options:
                if name not in closes:
                    closes[name] = ()
                    waiting.append(name)


def _waits(closed: tuple[Gap, ...], verify: Iterable[Verify]) -> tuple[str, ...]:
    """An action that only closes gaps which nobody is sure of waits until they are looked at."""
    if not closed or any(gap.state != "unknown" for gap in closed):
        return ()
    places = {(gap.model, gap.dimension) for gap in closed}
    return tuple(one.id for one in verify if (one.model, one.dimension) in places)


def _suppliers(action: Action, closes: Mapping[str, Sequence[Gap]]) -> tuple[str, ...]:
    """Name the other candidates that reach a level on which this action builds."""
    found = set()
    for gap in closes[action.id]:
        for effect in action.effects:
            if effect.indicator == gap.name and gap.sure < effect.builds_on < gap.required:
                step = (gap.name, effect.builds_on)
                found |= {name for name, gaps in closes.items() if _covers(gaps, step)}
    return tuple(sorted(found - {action.id}))


def _covers(gaps: Sequence[Gap], step: tuple[str, int]) -> bool:
    return any((gap.name, gap.required) == step for gap in gaps)


def is_quick(action: Action, constants: Constants) -> bool:
    """Tell whether what an action changes is seen soon and at low cost."""
    return (
        action.visible
        and action.quarters <= constants.quick_win_quarters
        and action.cost.set_up.likely <= constants.quick_win_cost
    )
