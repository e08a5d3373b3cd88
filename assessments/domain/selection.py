"""Gaps in, candidate actions with their value and priority out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.domain import value
from assessments.domain.actions import Action, ActionLibrary, options
from assessments.domain.constraints import Constants
from assessments.domain.gaps import Gap, unknown_by_dimension
from assessments.domain.needs import Need, Predicate
from assessments.domain.schedule import Reason
from assessments.domain.scorecard import Scorecard
from assessments.domain.tailoring import Tailored


@dataclass(frozen=True, slots=True)
class Verify:
    """Find out what is unknown in one dimension, before money is spent on it."""

    id: str
    model: str
    dimension: str
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A hard need that the answers do not meet: one of these actions, and quarters of lag."""

    options: tuple[str, ...]
    lag: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action of the library that closes a gap here, or that such an action needs.

    One that the rule `asked_by` asks for may close none.
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


@dataclass(frozen=True, slots=True)
class Barred:
    """An action that would be a candidate if no rule had taken out it, or all that it needs."""

    action: Action
    reason: Reason


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that may be planned, highest priority first, and the gaps nothing closes.

    `barred` is what rules have left out, in the order of the library.
    """

    verify: tuple[Verify, ...]
    candidates: tuple[Candidate, ...]
    unclosed: tuple[Gap, ...]
    barred: tuple[Barred, ...] = ()


def quarters_of(action: Action) -> int:
    """Round the likely months up to whole quarters, once."""
    return max(1, -(-action.months.likely // 3))


def select(
    gaps: tuple[Gap, ...],
    tailored: Tailored,
    cards: Mapping[str, Scorecard],
    weights: value.Weights,
    constants: Constants,
    barred: Mapping[str, Reason],
) -> Selection:
    """Choose what may be planned for the gaps, and say what each choice is worth.

    The steps from gaps to value and the quick wins in docs/planning.md. Pure and deterministic:
    the order is priority, then id. `barred` is what rules have left out, see `barred`.
    """
    verify = _verifications(gaps)
    library = tailored.without(barred)
    closes = _wanted(gaps, library, tailored.asked_for, cards)
    chosen = [one for one in library.actions if one.id in closes]
    needs = {one.id: _open_needs(one, library, cards) for one in chosen}
    worth = value.values(
        {name: value.direct(closes[name], gaps, weights, constants) for name in closes},
        {name: [need.options for need in open_] for name, open_ in needs.items()},
        constants,
    )
    weighs = value.burdens(tailored.library.actions, cards.keys(), constants)
    candidates = [
        Candidate(
            action=one,
            closes=closes[one.id],
            needs=needs[one.id],
            verify=_waits(closes[one.id], verify),
            builds_on=_suppliers(one, closes),
            value=worth[one.id],
            priority=worth[one.id]
            / (weighs[one.id] or 1)
            * constants.soft_need_discount ** _open_soft_needs(one, library, cards),
            quick_win=_quick(one, constants)
            and not needs[one.id]
            and not _waits(closes[one.id], verify),
            asked_by=tailored.asked_for.get(one.id),
        )
        for one in chosen
    ]
    candidates.sort(key=lambda one: (-one.priority, one.action.id))
    every = _wanted(gaps, tailored.library, tailored.asked_for, cards)
    left = tuple(
        Barred(one, barred[one.id])
        for one in tailored.library.actions
        if one.id in every and one.id in barred
    )
    closed = {gap for found in every.values() for gap in found}
    unclosed = tuple(gap for gap in gaps if gap not in closed)
    return Selection(verify, tuple(candidates), unclosed, left)


def barred(tailored: Tailored, cards: Mapping[str, Scorecard]) -> dict[str, Reason]:
    """Say of every action that rules took out, or that needs what they took out, why it is out."""
    library = tailored.library
    found = {name: Reason("rule", {"rule": rule}) for name, rule in tailored.out.items()}
    needs = {one.id: _open_needs(one, library, cards) for one in library.actions if found}
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
    cards: Mapping[str, Scorecard],
) -> dict[str, tuple[Gap, ...]]:
    """Name what closes a gap, what rules ask for, and what these need, each with its gaps."""
    found = _closers(gaps, library)
    for action in library.actions:
        if action.id in asked_for and _brings_something(action, gaps, cards):
            found.setdefault(action.id, ())
    _add_prerequisites(found, library, cards)
    return found


def _brings_something(action: Action, gaps: Iterable[Gap], cards: Mapping[str, Scorecard]) -> bool:
    """Tell whether an action would raise an answer, in a model that still has gaps."""
    models = {gap.model for gap in gaps}
    for effect in action.effects:
        model, _, indicator = effect.indicator.partition("/")
        if model in models:
            one = cards[model].indicator(indicator)
            level = one.level or 0
            if one.state == "answered" and effect.builds_on <= level < effect.to:
                return True
    return False


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
    closes: dict[str, tuple[Gap, ...]],
    library: ActionLibrary,
    cards: Mapping[str, Scorecard],
) -> None:
    """Add, with no gap of their own, the actions that open hard needs call for, transitively."""
    waiting = list(closes)
    while waiting:
        for need in _open_needs(library.action(waiting.pop(0)), library, cards):
            for name in need.options:
                if name not in closes:
                    closes[name] = ()
                    waiting.append(name)


def _open_needs(
    action: Action, library: ActionLibrary, cards: Mapping[str, Scorecard]
) -> tuple[OpenNeed, ...]:
    return tuple(
        OpenNeed(options(library, need), need.lag)
        for need in action.needs
        if need.kind == "hard" and not _met(need, cards)
    )


def _open_soft_needs(action: Action, library: ActionLibrary, cards: Mapping[str, Scorecard]) -> int:
    return sum(1 for need in action.needs if need.kind == "soft" and not _met(need, cards))


def _met(need: Need, cards: Mapping[str, Scorecard]) -> bool:
    return need.already is not None and holds(need.already, cards)


def holds(claim: Predicate, cards: Mapping[str, Scorecard]) -> bool:
    """Tell whether a claim is surely true; what does not apply here is never in the way."""
    model, _, indicator = claim.indicator.partition("/")
    if model not in cards:
        return False
    one = cards[model].indicator(indicator)
    return one.state == "not-applicable" or (one.level or 0) >= claim.at_least


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


def _quick(action: Action, constants: Constants) -> bool:
    return (
        action.visible
        and quarters_of(action) <= constants.quick_win_quarters
        and action.cost.set_up.likely <= constants.quick_win_cost
    )
