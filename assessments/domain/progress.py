"""How far each stage is, and which are reached: by indicators, or by bands of the score."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assessments.domain.framework import Gate, MaturityModel, Stage
from assessments.domain.gates import BANDED, band
from assessments.domain.intervals import Interval
from assessments.domain.scorecard import DimensionScore, IndicatorScore, Reached, StageProgress


@dataclass(frozen=True, slots=True)
class Below:
    """What a stage asks of a node: its indicators, and the parts that have a gate of their own."""

    own: tuple[IndicatorScore, ...]
    parts: tuple[DimensionScore, ...]


def progress(
    model: MaturityModel, gate: Gate, score: Interval | None, below: Below
) -> tuple[StageProgress, ...]:
    """Tell how far every stage is."""
    if gate in BANDED:
        bands = zip(model.stages, _bands(model, gate), strict=True)
        return tuple(_band(stage, least, score) for stage, least in bands)
    asked = zip(model.stages, _asked(model, gate, below), strict=True)
    return tuple(_conditions(stage.id, standing) for stage, standing in asked)


def reached(
    model: MaturityModel, gate: Gate, score: Interval | None, stages: tuple[StageProgress, ...]
) -> Reached:
    """Count the stages reached without a gap from the first; 0 where nothing applies."""
    if score is None:
        return Reached(0, 0)
    if gate in BANDED:
        least = _bands(model, gate)
        return Reached(
            _run(score.low >= one for one in least), _run(score.high >= one for one in least)
        )
    low = _run(not (one.unmet or one.open) for one in stages)
    return Reached(low, _run(not one.unmet for one in stages))


def _bands(model: MaturityModel, gate: Gate) -> tuple[Fraction, ...]:
    return tuple(band(model, gate, number + 1) for number in range(len(model.stages)))


def _band(stage: Stage, least: Fraction, score: Interval | None) -> StageProgress:
    """The share of a band is the score over the least score of the band, at most the whole."""
    if score is None or not least:
        return StageProgress(stage.id, (), (), (), Interval(_ALL, _ALL))
    share = Interval(min(score.low / least, _ALL), min(score.high / least, _ALL))
    return StageProgress(stage.id, (), (), (), share)


Standing = tuple[str, bool, bool, bool]
"""What a stage asks: id, surely met, possibly met, surely applies."""


def _asked(model: MaturityModel, gate: Gate, below: Below) -> list[list[Standing]]:
    """What every stage asks, and how it stands with each."""
    found: list[list[Standing]] = [[] for _ in model.stages]
    for one in below.own:
        if one.state == "not-applicable":
            continue
        for place, least in _least(model, gate, one.id):
            surely = (one.level or 0) >= least
            found[place].append((one.id, surely, surely or one.level is None, one.sure))
    for part in below.parts:
        if part.score is not None:
            low, high = part.stage.low, part.stage.high
            for place, asked in enumerate(found):
                asked.append((part.id, low > place, high > place, part.sure))
    return found


def _least(model: MaturityModel, gate: Gate, indicator: str) -> Iterable[tuple[int, int]]:
    """The place of each stage that asks something of an indicator, and the level that it asks."""
    if gate == "profile":
        return enumerate(stage.minimum[indicator] for stage in model.stages)
    stage = model.indicator(indicator).stage or ""
    return ((model.stage_number(stage) - 1, model.levels_of(indicator).met_from),)


def _conditions(stage: str, asked: list[Standing]) -> StageProgress:
    """Sort what a stage asks; what may not apply is open while it is not surely met.

    In the share it counts both ways: the low end takes it in if it is not met, the high end if it
    may be met.
    """
    met: list[str] = []
    unmet: list[str] = []
    still_open: list[str] = []
    least = low_of = most = high_of = 0
    for name, surely, possibly, applies in asked:
        place = met if surely else still_open if possibly or not applies else unmet
        place.append(name)
        least += surely and applies
        low_of += applies or not surely
        most += possibly
        high_of += applies or possibly
    share = Interval(_ratio(least, low_of), _ratio(most, high_of))
    return StageProgress(stage, tuple(met), tuple(unmet), tuple(still_open), share)


_ALL = Fraction(1)


@lru_cache(maxsize=4096)
def _ratio(met: int, whole: int) -> Fraction:
    """A share; nothing asked is all met."""
    return Fraction(met, whole) if whole else _ALL


def _run(claims: Iterable[bool]) -> int:
    """Count the leading true claims."""
    count = 0
    for claim in claims:
        if not claim:
            break
        count += 1
    return count
