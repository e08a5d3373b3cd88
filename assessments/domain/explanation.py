"""A draft in, its tables out: what a plan says of every action, and of itself."""

from collections.abc import Mapping
from typing import Any

from assessments.domain import bands, because, canonical, funding, outcome, scoring, staffing, sums
from assessments.domain.actions import Action, Money
from assessments.domain.draft import QUICK_RANK, Draft
from assessments.domain.gaps import Gap
from assessments.domain.needs import OWN
from assessments.domain.schedule import Placed
from assessments.domain.selection import Candidate, Verify

VERIFY_LEAD = "coordinator"


def tables(draft: Draft) -> dict[str, Any]:
    """Give everything that the draft found, as JSON values; docs/planning.md lists the keys."""
    quarters = draft.schedule.ledger.quarters[: draft.schedule.ledger.limits.horizon]
    rows = sums.years(draft.done, draft.schedule.placed, draft.schedule.ledger)
    entries = [_entry(draft, one) for one in draft.schedule.placed]
    paid = funding.by_year(entries, [row["year"] for row in rows])
    ranges = bands.ranges(draft.done, draft.schedule)
    return {
        "start": str(quarters[0]),
        "end": str(quarters[-1]),
        "horizon": len(quarters),
        "people": draft.people,
        "models": [_model(draft, name) for name in draft.models],
        "gaps": [_gap(draft, gap) for gap in draft.gaps],
        "actions": entries,
        "left_out": [
            {"id": one.action.id, "reason": canonical.plain(one.reason)}
            for one in draft.selection.barred
        ]
        + [
            {"id": one.task.id, "reason": canonical.plain(one.reason)} | _time(draft, one.task.id)
            for one in draft.schedule.left
        ],
        "years": [
            row | ranges.years[number] | paid[row["year"]] for number, row in enumerate(rows)
        ],
        "totals": sums.totals(draft.done, rows) | ranges.total,
        "currency": canonical.plain(draft.schedule.ledger.limits.currency),
        "search": {
            "restarts": draft.schedule.ledger.limits.constants.restarts,
            "kept": draft.found.kept,
            "number": draft.found.number,
            "worth": canonical.number(draft.schedule.worth),
            "first": canonical.number(draft.found.first),
        },
        "path": [
            {"quarter": str(quarters[one.quarter]), "model": one.model}
            | {"stage": one.stage, "number": one.number}
            for one in draft.path
        ],
        "notices": notices(draft),
        "rules_fired": because.rules(draft),
    }


def _time(draft: Draft, name: str) -> dict[str, int]:
    """Tell after how many quarters what was left out would be finished, if only time is missing."""
    return {"quarters": draft.longer[name]} if name in draft.longer else {}


def _model(draft: Draft, name: str) -> dict[str, Any]:
    model, number = draft.models[name], draft.targets[name]
    return {
        "id": name,
        "version": model.version,
        "scorecard": scoring.as_json(draft.cards[name]),
        "target": model.stages[number - 1].id if number else None,
        "target_number": number,
    }


def _gap(draft: Draft, gap: Gap) -> dict[str, Any]:
    closed_by = [
        one.action.id
        for one in draft.selection.candidates
        if gap in _closed(draft, one)
        and any(one.action.id == action.id for _, action in draft.done)
    ]
    return {
        "model": gap.model,
        "dimension": gap.dimension,
        "indicator": gap.indicator,
        "stage": gap.stage,
        "state": gap.state,
        "level": gap.level,
        "required": gap.required,
        "closed_by": closed_by,
    }


def _closed(draft: Draft, candidate: Candidate) -> list[Gap]:
    """The gaps of an action that the finished plan really closes."""
    return [gap for gap in candidate.closes if draft.final[gap.name] >= gap.required]


def _entry(draft: Draft, placed: Placed) -> dict[str, Any]:
    """Tell one placed action: what it is, when and why then, whom it takes, what hangs on it."""
    quarters = [str(draft.schedule.ledger.quarters[number]) for number in placed.quarters]
    return {
        "id": placed.task.id,
        **_what(draft, placed),
        "institution": _institution(draft, placed),
        "start": quarters[0],
        "end": quarters[-1],
        "quarters": quarters,
        "binding": canonical.plain(placed.binding),
        "because": canonical.plain(placed.because),
        "people": {
            "set_up": canonical.number(placed.task.staff),
            "running_per_year": canonical.number(placed.task.running_staff),
            "posts": placed.task.posts,
        },
        "funding": funding.of(placed, draft.schedule.ledger),
        "lost_if_skipped": _lost(draft, placed.task.id),
        "rules_fired": because.of_action(draft, placed.task.id),
        "lock": placed.task.lock,
        "own": placed.task.id.startswith(OWN),
    }


