"""A scorecard as frozen values, and its canonical form."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from assessments.domain import canonical

State = Literal["answered", "unknown", "not-applicable", "not-asked"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What is sure (low: unknown counts as level 0) and what may be (high: as the top level)."""

    low: Fraction
    high: Fraction


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
class IndicatorScore:
    """One indicator: its state, its level if answered, its interval unless not applicable."""

    id: str
    state: State
    level: int | None
    score: Interval | None


@dataclass(frozen=True, slots=True)
class StageProgress:
    """How far one stage is: the ids met, unmet and open (unknown or not asked), and their share.

    Under the gate `mean` no list is filled, and the share is that of the score.
    """

    id: str
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    open: tuple[str, ...]
    share: Interval


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A dimension scored by itself; `score` is None where nothing applies."""

    id: str
    score: Interval | None
    stage: Reached
    coverage: Coverage
    stages: tuple[StageProgress, ...]
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All scores of one set of answers, exact; words and rounding come later."""

    model: str
    version: int
    score: Interval | None
    stage: Reached
    coverage: Coverage
    stages: tuple[StageProgress, ...]
    dimensions: tuple[DimensionScore, ...]

    @property
    def next(self) -> StageProgress | None:
        """The first stage that is not surely reached, or None at the top."""
        return self.stages[self.stage.low] if self.stage.low < len(self.stages) else None

    def indicator(self, indicator: str) -> IndicatorScore:
        """The score of one indicator; KeyError if the model has none of that id."""
        for dimension in self.dimensions:
            for one in dimension.indicators:
                if one.id == indicator:
                    return one
        raise KeyError(indicator)


def as_json(card: Scorecard) -> dict[str, Any]:
    """Give the canonical form of a scorecard: plain lists and tables, numbers exact and rounded."""
    nodes: dict[str, Any] = {}
    for dimension in card.dimensions:
        nodes[dimension.id] = _node(dimension)
        for one in dimension.indicators:
            nodes[one.id] = {
                "state": one.state,
                "level": one.level,
                **_interval(one.score),
            }
    return {
        "model": card.model,
        "version": card.version,
        "overall": _node(card),
        "nodes": nodes,
    }


def _node(node: Scorecard | DimensionScore) -> dict[str, Any]:
    return {
        **_interval(node.score),
        "stage": canonical.plain(node.stage),
        "coverage": canonical.plain(node.coverage),
        "stages": canonical.plain(node.stages),
    }


def _interval(interval: Interval | None) -> dict[str, Any]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": canonical.number(interval.low), "high": canonical.number(interval.high)}
