"""Which indicators apply, and what is known of each: answers in, one score an indicator out."""

from collections.abc import Mapping
from typing import Final

from assessments.domain.conditions import NO, YES, Condition, Holds, both
from assessments.domain.framework import Contradiction, Indicator, Levels, MaturityModel
from assessments.domain.intervals import Interval
from assessments.domain.scorecard import IndicatorScore, State

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not-applicable"

Answer = int | str
Answers = Mapping[str, Answer]


def indicators(model: MaturityModel, answers: Answers) -> dict[str, IndicatorScore]:
    """Give the score of every indicator by its id, in the order in which they are asked."""
    asked = _Asked(model, answers)
    goal = model.targets[0].minimum if model.not_applicable == "at-target" else {}
    return {
        one.id: _score(one, asked, model.levels_of(one.id), goal.get(one.id))
        for one in model.indicators()
    }


def applies(model: MaturityModel, answers: Answers) -> dict[str, Holds]:
    """Tell of every indicator whether its conditions hold: "yes", "no", or "open"."""
    asked = _Asked(model, answers)
    return {one.id: asked.holds(one.id) for one in model.indicators()}


def closed(model: MaturityModel, answers: Answers) -> frozenset[str]:
    """Name the indicators whose conditions do not hold: they are not asked."""
    asked = _Asked(model, answers)
    return frozenset(one.id for one in model.conditioned if asked.holds(one.id) == NO)


def contradicted(model: MaturityModel, answers: Answers) -> tuple[Contradiction, ...]:
    """Give the rules of the model whose conditions are all true: something was misread.

    An answer to a question that is not asked, because its own condition is not met, is no claim.
    """
    if not model.contradictions:
        return ()
    asked = _Asked(model, answers)
    return tuple(
        rule for rule in model.contradictions if all(asked.claimed(one) for one in rule.all)
    )


class _Asked:
    """The answers, and whether the conditions of each indicator hold, found once for each."""

    def __init__(self, model: MaturityModel, answers: Answers) -> None:
        self.model = model
        self.answers = answers
        self._found: dict[str, Holds] = {}
        for one in model.conditioned:
            if one.depends_on:
                self._found[one.id] = one.depends_on.holds(self._condition)

    def holds(self, name: str) -> Holds:
        """Tell whether the question is asked, as far as the answers to others tell."""
        return self._found.get(name, YES)

    def claimed(self, one: Condition) -> bool:
        """Tell whether an answer that counts fulfils this condition."""
        given = self.answers.get(one.indicator)
        return isinstance(given, int) and self.holds(one.indicator) != NO and one.holds_at(given)

    def _condition(self, one: Condition) -> Holds:
        """A condition on what may turn out not to apply is open at best."""
        given = self.answers.get(one.indicator)
        if given == NOT_APPLICABLE:
            return NO
        possible = range(self.model.top_of(one.indicator) + 1)
        answer = one.holds((given,) if isinstance(given, int) else possible)
        return both((self.holds(one.indicator), answer))


def _score(one: Indicator, asked: _Asked, levels: Levels, goal: int | None) -> IndicatorScore:
    """What is left out has no score; what does not apply may count at the level `goal`."""
    given, holds = asked.answers.get(one.id), asked.holds(one.id)
    if holds == NO or (given == NOT_APPLICABLE and goal is None):
        return IndicatorScore(one.id, "not-applicable", None, None)
    if given == NOT_APPLICABLE and goal is not None:
        value = levels.values[goal]
        return IndicatorScore(one.id, "not-applicable", None, Interval(value, value), holds == YES)
    if isinstance(given, int):
        value = levels.values[given]
        return IndicatorScore(one.id, "answered", given, Interval(value, value), holds == YES)
    state: State = "not-asked" if given is None else "unknown"
    whole = Interval(levels.values[0], levels.values[-1])
    return IndicatorScore(one.id, state, None, whole, holds == YES)
