"""Answers in, scorecard out: exact fractions, and an interval wherever something is unknown.

One engine for every gate. A node is scored by its gate, up to the `top` of that gate; what stands
in another node counts there by its share of its own top, so that gates mix. The rules stand in
docs/scoring.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from assessments.domain import applying
from assessments.domain.applying import NOT_APPLICABLE, UNKNOWN, Answer, Answers
from assessments.domain.framework import MODEL, Dimension, Gate, Indicator, MaturityModel
from assessments.domain.gates import gate_top
from assessments.domain.intervals import Interval, Part, mean
from assessments.domain.progress import Below, progress, reached
from assessments.domain.scorecard import (
    Confidence,
    Coverage,
    DimensionScore,
    IndicatorScore,
    Reached,
    Scorecard,
    StageProgress,
    State,
    as_json,
)

__all__ = [
    "NOT_APPLICABLE",
    "UNKNOWN",
    "Answer",
    "Answers",
    "AnswersError",
    "Confidence",
    "Coverage",
    "DimensionScore",
    "IndicatorScore",
    "Interval",
    "Reached",
    "Scorecard",
    "StageProgress",
    "State",
    "as_json",
    "confidence_problems",
    "problems",
    "score",
]


SUREST = 3
"""Confidence runs from 1, a guess, to 3, certain."""


class AnswersError(ValueError):
    """Answers that the model does not know; `problems` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def problems(model: MaturityModel, answers: Answers) -> list[str]:
    """Tell which answers the model does not know, a sentence each."""
    found = []
    for name, answer in answers.items():
        if not model.has(name):
            found.append(f"answers.{name}: there is no such indicator in {model.id}")
            continue
        if answer in (UNKNOWN, NOT_APPLICABLE):
            continue
        top = model.top_of(name)
        if isinstance(answer, bool) or not isinstance(answer, int):
            found.append(
                f"answers.{name}: expected 0 to {top}, {UNKNOWN} or {NOT_APPLICABLE}, "
                f"found {answer!r}"
            )
        elif not 0 <= answer <= top:
            found.append(f"answers.{name}: expected 0 to {top}, found {answer}")
    return found


def confidence_problems(answers: Answers, confidence: Mapping[str, object]) -> list[str]:
    """Tell what is wrong with statements of confidence, a sentence each."""
    found = []
    for name, stated in confidence.items():
        if not isinstance(answers.get(name), int):
            found.append(f"confidence.{name}: is stated of no answer")
        elif isinstance(stated, bool) or not isinstance(stated, int) or not 1 <= stated <= SUREST:
            found.append(f"confidence.{name}: expected 1 to {SUREST}, found {stated!r}")
    return found


