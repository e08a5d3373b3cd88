"""Why a number is what it is: every node of a scorecard step by step, as codes and parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.domain import applying, canonical
from assessments.domain.applying import Answers
from assessments.domain.conditions import NO
from assessments.domain.framework import Gate, Indicator, MaturityModel
from assessments.domain.gates import BANDED, band
from assessments.domain.scorecard import DimensionScore, Interval, Scorecard, StageProgress


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation: its code and its parameters, as docs/scoring.md lists them.

    Parameters are ids, exact numbers, and lists of tables of these; words are put in later.
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


Trace = Mapping[str, tuple[Step, ...]]
"""The steps by the id of the node; the whole model is `model`."""


def of(model: MaturityModel, card: Scorecard, answers: Answers) -> Trace:
    """Explain every node of a scorecard."""
    told = _Telling(model, card, answers)
    return {node.id: tuple(told.steps(node)) for node in card.whole.nodes()}


def node(model: MaturityModel, card: Scorecard, name: str, answers: Answers) -> tuple[Step, ...]:
    """Explain one node; KeyError if the model has none of that id."""
    return tuple(_Telling(model, card, answers).steps(card.node(name)))


def as_json(trace: Trace) -> dict[str, Any]:
    """Give the canonical form of a trace."""
    return {
        name: [{"code": step.code, "params": canonical.plain(step.params)} for step in steps]
        for name, steps in trace.items()
    }


class _Telling:
    """One scorecard with its model and answers, looked up by id."""

    def __init__(self, model: MaturityModel, card: Scorecard, answers: Answers) -> None:
        self.model = model
        self.applies = applying.applies(model, answers)
        self.known = {node.id: node for node in model.nodes()}
        self.found = {one.id: one for one in card.whole.indicators}
        self.stages_of = {node.id: node.stage for node in card.whole.nodes()}

    def steps(self, scored: DimensionScore) -> Iterator[Step]:
        """Explain one node: what it leaves out, what it is the mean of, which stages it reaches."""
        own = self._own(scored)
        yield from self._left_out(own)
        yield from self._unsure(own)
        if scored.score is None:
            yield Step("nothing-applies")
            return
        flat = self._flat(scored.gate)
        parts = list(self._parts(scored, flat))
        told = {"gate": scored.gate, "mean": "flat" if flat else "nested", "parts": parts}
        yield Step("score", {**told, **_ends(scored.score, scored.top, scored.sure)})
        yield from self._stages(scored)

    def _own(self, scored: DimensionScore) -> tuple[Indicator, ...]:
        return self.known[scored.id].indicators if scored.id in self.known else ()

    def _left_out(self, own: tuple[Indicator, ...]) -> Iterator[Step]:
        """What does not apply, by its condition or by answer; the latter may count at a target."""
        absent = [one for one in own if self.found[one.id].state == "not-applicable"]
        said = [one.id for one in absent if self.applies[one.id] != NO]
        out = [name for name in said if self.found[name].score is None]
        if out:
            yield Step("not-applicable", {"indicators": out, "target": None})
        counted = [name for name in said if self.found[name].score is not None]
        if counted:
            target = self.model.targets[0].id
            yield Step("not-applicable", {"indicators": counted, "target": target})
        for one in absent:
            if self.applies[one.id] == NO and one.depends_on is not None:
                others = sorted({condition.indicator for condition in one.depends_on.conditions()})
                yield Step("condition-not-met", {"indicator": one.id, "because": others})

    def _unsure(self, own: tuple[Indicator, ...]) -> Iterator[Step]:
        """What counts both ways: unknown, not asked, and conditions that are open."""
        for state in ("unknown", "not-asked"):
            names = [one.id for one in own if self.found[one.id].state == state]
            if names:
                yield Step(state, {"indicators": names})
        names = [one.id for one in own if not self.found[one.id].sure]
        if names:
            yield Step("condition-open", {"indicators": names})

    def _flat(self, gate: Gate) -> bool:
        return gate == "points" or (gate != "mean_sum" and self.model.mean == "flat")

    def _parts(self, scored: DimensionScore, flat: bool) -> Iterator[dict[str, Any]]:
        """What the score is the weighted mean of, each with its share of its own top."""
        for one in self._own(scored):
            found, levels = self.found[one.id], self.model.levels_of(one.id)
            if found.score is None:
                continue
            weight = one.weight * levels.most if scored.gate == "points" else one.weight
            ends = _ends(found.score, levels.values[-1], found.sure)
            stage = {"stage": one.stage} if scored.gate == "mean_sum" else {}
            yield {"id": one.id, "weight": weight, **ends, **stage}
        for factor in scored.factors:
            if flat and factor.gate == scored.gate:
                yield from self._parts(factor, flat)
            elif factor.score is not None:
                ends = _ends(factor.score, factor.top, factor.sure)
                yield {"id": factor.id, "weight": self.known[factor.id].weight, **ends}

    def _stages(self, scored: DimensionScore) -> Iterator[Step]:
        """Which stages are reached, and what each of the others lacks."""
        for number, stage in enumerate(scored.stages, start=1):
            if number <= scored.stage.low:
                yield Step("stage-reached", {"stage": stage.id, "number": number})
                continue
            code = "stage-open" if scored.stage.high >= number else "stage-not-reached"
            told = {"stage": stage.id, "number": number, "share": stage.share}
            yield Step(code, {**told, **self._lacks(scored, stage, number)})

    def _lacks(self, scored: DimensionScore, stage: StageProgress, number: int) -> dict[str, Any]:
        """What stands between a node and a stage: a score, or indicators, parts and stages."""
        if scored.gate in BANDED:
            needs = band(self.model, scored.gate, number)
            return {"score": scored.score, "needs": needs}
        because = [self._lack(name, number) for name in (*stage.unmet, *stage.open)]
        first = number == scored.stage.low + 1
        return {"because": because, "after": None if first else scored.stages[number - 2].id}

    def _lack(self, name: str, number: int) -> dict[str, Any]:
        """What one indicator or part has, and what the stage needs of it."""
        one = self.found.get(name)
        if one is None:
            return {"id": name, "state": "part", "is": self.stages_of[name].low, "needs": number}
        if self.model.gate_of(name) == "profile":
            needs = self.model.stages[number - 1].minimum[name]
        else:
            needs = self.model.levels_of(name).met_from
        return {"id": name, "state": one.state, "is": one.level, "needs": needs}


def _ends(score: Interval, top: Fraction, sure: bool) -> dict[str, Any]:
    return {"low": score.low, "high": score.high, "top": top, "sure": sure}
