"""Why a number is what it is: every node of a scorecard step by step, as codes and parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.domain import canonical
from assessments.domain.applying import NOT_APPLICABLE, Answers
from assessments.domain.framework import Dimension, Indicator, MaturityModel
from assessments.domain.gates import BANDED, gate_top
from assessments.domain.scorecard import DimensionScore, IndicatorScore, Interval, Scorecard


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
    known = {node.id: node for node in model.nodes()}
    return {
        node.id: tuple(_node(model, known.get(node.id), node, answers))
        for node in card.whole.nodes()
    }


def node(model: MaturityModel, card: Scorecard, name: str, answers: Answers) -> tuple[Step, ...]:
    """Explain one node; KeyError if the model has none of that id."""
    known = {one.id: one for one in model.nodes()}
    return tuple(_node(model, known.get(name), card.node(name), answers))


def as_json(trace: Trace) -> dict[str, Any]:
    """Give the canonical form of a trace."""
    return {
        name: [{"code": step.code, "params": canonical.plain(step.params)} for step in steps]
        for name, steps in trace.items()
    }


def _node(
    model: MaturityModel, known: Dimension | None, scored: DimensionScore, answers: Answers
) -> Iterator[Step]:
    own = () if known is None else known.indicators
    found = {one.id: one for one in scored.indicators}
    yield from _left_out(model, own, found, answers)
    yield from _unsure(own, found)
    if scored.score is None:
        yield Step("nothing-applies")
        return
    yield Step("score", _score(model, own, scored, found, scored.score))
    yield from _stages(model, scored, found)


def _left_out(
    model: MaturityModel,
    own: tuple[Indicator, ...],
    found: Mapping[str, IndicatorScore],
    answers: Answers,
) -> Iterator[Step]:
    """What does not apply, by answer or by its condition."""
    absent = [one for one in own if found[one.id].state == "not-applicable"]
    said = [one.id for one in absent if answers.get(one.id) == NOT_APPLICABLE]
    if said:
        goal = model.targets[0].id if model.not_applicable == "at-target" else None
        yield Step("not-applicable", {"indicators": said, "target": goal})
    for one in absent:
        if one.id not in said and one.depends_on is not None:
            others = sorted({condition.indicator for condition in one.depends_on.conditions()})
            yield Step("condition-not-met", {"indicator": one.id, "because": others})


def _unsure(own: tuple[Indicator, ...], found: Mapping[str, IndicatorScore]) -> Iterator[Step]:
    """What counts both ways: unknown, not asked, and conditions that are open."""
    for code, state in (("unknown", "unknown"), ("not-asked", "not-asked")):
        names = [one.id for one in own if found[one.id].state == state]
        if names:
            yield Step(code, {"indicators": names})
    names = [one.id for one in own if not found[one.id].sure]
    if names:
        yield Step("condition-open", {"indicators": names})


def _score(
    model: MaturityModel,
    own: tuple[Indicator, ...],
    scored: DimensionScore,
    found: Mapping[str, IndicatorScore],
    score_: Interval,
) -> dict[str, Any]:
    """The gate, the parts with their weights, and what comes of them."""
    parts: list[dict[str, Any]] = []
    for one in own:
        score = found[one.id].score
        if score is not None:
            top = model.levels_of(one.id).values[-1]
            parts.append({"id": one.id, "weight": one.weight, **_ends(score, top)})
    weights = {node.id: node.weight for node in model.nodes()}
    for factor in scored.factors:
        if factor.score is not None:
            weight = {"weight": weights[factor.id]}
            parts.append({"id": factor.id, **weight, **_ends(factor.score, factor.top)})
    return {
        "gate": scored.gate,
        "mean": model.mean,
        "parts": parts,
        **_ends(score_, scored.top),
    }


def _ends(score: Interval, top: Fraction) -> dict[str, Any]:
    return {"low": score.low, "high": score.high, "top": top}


def _stages(
    model: MaturityModel, scored: DimensionScore, found: Mapping[str, IndicatorScore]
) -> Iterator[Step]:
    """Which stages are reached, and what the next one lacks."""
    for number in range(scored.stage.low):
        yield Step("stage-reached", {"stage": model.stages[number].id, "number": number + 1})
    ahead = scored.next
    if ahead is None:
        return
    number = scored.stage.low + 1
    told: dict[str, Any] = {"stage": ahead.id, "number": number, "share": ahead.share}
    code = "stage-open" if scored.stage.high >= number else "stage-not-reached"
    if scored.gate in BANDED:
        least = model.stages[number - 1].at_least or 0
        needs = least * gate_top(model, scored.gate) / gate_top(model, model.gate)
        yield Step(code, {**told, "score": scored.score, "needs": needs})
        return
    because = [_lack(model, scored, name, number, found) for name in (*ahead.unmet, *ahead.open)]
    yield Step(code, {**told, "because": because})


def _lack(
    model: MaturityModel,
    scored: DimensionScore,
    name: str,
    number: int,
    found: Mapping[str, IndicatorScore],
) -> dict[str, Any]:
    """What one indicator or part has, and what the stage needs of it."""
    if name not in found:
        part = next(one for one in scored.nodes() if one.id == name)
        return {"id": name, "state": "part", "is": part.stage.low, "needs": number}
    one = found[name]
    if model.gate_of(name) == "profile":
        needs = model.stages[number - 1].minimum[name]
    else:
        needs = model.levels_of(name).met_from
    return {"id": name, "state": one.state, "is": one.level, "needs": needs}
