"""Small models, libraries and limits for tests of the domain, and strategies for random ones."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from assessments.domain import actions, constraints, maturity, planning
from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answers

TOP = 4


def indicator(name: str, **more: Any) -> dict[str, Any]:
    """An indicator as a TOML file gives it."""
    levels = [f"{name} at level {level}" for level in range(TOP + 1)]
    words = {"title": name, "question": f"How is {name}?", "why": "Because."}
    return {"id": name, **words, "levels": levels, **more}


def dimension(name: str, *indicators: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A dimension as a TOML file gives it."""
    words = {"title": name, "summary": "Summary."}
    return {"id": name, **words, "indicators": list(indicators), **more}


def model_table(**more: Any) -> dict[str, Any]:
    """A model of two dimensions and three indicators as a TOML file gives it."""
    return {
        "id": "small",
        "version": 1,
        "title": "Small",
        "summary": "Summary.",
        "notice": "Ours.",
        "source_language": "en",
        "gate": "profile",
        "scale": ["none", "one", "two", "three", "four"],
        "below": "Below",
        "stages": [
            stage("first", minimum={"a": 1, "b": 1, "c": 1}),
            stage("second", minimum={"a": 2, "b": 3, "c": 2}),
        ],
        "dimensions": [
            dimension("left", indicator("a"), indicator("b", weight=2)),
            dimension("right", indicator("c")),
        ],
        **more,
    }


def stage(name: str, **more: Any) -> dict[str, Any]:
    """A stage as a TOML file gives it."""
    return {"id": name, "title": name, "summary": "Summary.", **more}


def model(**more: Any) -> MaturityModel:
    """The small model."""
    return maturity.parse(model_table(**more))


def mean_model(**more: Any) -> MaturityModel:
    """The small model with the gate `mean`."""
    stages = [stage("first", at_least=1), stage("second", at_least="5/2")]
    return model(gate="mean", stages=stages, **more)


def money(low: int = 1000, high: int = 4000) -> dict[str, int]:
    """A cost band."""
    return {"low": low, "high": high}


def action_table(name: str, **more: Any) -> dict[str, Any]:
    """An action as a TOML file gives it."""
    return {
        "id": name,
        "area": "C",
        "title": f"Do {name}",
        "outcome": "Done.",
        "steps": ["Do it."],
        "effects": [],
        "kind": "process",
        "size": "minor",
        "months": {"optimistic": 1, "likely": 3, "pessimistic": 6},
        "cost": {"set_up": money(), "running_per_year": money(0, 0)},
        "staff": {"set_up": 1, "running_per_year": 0},
        "lead": "csirt",
        "done_when": "It is done.",
        "source": "Test",
        "certainty": "ours",
        **more,
    }


def effect(name: str, to: int, builds_on: int = 0) -> dict[str, Any]:
    """An effect on an indicator of the small model."""
    return {"indicator": f"small/{name}", "to": to, "builds_on": builds_on}


def need(*names: str, kind: str = "hard", lag: int = 0, already: Any = None) -> dict[str, Any]:
    """A need, said to be met already where indicator a stands at the top."""
    claim = already or {"indicator": "small/a", "at_least": TOP}
    return {"any_of": names, "kind": kind, "lag": lag, "already": claim, "reason": "It must."}


def library(*tables: dict[str, Any]) -> ActionLibrary:
    """A release of these actions."""
    head = {"release": "1.1", "date": "2026-01-01", "title": "Test", "summary": "Test"}
    tail = {"source_language": "en", "price_year": 2026, "sources": ["Test"]}
    areas = {"areas": {"C": "One area", "D": "Another area"}}
    return actions.parse({**head, **tail, **areas}, {"actions": list(tables)})


def limits(**more: Any) -> Constraints:
    """Constraints that begin in 2027 and bind little."""
    return constraints.parse({"start": "2027-Q1", "people": 10, **more})


def plan(
    answers: Answers,
    *tables: dict[str, Any],
    model_: MaturityModel | None = None,
    targets: Mapping[str, str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """The result of a plan over the small model."""
    return planning.make(
        planning.Inputs(
            snapshots=(planning.Snapshot(model_ or model(), answers),),
            library=library(*tables),
            constraints=limits(**more),
            country="XMA",
            targets=targets,
        )
    ).result


def starts(result: Mapping[str, Any]) -> dict[str, str]:
    """The start of every action of a plan by its id."""
    return {one["id"]: one["start"] for one in result["actions"]}


def left(result: Mapping[str, Any]) -> dict[str, str]:
    """The code of the reason of every action that was left out."""
    return {one["id"]: one["reason"]["code"] for one in result["left_out"]}


def entry(result: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One action of a plan."""
    return next(one for one in result["actions"] if one["id"] == name)


LEVELS = st.integers(0, TOP)
ANSWERS = LEVELS | st.sampled_from([UNKNOWN, NOT_APPLICABLE])


@st.composite
def models(draw: st.DrawFn) -> MaturityModel:
    """Random models of either gate."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    weights = st.integers(1, 3)
    parts, names = [], []
    for d, size in enumerate(sizes):
        inside = [f"i{d}{i}" for i in range(size)]
        names += inside
        found = [indicator(name, weight=draw(weights)) for name in inside]
        parts.append(dimension(f"d{d}", *found, weight=draw(weights)))
    if draw(st.booleans()):
        return model(gate="mean", dimensions=parts, stages=_bands(draw))
    return model(dimensions=parts, stages=_profiles(draw, names))


def _bands(draw: st.DrawFn) -> list[dict[str, Any]]:
    quarters = draw(st.lists(st.integers(1, 4 * TOP), min_size=1, max_size=3, unique=True))
    return [stage(f"s{n}", at_least=f"{q}/4") for n, q in enumerate(sorted(quarters))]


def _profiles(draw: st.DrawFn, names: list[str]) -> list[dict[str, Any]]:
    count = draw(st.integers(1, 3))
    columns = [sorted(draw(st.lists(LEVELS, min_size=count, max_size=count))) for _ in names]
    return [
        stage(
            f"s{n}", minimum={name: column[n] for name, column in zip(names, columns, strict=True)}
        )
        for n in range(count)
    ]


@st.composite
def answers_to(draw: st.DrawFn, model_: MaturityModel) -> dict[str, int | str]:
    """Random answers to a model; some questions are not asked."""
    found = {one.id: draw(ANSWERS | st.none()) for one in model_.indicators()}
    return {name: answer for name, answer in found.items() if answer is not None}