def score(
    model: MaturityModel, answers: Answers, confidence: Mapping[str, int] | None = None
) -> Scorecard:
    """Score answers {indicator id: level | UNKNOWN | NOT_APPLICABLE}; a missing id was not asked.

    `confidence` says of answered indicators how sure the answer is, from 1 to 3; it changes no
    score. Raises AnswersError with every problem. The model must make sense
    (`maturity.problems`).
    """
    stated = confidence or {}
    found = [*problems(model, answers), *confidence_problems(answers, stated)]
    if found:
        raise AnswersError(found)
    engine = _Engine(model, answers, stated)
    return Scorecard(
        model=model.id,
        version=model.version,
        whole=engine.whole(),
        contradictions=tuple(one.id for one in applying.contradicted(model, answers)),
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """A node as it was scored, with what the node above may take over from it."""

    score: DimensionScore
    share: Part | None
    terms: tuple[Part, ...]
    below: Below


class _Engine:
    """One model with one set of answers; every node is scored once, from the leaves up."""

    def __init__(
        self, model: MaturityModel, answers: Answers, confidence: Mapping[str, int]
    ) -> None:
        self.model = model
        self.confidence = confidence
        self.found = applying.indicators(model, answers)

    def whole(self) -> DimensionScore:
        """Score the model as the one node above all others."""
        return self._node(MODEL, self.model.gate, 1, (), self.model.dimensions).score

    def _node(
        self,
        name: str,
        gate: Gate,
        weight: int,
        own: Sequence[Indicator],
        factors: Sequence[Dimension],
    ) -> _Node:
        children = [
            self._node(one.id, one.gate or gate, one.weight, one.indicators, one.factors)
            for one in factors
        ]
        alike = [child for child in children if child.score.gate == gate]
        other = [child for child in children if child.score.gate != gate]
        terms = self._terms(gate, own, children)
        mean_ = mean(terms)
        top = gate_top(self.model, gate)
        leaves = [self.found[one.id] for one in own]
        below = Below(
            (*leaves, *chain.from_iterable(child.below.own for child in alike)),
            (
                *(child.score for child in other),
                *chain.from_iterable(child.below.parts for child in alike),
            ),
        )
        indicators = (*leaves, *chain.from_iterable(child.score.indicators for child in children))
        interval = None if mean_ is None else Interval(mean_.low * top, mean_.high * top)
        stages = progress(self.model, gate, interval, below)
        return _Node(
            DimensionScore(
                id=name,
                gate=gate,
                top=top,
                score=interval,
                stage=reached(self.model, gate, interval, stages),
                coverage=_coverage(indicators),
                stages=stages,
                indicators=indicators,
                factors=tuple(child.score for child in children),
                sure=mean_ is None or mean_.sure,
                confidence=self._confidence(indicators),
            ),
            None if mean_ is None else Part(weight, mean_.low, mean_.high, mean_.sure),
            terms,
            below,
        )

    def _confidence(self, indicators: Iterable[IndicatorScore]) -> Confidence | None:
        """How sure the answers that count are said to be, each with its weight."""
        stated = [
            (self.model.indicator(one.id).weight, self.confidence[one.id])
            for one in indicators
            if one.level is not None and one.id in self.confidence
        ]
        if not stated:
            return None
        whole = sum(weight for weight, _ in stated)
        return Confidence(Fraction(sum(w * one for w, one in stated), whole), len(stated))

    def _terms(
        self, gate: Gate, own: Sequence[Indicator], children: Sequence[_Node]
    ) -> tuple[Part, ...]:
        """What the score of a node is the mean of: shares from 0 to 1, with their weights."""
        if gate == "mean_sum":
            return tuple(self._streams(own)) + tuple(_shares(children))
        terms = tuple(self._leaves(gate, own))
        if gate != "points" and self.model.mean == "nested":
            return terms + tuple(_shares(children))
        for child in children:
            if child.score.gate == gate:
                terms += child.terms
            elif child.share is not None:
                terms += (child.share,)
        return terms

    def _leaves(self, gate: Gate, own: Iterable[Indicator]) -> Iterator[Part]:
        for one in own:
            found, levels = self.found[one.id], self.model.levels_of(one.id)
            if found.score is None:
                continue
            weight = one.weight * levels.most if gate == "points" else one.weight
            if found.level is not None:
                low = high = levels.shares[found.level]
            else:
                low, high = found.score.low / levels.most, found.score.high / levels.most
            yield Part(weight, low, high, found.sure)

    def _streams(self, own: Sequence[Indicator]) -> Iterator[Part]:
        """The mean of the streams of every stage: their sum is the score, up to their number."""
        for stage in self.model.stages:
            members = [one for one in own if one.stage == stage.id]
            found = mean(self._leaves("mean_sum", members))
            if found is not None:
                yield Part(1, found.low, found.high, found.sure)


def _shares(children: Iterable[_Node]) -> Iterator[Part]:
    return (child.share for child in children if child.share is not None)


def _coverage(indicators: Iterable[IndicatorScore]) -> Coverage:
    states = [one.state for one in indicators]
    return Coverage(
        answered=states.count("answered"),
        unknown=states.count("unknown"),
        not_applicable=states.count("not-applicable"),
        not_asked=states.count("not-asked"),
    )
