"""Golden cases: situations written by a model's author, and where the engine disagrees."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from assessments.domain import constraints, planning, scoring
from assessments.domain.actions import ActionLibrary
from assessments.domain.maturity import MaturityModel
from assessments.domain.scorecard import Interval
from assessments.domain.shape import Exact, Id, ShapeError, Value, Whole, Words, read

Pair = tuple[Exact, Exact]


class Expected(Value):
    """The scores of a case: low and high, of the whole and of each dimension; none is [].

    Factors may be named among the dimensions.
    """

    score: tuple[Exact, ...]
    stage: tuple[Whole, Whole]
    dimensions: Mapping[Id, tuple[Exact, ...]]


class ExpectedPlan(Value):
    """The facts of a plan: what starts when and why, what is left out, which stages are reached."""

    start: Words
    horizon: Whole = constraints.HORIZON
    population: Whole | None = None
    people: Whole | None = None
    budget_per_year: Whole | None = None
    target: Id | None = None
    starts: Mapping[Words, Words]
    binding: Mapping[Words, Words] = {}
    left_out: Mapping[Words, Words] = {}
    stages: Mapping[Id, Words] = {}


class Case(Value):
    """A situation in a sentence, its answers, and what must come of them."""

    id: Id
    situation: Words
    answers: Mapping[Id, int | str]
    expect: Expected
    plan: ExpectedPlan | None = None


class Cases(Value):
    """All cases of a model."""

    cases: tuple[Case, ...]


def parse(mapping: Mapping[str, Any]) -> tuple[Case, ...]:
    """Read the cases of a model, or raise ShapeError with every problem at once."""
    return read(Cases, mapping).cases


def disagreements(model: MaturityModel, library: ActionLibrary, case: Case) -> list[str]:
    """Tell where the engine gives something else than the case expects, a sentence each."""
    try:
        found = [*_scores(model, case), *_plan(model, library, case)]
    except (scoring.AnswersError, planning.PlanError, ShapeError) as error:
        found = list(error.problems)
    return [f"{case.id}: {told}" for told in found]


def _scores(model: MaturityModel, case: Case) -> Iterator[str]:
    card = scoring.score(model, case.answers)
    yield from _differs("score", case.expect.score, _pair(card.score))
    yield from _differs("stage", case.expect.stage, (card.stage.low, card.stage.high))
    named = case.expect.dimensions
    found = {one.id: _pair(one.score) for one in card.whole.nodes() if one.id in named}
    found |= {one.id: _pair(one.score) for one in card.dimensions}
    yield from _differs("dimensions", dict(named), found)


def _pair(interval: Interval | None) -> tuple[Fraction, ...]:
    return () if interval is None else (interval.low, interval.high)


def _differs(what: str, expected: object, found: object) -> Iterator[str]:
    if expected != found:
        yield f"{what}: expected {_told(expected)}, found {_told(found)}"


def _told(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_told(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return " to ".join(str(one) for one in value) or "none"
    return str(value)


def _plan(model: MaturityModel, library: ActionLibrary, case: Case) -> Iterator[str]:
    if case.plan is None:
        return
    result = planning.make(_inputs(model, library, case, case.plan)).result
    yield from _differs(
        "plan.starts",
        dict(case.plan.starts),
        {one["id"]: one["start"] for one in result["actions"]},
    )
    bound = {one["id"]: one["binding"]["code"] for one in result["actions"]}
    bound = {name: code for name, code in bound.items() if name in case.plan.binding}
    yield from _differs("plan.binding", dict(case.plan.binding), bound)
    left = {one["id"]: one["reason"]["code"] for one in result["left_out"]}
    yield from _differs("plan.left_out", dict(case.plan.left_out), left)
    reached = {one["stage"]: one["quarter"] for one in result["path"]}
    yield from _differs("plan.stages", dict(case.plan.stages), reached)


def _inputs(
    model: MaturityModel, library: ActionLibrary, case: Case, plan: ExpectedPlan
) -> planning.Inputs:
    return planning.Inputs(
        snapshots=(planning.Snapshot(model, case.answers),),
        library=library,
        constraints=constraints.parse(
            {
                "start": plan.start,
                "horizon": plan.horizon,
                "people": plan.people,
                "budget_per_year": plan.budget_per_year,
            }
        ),
        country="XMA",
        population=plan.population,
        targets=None if plan.target is None else {model.id: plan.target},
    )
