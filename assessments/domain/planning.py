"""One or several snapshots in, a plan out: frozen inputs, hash, dates, reasons, costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain import canonical, constraints, draft, explanation, ground, previous, scoring
from assessments.domain import own as own_actions
from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.context import Country
from assessments.domain.draft import Draft, Snapshot
from assessments.domain.own import OwnAction

__all__ = ["ENGINE", "Inputs", "Plan", "PlanError", "Snapshot", "improve", "make", "problems"]

ENGINE = "6"
"""Changes whenever the same inputs would give another plan."""


class PlanError(ValueError):
    """Inputs that no plan can be made of; `problems` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a plan depends on. No language, no clock, no chance.

    `targets` names the stage to aim at by model id; a model that is not named gets the next
    stage (plans of up to eight quarters) or the one after it (longer plans). The rules of the
    library tailor the plan to `facts`; without them it is the same for every country. `own` are
    actions of the institution, planned beside those of the library.
    """

    snapshots: tuple[Snapshot, ...]
    library: ActionLibrary
    constraints: Constraints
    country: str
    population: int | None = None
    targets: Mapping[str, str] | None = None
    facts: Country | None = None
    own: tuple[OwnAction, ...] = ()

    @property
    def actions(self) -> ActionLibrary:
        """The library with the actions of the institution."""
        return own_actions.merged(self.library, self.own)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as two JSON-able tables: what went in (`inputs`) and what came out (`result`).

    `hash` is the SHA-256 of the canonical JSON of `inputs`; it also stands in `result`.
    """

    hash: str
    inputs: dict[str, Any]
    result: dict[str, Any]


def problems(inputs: Inputs) -> list[str]:
    """Tell why no plan can be made of these inputs, a sentence each."""
    found = constraints.problems(inputs.constraints)
    known = [one.model.id for one in inputs.snapshots]
    if not known:
        found.append("snapshots: expected one or more, found none")
    for name in sorted({one for one in known if known.count(one) > 1}):
        found.append(f"snapshots: {name} is there {known.count(name)} times")
    for one in inputs.snapshots:
        found += [f"{one.model.id}.{told}" for told in scoring.problems(one.model, one.answers)]
    for number, window in enumerate(inputs.constraints.donor_windows):
        for area in sorted(set(window.theme) - inputs.library.areas.keys()):
            found.append(f"donor_windows[{number}].theme: the library has no area {area}")
    found += own_actions.problems(
        inputs.own, inputs.library, [one.model for one in inputs.snapshots]
    )
    found += ground.problems(inputs.constraints, inputs.actions)
    for name, wish in sorted((inputs.targets or {}).items()):
        stages = [
            s.id for one in inputs.snapshots if one.model.id == name for s in one.model.stages
        ]
        if wish not in stages:
            found.append(f"targets.{name}: there is no stage {wish}")
    if inputs.facts is not None and inputs.facts.iso3 != inputs.country:
        found.append(f"facts: expected those of {inputs.country}, found {inputs.facts.iso3}")
    return found


def make(inputs: Inputs) -> Plan:
    """Make the plan: freeze, score, targets, gaps, candidates, value, select, schedule, explain.

    Raises PlanError with every problem at once. The steps, constants and laws stand in
    docs/planning.md. Same inputs, same hash, same plan.
    """
    return _made(inputs, None)


def improve(inputs: Inputs, before: Mapping[str, Any]) -> Plan:
    """Make a plan to which the result of a plan `before` is a candidate too.

    Wherever every limit is at least as wide as it was, the dates of that plan can be kept, so
    that the sum of value times remaining quarters is never lower. The hash covers `before`.
    Raises PlanError as `make` does.
    """
    return _made(inputs, before)


def _made(inputs: Inputs, before: Mapping[str, Any] | None) -> Plan:
    found = problems(inputs)
    if found:
        raise PlanError(found)
    limits = inputs.constraints
    made = draft.compute(
        snapshots=inputs.snapshots,
        library=inputs.actions,
        limits=limits,
        population=inputs.population,
        wishes=inputs.targets or {},
        previous=None if before is None else previous.read(before, limits),
        country=inputs.facts,
    )
    frozen = _frozen(inputs, made)
    if before is not None:
        frozen["previous"] = previous.frozen(before)
    digest = canonical.digest(frozen)
    head = {
        "hash": digest,
        "engine": ENGINE,
        "library": inputs.library.release,
        "price_year": inputs.library.price_year,
        "country": inputs.country,
        "constants": canonical.plain(limits.constants),
        "caps": canonical.plain(limits.caps),
        "budget_per_year": limits.budget_per_year,
        "budgets": dict(sorted(limits.budgets.items())),
        "donor_windows": canonical.plain(limits.donor_windows),
        "roles": dict(sorted(limits.roles.items())),
        "locks": canonical.plain(dict(sorted(limits.locks.items()))),
        "weights": canonical.plain(dict(sorted(limits.weights.items()))),
        "people_by_institution": dict(sorted(limits.people_by_institution.items())),
        "planned_people": canonical.plain(limits.planned_people),
        "own": _own(inputs),
    }
    return Plan(hash=digest, inputs=frozen, result={**head, **explanation.tables(made)})


def _own(inputs: Inputs) -> list[dict[str, Any]]:
    return [own_actions.stored(one) for one in sorted(inputs.own, key=lambda one: one.id)]


def _frozen(inputs: Inputs, made: Draft) -> dict[str, Any]:
    """Everything that the plan depends on, as canonical JSON values (step 0)."""
    return _of_the_country(inputs) | {
        "engine": ENGINE,
        "snapshots": [
            {
                "model": name,
                "version": model.version,
                "digest": canonical.digest(model),
                "answers": dict(sorted(made.answers[name].items())),
                "scorecard": scoring.as_json(made.cards[name]),
            }
            for name, model in made.models.items()
        ],
        "library": {
            "release": inputs.library.release,
            "digest": canonical.digest(inputs.library),
        },
        "constraints": canonical.plain(inputs.constraints),
        "country": inputs.country,
        "population": inputs.population,
        "targets": dict(sorted((inputs.targets or {}).items())),
        "own": _own(inputs),
    }


def _of_the_country(inputs: Inputs) -> dict[str, Any]:
    """The facts that somebody has stated and the rules that read them; nothing without facts."""
    if inputs.facts is None:
        return {}
    told = ("value", "source", "as_of", "valid_until", "certainty")
    return {
        "facts": {
            name: {
                key: canonical.plain(getattr(fact, key))
                for key in (told if fact.since is None else (*told, "since"))
            }
            for name, fact in sorted(inputs.facts.facts.items())
            if fact.known
        },
        "rules": canonical.digest(inputs.library.rules),
    }