def _institution(draft: Draft, placed: Placed) -> str | None:
    """Name the institution that leads here, or None where the plan knows only the role."""
    limits = draft.schedule.ledger.limits
    return placed.task.lead if placed.task.lead in limits.roles.values() else None


def _what(draft: Draft, placed: Placed) -> dict[str, Any]:
    for verify in draft.selection.verify:
        if verify.id == placed.task.id:
            return _of_verify(verify)
    candidate = next(one for one in draft.selection.candidates if one.action.id == placed.task.id)
    within = placed.end < draft.schedule.ledger.limits.constants.quick_win_quarters
    return {
        **_of_library(candidate.action),
        "quick_win": placed.task.rank == QUICK_RANK and within,
        "value": canonical.number(candidate.value),
        "priority": canonical.number(candidate.priority),
        "closes": [_closes(gap, candidate.action) for gap in _closed(draft, candidate)],
    }


def _of_library(action: Action) -> dict[str, Any]:
    return {
        "kind": "library",
        "model": None,
        "dimension": None,
        "indicators": [],
        "area": action.area,
        "lead": action.lead,
        "cost": {
            "set_up": _money(action.cost.set_up),
            "running_per_year": _money(action.cost.running_per_year),
        },
        "needs": [
            {"any_of": list(need.any_of), "kind": need.kind, "lag": need.lag}
            for need in action.needs
        ],
    }


def _of_verify(verify: Verify) -> dict[str, Any]:
    nothing = Money(low=0, likely=0, high=0)
    return {
        "kind": "verify",
        "model": verify.model,
        "dimension": verify.dimension,
        "indicators": list(verify.indicators),
        "area": None,
        "lead": VERIFY_LEAD,
        "cost": {"set_up": _money(nothing), "running_per_year": _money(nothing)},
        "needs": [],
        "quick_win": False,
        "value": None,
        "priority": None,
        "closes": [],
    }


def _money(money: Money) -> dict[str, int]:
    return {band: getattr(money, band) for band in sums.BANDS}


def _closes(gap: Gap, action: Action) -> dict[str, Any]:
    effects = [one for one in action.effects if one.indicator == gap.name]
    return {
        "model": gap.model,
        "indicator": gap.indicator,
        "stage": gap.stage,
        "from": gap.level,
        "to": max(one.to for one in effects if one.builds_on < gap.required <= one.to),
    }


def _lost(draft: Draft, name: str) -> dict[str, Any]:
    """What is lost without an action: those that need it, and the stages then not reached."""
    followers = outcome.dependants(name, draft.schedule.placed)
    reached = {(one.model, one.stage): one for one in draft.path}
    still = {(one.model, one.stage) for one in draft.path_without({name, *followers})}
    return {
        "stages": [{"model": key[0], "stage": key[1]} for key in reached if key not in still],
        "actions": list(followers),
    }


def notices(draft: Draft) -> list[dict[str, Any]]:
    """What the reader has to know of the plan as a whole: codes and parameters."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    limits = draft.schedule.ledger.limits
    ledger = draft.schedule.ledger
    years = [year for year, numbers in ledger.years.items() if numbers[0] < limits.horizon]
    for name, card in draft.cards.items():
        missing = [
            one.id
            for dimension in card.dimensions
            for one in dimension.indicators
            if one.state == "not-asked"
        ]
        if missing:
            found.append(("complete-the-assessment", {"model": name, "indicators": missing}))
    if not draft.schedule.placed and not draft.gaps:
        found.append(("nothing-to-do", {}))
    if any(limits.budget(year) is None for year in years):
        found.append(("budget-unknown", {}))
    if (
        limits.people is None
        and staffing.planned(limits.planned_people, None, limits.start) is None
    ):
        found.append(("people-assumed", {"people": draft.people}))
    for role in limits.vacant:
        waiting = [action.id for _, action in draft.done if action.lead == role]
        if waiting:
            found.append(("role-vacant", {"role": role, "actions": waiting}))
    for check in because.checks(draft):
        found.append(("check-fact", check))
    for gap in draft.selection.unclosed:
        found.append(("no-action-for-gap", {"model": gap.model, "indicator": gap.indicator}))
    reached = {(one.model, one.number) for one in draft.path}
    for name, number in draft.targets.items():
        today = draft.stages.at(name, draft.levels)
        if number > today and (name, number) not in reached:
            stage = draft.models[name].stages[number - 1].id
            found.append(("target-not-reached", {"model": name, "stage": stage}))
    return [{"code": code, "params": dict(params)} for code, params in found]
