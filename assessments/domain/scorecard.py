"""A scorecard as frozen values, and its canonical form."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from assessments.domain import canonical
from assessments.domain.framework import Gate
from assessments.domain.intervals import Interval

__all__ = [
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
]

State = Literal["answered", "unknown", "not-applicable", "not-asked"]


@dataclass(frozen=True, slots=True)
class Reached:
    """The stages reached, counted from 0 (below the first): surely, and at most."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many indicators were answered in which way."""

    answered: int
    unknown: int
    not_applicable: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure those who answered are: the weighted mean of 1 to 3, and how many said so.

    It stands beside a score and never changes it.
    """

    mean: Fraction
    stated: int


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator: its state, its answer if answered, the interval of its value if it counts.

    What does not apply counts only under `not_applicable = "at-target"`, and never for a stage.
    `sure` is false while a condition on which the question depends is open: it may turn out not
    to apply. A question whose condition does not hold is not applicable, whatever was answered.
    """

    id: str
    state: State
    level: int | None
    score: Interval | None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class StageProgress:
    """How far one stage is: the ids met, unmet and open (unknown or not asked), and their share.

    The ids are those of indicators, and of parts that have a gate of their own. Where stages are
    bands of the score no list is filled, and the share is that of the score.
    """

    id: str
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    open: tuple[str, ...]
    share: Interval


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A node scored by itself, up to `top`; `score` is None where nothing applies.

    `indicators` are all those below it, `factors` the nodes directly below it. `sure` is false
    where the whole node may turn out not to apply.
    """

    id: str
    gate: Gate
    top: Fraction
    score: Interval | None
    stage: Reached
    coverage: Coverage
    stages: tuple[StageProgress, ...]
    indicators: tuple[IndicatorScore, ...]
    factors: tuple["DimensionScore", ...] = ()
    sure: bool = True
    confidence: Confidence | None = None

    @property
    def next(self) -> StageProgress | None:
        """The first stage that is not surely reached, or None at the top."""
        return self.stages[self.stage.low] if self.stage.low < len(self.stages) else None

    def nodes(self) -> Iterator["DimensionScore"]:
        """This node and all below it, each before its factors."""
        yield self
        for factor in self.factors:
            yield from factor.nodes()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of one set of answers, exact; words and rounding come later."""

    model: str
    version: int
    whole: DimensionScore
    contradictions: tuple[str, ...] = ()
    """Ids of the rules of the model that the answers contradict."""

    @property
    def score(self) -> Interval | None:
        """The score of the whole."""
        return self.whole.score

    @property
    def stage(self) -> Reached:
        """The stages that the whole has reached."""
        return self.whole.stage

    @property
    def coverage(self) -> Coverage:
        """How the questions were answered."""
        return self.whole.coverage

    @property
    def stages(self) -> tuple[StageProgress, ...]:
        """How far each stage of the whole is."""
        return self.whole.stages

    @property
    def dimensions(self) -> tuple[DimensionScore, ...]:
        """The nodes at the top of the tree."""
        return self.whole.factors

    @property
    def next(self) -> StageProgress | None:
        """The first stage that is not surely reached, or None at the top."""
        return self.whole.next

    def indicator(self, indicator: str) -> IndicatorScore:
        """The score of one indicator; KeyError if the model has none of that id."""
        for one in self.whole.indicators:
            if one.id == indicator:
                return one
        raise KeyError(indicator)

    def node(self, name: str) -> DimensionScore:
        """The score of one node of the tree; KeyError if the model has none of that id."""
        for one in self.whole.nodes():
            if one.id == name:
                return one
        raise KeyError(name)


def as_json(card: Scorecard) -> dict[str, Any]:
    """Give the canonical form of a scorecard: plain lists and tables, numbers exact and rounded."""
    nodes: dict[str, Any] = {}
    for dimension in card.dimensions:
        for node in dimension.nodes():
            nodes[node.id] = _node(node)
    for one in card.whole.indicators:
        nodes[one.id] = {"state": one.state, "level": one.level, **_interval(one.score)}
    return {
        "model": card.model,
        "version": card.version,
        "overall": _node(card.whole),
        "nodes": nodes,
        "contradictions": list(card.contradictions),
    }


def _node(node: DimensionScore) -> dict[str, Any]:
    ahead = node.next
    return {
        **_interval(node.score),
        "top": canonical.number(node.top),
        "stage": canonical.plain(node.stage),
        "met_next": None if ahead is None else _interval(ahead.share),
        "coverage": canonical.plain(node.coverage),
        "confidence": canonical.plain(node.confidence),
        "stages": canonical.plain(node.stages),
    }


def _interval(interval: Interval | None) -> dict[str, Any]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": canonical.number(interval.low), "high": canonical.number(interval.high)}
