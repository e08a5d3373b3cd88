"""Small models, libraries and limits for tests of the domain, and strategies for random ones."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from assessments.domain import actions, constraints, maturity, planning
from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.gates import BANDED, STAGED
from assessments.domain.maturity import GATES, Gate, MaturityModel
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


WEIGHTS = st.integers(1, 3)
STAGES = ("s0", "s1", "s2")


@st.composite
def models(draw: st.DrawFn, *, gates: Sequence[Gate] = GATES, least: int = 0) -> MaturityModel:
    """Random models of every gate, up to three floors deep, that make sense.

    At least `least` of the questions depend on others.
    """
    gate = draw(st.sampled_from(gates))
    tree = _Tree(draw, gate, list(STAGES[: draw(st.integers(1, len(STAGES)))]))
    count = draw(st.integers(1, 3))
    parts = [tree.node(gate, floor=1, own=None if n else gate) for n in range(count)]
    tree.condition(least)
    more: dict[str, Any] = {"targets": tree.targets()}
    if more["targets"]:
        more["not_applicable"] = draw(st.sampled_from(["excluded", "at-target"]))
    return model(
        gate=gate,
        mean=draw(st.sampled_from(["nested", "flat"])),
        met_from=draw(st.none() | st.integers(1, TOP)),
        scales=tree.scales,
        stages=tree.stages(),
        dimensions=parts,
        **more,
    )


class _Tree:
    """A random tree while it grows: its leaves with their gates, its scales and its stages."""

    def __init__(self, draw: st.DrawFn, gate: Gate, stages: list[str]) -> None:
        self.draw, self.gate, self.names = draw, gate, stages
        self.scales = [self._scale(n) for n in range(draw(st.integers(0, 2)))]
        self.leaves: list[tuple[dict[str, Any], Gate]] = []
        self.gates = {gate}
        self.count = 0

    def _scale(self, number: int) -> dict[str, Any]:
        values = sorted(self.draw(st.lists(st.fractions(0, 3, max_denominator=4), min_size=1,
                                           max_size=3)))  # fmt: skip
        values.append(max(values[-1], Fraction(1, 2)))
        answers = [{"title": f"answer {n}", "value": str(one)} for n, one in enumerate(values)]
        met_from = self.draw(st.none() | st.integers(1, len(values) - 1))
        return {"id": f"scale-{number}", "answers": answers, "met_from": met_from}

    def node(self, gate: Gate, *, floor: int, own: Gate | None = None) -> dict[str, Any]:
        """A node, of the gate `own` if it is given, with an indicator if so."""
        given = own or self.draw(st.none() | st.sampled_from(GATES))
        gate = given or gate
        self.gates.add(gate)
        self.count += 1
        name = f"d{self.count}"
        inside = self.draw(st.integers(0 if own is None and floor < 3 else 1, 2))
        below = 0 if floor == 3 else self.draw(st.integers(0 if inside else 1, 2))
        if gate == "mean_sum" and inside:
            below = 0
        found = [self._leaf(gate) for _ in range(inside)]
        factors = [self.node(gate, floor=floor + 1) for _ in range(below)]
        return dimension(name, *found, gate=given, weight=self.draw(WEIGHTS), factors=factors)

    def _leaf(self, gate: Gate) -> dict[str, Any]:
        made = indicator(f"i{len(self.leaves)}", weight=self.draw(WEIGHTS))
        plain = gate == "profile" and not self._profiled()
        if self.scales and not plain and self.draw(st.booleans()):
            made |= {"scale": self.draw(st.sampled_from(self.scales))["id"], "levels": []}
        if gate in STAGED:
            made["stage"] = self.draw(st.sampled_from(self.names))
        self.leaves.append((made, gate))
        return made

    def _profiled(self) -> list[dict[str, Any]]:
        return [one for one, gate in self.leaves if gate == "profile"]

    def _top(self, leaf: dict[str, Any]) -> int:
        tops = {one["id"]: len(one["answers"]) - 1 for one in self.scales}
        return tops.get(leaf.get("scale", ""), TOP)

    def condition(self, least: int) -> None:
        """Let some leaves depend on others, never in a circle, in either direction."""
        order = [one for one, _ in self.leaves]
        if self.draw(st.booleans()):
            order.reverse()
        for place, leaf in enumerate(order[1:], start=1):
            if place <= least or self.draw(st.integers(0, 2)) == 0:
                several = st.lists(st.sampled_from(order[:place]), max_size=2)
                every, some = self.draw(several), self.draw(several)
                if not every and not some:
                    every = [order[0]]
                leaf["depends_on"] = {
                    "all": [self._condition(one) for one in every],
                    "any": [self._condition(one) for one in some],
                }

    def _condition(self, leaf: dict[str, Any]) -> dict[str, Any]:
        top = self._top(leaf)
        level = self.draw(st.integers(1, top))
        kinds = [{"at_least": level}, {"at_most": level - 1}, {"among": [level]}]
        return {"indicator": leaf["id"], **self.draw(st.sampled_from(kinds))}

    def stages(self) -> list[dict[str, Any]]:
        """The stages: all that a gate by stages names, with minimums and bands where needed."""
        if self.gate in STAGED:
            named = {one.get("stage") for one, _ in self.leaves}
            self.names = [name for name in self.names if name in named]
        found = [stage(name) for name in self.names]
        for number, leaf in enumerate(self._profiled()):
            levels = st.integers(0, self._top(leaf))
            column = st.lists(levels, min_size=len(found), max_size=len(found), unique=not number)
            for one, level in zip(found, sorted(self.draw(column)), strict=True):
                one.setdefault("minimum", {})[leaf["id"]] = level
        if self.gates & BANDED:
            tops = {"mean_sum": len(found), "points": 1}
            twelfths = st.lists(st.integers(1, 12), min_size=len(found), max_size=len(found),
                                unique=True)  # fmt: skip
            for one, part in zip(found, sorted(self.draw(twelfths)), strict=True):
                one["at_least"] = str(Fraction(part * tops.get(self.gate, TOP), 12))
        return found

    def targets(self) -> list[dict[str, Any]]:
        """No target, or one that speaks of some of the indicators."""
        named = self.draw(st.lists(st.sampled_from([one for one, _ in self.leaves]), max_size=4))
        levels = {one["id"]: self.draw(st.integers(0, self._top(one))) for one in named}
        return [{"id": "aim", "title": "Aim", "minimum": levels}] if levels else []


@st.composite
def answers_to(
    draw: st.DrawFn, model_: MaturityModel, *, known: bool = False
) -> dict[str, int | str]:
    """Random answers to a model; some are unknown or not asked unless all are to be `known`."""
    rest = st.just(NOT_APPLICABLE) if known else st.sampled_from([UNKNOWN, NOT_APPLICABLE, None])
    found = {
        one.id: draw(st.integers(0, model_.top_of(one.id)) | rest) for one in model_.indicators()
    }
    return {name: answer for name, answer in found.items() if answer is not None}
