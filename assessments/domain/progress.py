"""How far each stage is, and which are reached: by indicators, or by bands of the score."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from assessments.domain.framework import Gate, MaturityModel, Stage
from assessments.domain.gates import BANDED, band
from assessments.domain.intervals import Interval, Part, mean
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
    return tuple(
        _conditions(stage.id, _asked(model, gate, number, below))
        for number, stage in enumerate(model.stages, start=1)
    )


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


Asked = Iterator[tuple[str, bool, bool, bool]]
"""Id, surely met, possibly met, surely applies."""


def _asked(model: MaturityModel, gate: Gate, number: int, below: Below) -> Asked:
    """What a stage asks, and how it stands with each."""
    stage = model.stages[number - 1]
    for one in below.own:
        if one.state == "not-applicable":
            continue
        least = _least(model, gate, stage, one.id)
        if least is None:
            continue
        level = one.level
        if level is None:
            yield one.id, least == 0, True, one.sure
        else:
            yield one.id, level >= least, level >= least, one.sure
    for part in below.parts:
        if part.score is not None:
            yield part.id, part.stage.low >= number, part.stage.high >= number, part.sure


def _least(model: MaturityModel, gate: Gate, stage: Stage, indicator: str) -> int | None:
    """The level that a stage asks of an indicator; None where it asks nothing of it."""
    if gate == "profile":
        return stage.minimum[indicator]
    if model.indicator(indicator).stage != stage.id:
        return None
    return model.levels_of(indicator).met_from


def _conditions(stage: str, asked: Asked) -> StageProgress:
    """Sort what a stage asks; what may not apply is open while it is not surely met."""
    met: list[str] = []
    unmet: list[str] = []
    still_open: list[str] = []
    standing = list(asked)
    for name, surely, possibly, applies in standing:
        place = met if surely else still_open if possibly or not applies else unmet
        place.append(name)
    if all(applies for *_, applies in standing):
        share = _counted(len(met), len(still_open), len(standing))
    else:
        share = _share(standing)
    return StageProgress(stage, tuple(met), tuple(unmet), tuple(still_open), share)


_ALL = Fraction(1)


def _counted(met: int, still_open: int, whole: int) -> Interval:
    """The share where everything surely applies; nothing asked is all met."""
    if not whole:
        return Interval(_ALL, _ALL)
    return Interval(Fraction(met, whole), Fraction(met + still_open, whole))


def _share(standing: Iterable[tuple[str, bool, bool, bool]]) -> Interval:
    """The share of the conditions that are met, where some may turn out not to apply."""
    found = mean(
        Part(1, Fraction(surely), Fraction(possibly), applies)
        for _, surely, possibly, applies in standing
    )
    if found is None:
        return Interval(_ALL, _ALL)
    return Interval(found.low, found.high if found.sure else _ALL)


def _run(claims: Iterable[bool]) -> int:
    """Count the leading true claims."""
    count = 0
    for claim in claims:
        if not claim:
            break
        count += 1
    return count
