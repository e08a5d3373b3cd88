"""Placed actions in, what they change out: levels, stages and when, and who depends on whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assessments.domain import scoring
from assessments.domain.actions import Action
from assessments.domain.maturity import MaturityModel
from assessments.domain.schedule import Placed
from assessments.domain.scorecard import Scorecard
from assessments.domain.scoring import Answer, Answers

Levels = Mapping[str, int]
"""Levels by "model/indicator"; what is unknown stands at 0, what does not apply is absent."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage of a model, and the quarter (counted from 0) at whose end it is reached."""

    quarter: int
    model: str
    stage: str
    number: int


def today(cards: Mapping[str, Scorecard]) -> Levels:
    """The levels that are sure before anything is done."""
    return {
        f"{model}/{one.id}": one.level or 0
        for model, card in cards.items()
        for dimension in card.dimensions
        for one in dimension.indicators
        if one.state != "not-applicable"
    }


def after(levels: Levels, actions: Sequence[Action]) -> Levels:
    """Raise the levels by the effects of the actions, each once what it builds on is there."""
    risen = dict(levels)
    effects = [effect for action in actions for effect in action.effects]
    moved = True
    while moved:
        moved = False
        for effect in effects:
            level = risen.get(effect.indicator)
            if level is not None and effect.builds_on <= level < effect.to:
                risen[effect.indicator] = effect.to
                moved = True
    return risen


def stage(model: MaturityModel, answers: Answers, levels: Levels) -> int:
    """The stage that is surely reached at these levels.

    A question that arises only because a level rose has no answer yet, and counts as such.
    """
    raised: dict[str, Answer] = {
        one.id: levels[name]
        for one in model.indicators()
        if (name := f"{model.id}/{one.id}") in levels
    }
    absent = {name: one for name, one in answers.items() if one == scoring.NOT_APPLICABLE}
    return scoring.score(model, {**absent, **raised}).stage.low


class Stages:
    """The stages of models at given levels: plans are asked for the same ones again and again."""

    def __init__(self, models: Mapping[str, MaturityModel], answers: Mapping[str, Answers]) -> None:
        self.models = models
        self.answers = answers
        self._asked = {
            name: [f"{name}/{one.id}" for one in model.indicators()]
            for name, model in models.items()
        }
        self._found: dict[tuple[str, tuple[int | None, ...]], int] = {}

    def at(self, name: str, levels: Levels) -> int:
        """The stage that a model surely reaches at these levels; scored once."""
        key = (name, tuple(map(levels.get, self._asked[name])))
        if key not in self._found:
            self._found[key] = stage(self.models[name], self.answers[name], levels)
        return self._found[key]


def path(
    stages: Stages, levels: Levels, placed: Sequence[tuple[Placed, Action]]
) -> tuple[Milestone, ...]:
    """List the stages that the plan reaches, each with the quarter in which it is reached."""
    found = []
    standing = {name: stages.at(name, levels) for name in stages.models}
    for quarter in sorted({one.end for one, _ in placed}):
        risen = after(levels, [action for one, action in placed if one.end <= quarter])
        for name, model in stages.models.items():
            now = stages.at(name, risen)
            for number in range(standing[name] + 1, now + 1):
                found.append(Milestone(quarter, name, model.stages[number - 1].id, number))
            standing[name] = max(standing[name], now)
    return tuple(found)


def dependants(name: str, placed: Sequence[Placed]) -> tuple[str, ...]:
    """Name the placed tasks that could not be done without this one, in the order of the plan."""
    gone = {name}
    standing = [one.task for one in placed if one.task.id != name]
    changed = True
    while changed:
        changed = False
        for task in list(standing):
            if not _has_what_it_needs(task.needs, gone, placed):
                gone.add(task.id)
                standing.remove(task)
                changed = True
    return tuple(one.task.id for one in placed if one.task.id in gone - {name})


def _has_what_it_needs(
    needs: Sequence[tuple[Sequence[str], int]], gone: Collection[str], placed: Sequence[Placed]
) -> bool:
    there = {one.task.id for one in placed} - set(gone)
    return all(there.intersection(options) for options, _ in needs)
