"""Scorecards in, targets and gaps out: what is unmet up to the stage that is aimed at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assessments.domain.actions import ActionLibrary
from assessments.domain.maturity import MaturityModel
from assessments.domain.scorecard import DimensionScore, IndicatorScore, Scorecard, State

LONG_PLAN = 8
"""A plan of more quarters than this aims two stages ahead, a shorter one at the next."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An indicator that is not surely at the level which a stage asks for.

    `number` counts the stage from 1; `ahead` counts it from the stage that is reached. A gap
    may also be a step: a level that no stage names, but on which the only way up builds.
    """

    model: str
    dimension: str
    indicator: str
    stage: str
    number: int
    ahead: int
    state: State
    level: int | None
    required: int

    @property
    def name(self) -> str:
        """The indicator as the library names it: "model/indicator"."""
        return f"{self.model}/{self.indicator}"

    @property
    def sure(self) -> int:
        """The level that is sure: the answer, or 0 for what is unknown or was not asked."""
        return self.level or 0


def target(model: MaturityModel, card: Scorecard, horizon: int, wish: str | None) -> int:
    """Give the number of the stage to aim at: the one wished for, or one or two ahead.

    Raises KeyError if the model has no stage of that id. 0: nothing applies, so nothing is
    aimed at.
    """
    if card.score is None:
        return 0
    if wish is not None:
        return model.stage_number(wish)
    ahead = 1 if horizon <= LONG_PLAN else 2
    return min(card.stage.low + ahead, len(model.stages))


def find(model: MaturityModel, card: Scorecard, number: int) -> tuple[Gap, ...]:
    """Find the gaps up to a stage: lower stages first, then the order of the questions.

    Not-applicable indicators never have a gap. An indicator appears once for each level that
    is asked of it.
    """
    found = []
    for stage in range(1, number + 1):
        for dimension, one in _applicable(card):
            required = _required(model, card, one, stage)
            before = _required(model, card, one, stage - 1) if stage > 1 else 0
            if required > max(one.level or 0, before):
                found.append(_gap(card, model, dimension, one, stage, required))
    return tuple(found)


def with_steps(found: tuple[Gap, ...], library: ActionLibrary) -> tuple[Gap, ...]:
    """Add the steps: levels that lie below a gap, and on which every way to close it builds."""
    steps: dict[tuple[str, int], Gap] = {(gap.name, gap.required): gap for gap in found}
    waiting = list(found)
    while waiting:
        gap = waiting.pop(0)
        for least in _builds_on(gap, library):
            step = replace(gap, required=least)
            if (step.name, step.required) not in steps:
                steps[step.name, step.required] = step
                waiting.append(step)
    return tuple(sorted(steps.values(), key=lambda gap: gap.number))


def _builds_on(gap: Gap, library: ActionLibrary) -> list[int]:
    """Tell the level below the gap that must be reached first; none if one action closes it all."""
    ways = [
        effect.builds_on
        for action in library.actions
        for effect in action.effects
        if effect.indicator == gap.name and effect.builds_on < gap.required <= effect.to
    ]
    return [min(ways)] if ways and min(ways) > gap.sure else []


def _required(model: MaturityModel, card: Scorecard, one: IndicatorScore, number: int) -> int:
    """Give the level that a stage asks of an indicator."""
    gate, stage = model.gate_of(one.id), model.stages[number - 1]
    if gate == "profile":
        return stage.minimum[one.id]
    if gate == "cumulative":
        belongs = model.indicator(one.id).stage == stage.id
        return model.levels_of(one.id).met_from if belongs else 0
    ahead = number - card.stage.low
    return min((one.level or 0) + max(ahead, 0), model.top_of(one.id))


def _applicable(card: Scorecard) -> Iterator[tuple[DimensionScore, IndicatorScore]]:
    for dimension in card.dimensions:
        for one in dimension.indicators:
            if one.state != "not-applicable":
                yield dimension, one


def _gap(
    card: Scorecard,
    model: MaturityModel,
    dimension: DimensionScore,
    one: IndicatorScore,
    number: int,
    required: int,
) -> Gap:
    return Gap(
        model=model.id,
        dimension=dimension.id,
        indicator=one.id,
        stage=model.stages[number - 1].id,
        number=number,
        ahead=max(number - card.stage.low, 1),
        state=one.state,
        level=one.level,
        required=required,
    )


def unknown_by_dimension(found: tuple[Gap, ...]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Name the indicators with a gap whose answer is "unknown", by (model, dimension)."""
    names: dict[tuple[str, str], list[str]] = {}
    for gap in found:
        if gap.state == "unknown":
            listed = names.setdefault((gap.model, gap.dimension), [])
            if gap.indicator not in listed:
                listed.append(gap.indicator)
    return {key: tuple(listed) for key, listed in names.items()}
