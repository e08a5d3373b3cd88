"""Answers in, scorecard out: exact fractions, and an interval wherever something is unknown."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from assessments.domain.maturity import Dimension, MaturityModel, Stage
from assessments.domain.scorecard import (
    Coverage,
    DimensionScore,
    IndicatorScore,
    Interval,
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
    "Coverage",
    "DimensionScore",
    "IndicatorScore",
    "Interval",
    "Reached",
    "Scorecard",
    "StageProgress",
    "State",
    "as_json",
    "problems",
    "score",
]

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not-applicable"

Answer = int | str
Answers = Mapping[str, Answer]


class AnswersError(ValueError):
    """Answers that the model does not know; `problems` holds a sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def problems(model: MaturityModel, answers: Answers) -> list[str]:
    """Tell which answers the model does not know, a sentence each."""
    known = {one.id for one in model.indicators()}
    found = []
    for name, answer in answers.items():
        if name not in known:
            found.append(f"answers.{name}: there is no such indicator in {model.id}")
        elif answer in (UNKNOWN, NOT_APPLICABLE):
            continue
        elif isinstance(answer, bool) or not isinstance(answer, int):
            found.append(
                f"answers.{name}: expected 0 to {model.top}, {UNKNOWN} or {NOT_APPLICABLE}, "
                f"found {answer!r}"
            )
        elif not 0 <= answer <= model.top:
            found.append(f"answers.{name}: expected 0 to {model.top}, found {answer}")
    return found


def score(model: MaturityModel, answers: Answers) -> Scorecard:
    """Score answers {indicator id: level | UNKNOWN | NOT_APPLICABLE}; a missing id was not asked.

    Raises AnswersError with every problem. The rule stands in docs/scoring.md.
    """
    found = problems(model, answers)
    if found:
        raise AnswersError(found)
    dimensions = tuple(_dimension(model, one, answers) for one in model.dimensions)
    indicators = tuple(one for dimension in dimensions for one in dimension.indicators)
    mean = _mean(
        (one.weight, part.score) for one, part in zip(model.dimensions, dimensions, strict=True)
    )
    stages = _progress(model, mean, indicators)
    return Scorecard(
        model=model.id,
        version=model.version,
        score=mean,
        stage=_reached(model, mean, indicators, stages),
        coverage=_coverage(indicators),
        stages=stages,
        dimensions=dimensions,
    )


def _dimension(model: MaturityModel, dimension: Dimension, answers: Answers) -> DimensionScore:
    """Score one dimension as if it were the whole model."""
    indicators = tuple(
        _indicator(one.id, answers.get(one.id), model.top) for one in dimension.indicators
    )
    mean = _mean(
        (one.weight, part.score) for one, part in zip(dimension.indicators, indicators, strict=True)
    )
    stages = _progress(model, mean, indicators)
    return DimensionScore(
        id=dimension.id,
        score=mean,
        stage=_reached(model, mean, indicators, stages),
        coverage=_coverage(indicators),
        stages=stages,
        indicators=indicators,
    )


def _indicator(name: str, answer: Answer | None, top: int) -> IndicatorScore:
    if answer == NOT_APPLICABLE:
        return IndicatorScore(name, "not-applicable", None, None)
    if isinstance(answer, int):
        sure = Fraction(answer)
        return IndicatorScore(name, "answered", answer, Interval(sure, sure))
    state: State = "not-asked" if answer is None else "unknown"
    return IndicatorScore(name, state, None, Interval(Fraction(0), Fraction(top)))


def _mean(parts: Iterable[tuple[int, Interval | None]]) -> Interval | None:
    """Give the weighted mean of the parts that apply, or None where none does."""
    applying = [(weight, part) for weight, part in parts if part is not None]
    whole = sum(weight for weight, _ in applying)
    if not whole:
        return None
    low = sum((weight * part.low for weight, part in applying), Fraction(0))
    high = sum((weight * part.high for weight, part in applying), Fraction(0))
    return Interval(low / whole, high / whole)


def _coverage(indicators: Iterable[IndicatorScore]) -> Coverage:
    states = [one.state for one in indicators]
    return Coverage(
        answered=states.count("answered"),
        unknown=states.count("unknown"),
        not_applicable=states.count("not-applicable"),
        not_asked=states.count("not-asked"),
    )


def _progress(
    model: MaturityModel, mean: Interval | None, indicators: tuple[IndicatorScore, ...]
) -> tuple[StageProgress, ...]:
    """Tell how far every stage is: by its indicators (profile) or by its score (mean)."""
    if model.gate == "profile":
        return tuple(_stage_progress(stage, indicators) for stage in model.stages)
    return tuple(_band_progress(stage, mean) for stage in model.stages)


def _band_progress(stage: Stage, mean: Interval | None) -> StageProgress:
    """The share of a band is the score over the least score of the band, at most the whole."""
    least, whole = stage.at_least, Fraction(1)
    if mean is None or not least:
        return StageProgress(stage.id, (), (), (), Interval(whole, whole))
    share = Interval(min(mean.low / least, whole), min(mean.high / least, whole))
    return StageProgress(stage.id, (), (), (), share)


def _stage_progress(stage: Stage, indicators: tuple[IndicatorScore, ...]) -> StageProgress:
    met: list[str] = []
    unmet: list[str] = []
    still_open: list[str] = []
    for one in indicators:
        if one.score is None:
            continue
        least = stage.minimum[one.id]
        place = met if one.score.low >= least else unmet if one.score.high < least else still_open
        place.append(one.id)
    whole = len(met) + len(unmet) + len(still_open)
    share = Interval(Fraction(1), Fraction(1))
    if whole:
        share = Interval(Fraction(len(met), whole), Fraction(len(met) + len(still_open), whole))
    return StageProgress(stage.id, tuple(met), tuple(unmet), tuple(still_open), share)


def _reached(
    model: MaturityModel,
    mean: Interval | None,
    indicators: tuple[IndicatorScore, ...],
    stages: tuple[StageProgress, ...],
) -> Reached:
    """Count the stages reached without a gap from the first; 0 where nothing applies."""
    if mean is None:
        return Reached(0, 0)
    if model.gate == "profile":
        low = _run(not (one.unmet or one.open) for one in stages)
        return Reached(low, _run(not one.unmet for one in stages))
    least = [Fraction(0) if one.at_least is None else one.at_least for one in model.stages]
    return Reached(_run(mean.low >= one for one in least), _run(mean.high >= one for one in least))


def _run(claims: Iterable[bool]) -> int:
    """Count the leading true claims."""
    count = 0
    for claim in claims:
        if not claim:
            break
        count += 1
    return count
