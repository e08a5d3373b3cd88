"""Which indicators apply, and what is known of each: answers in, one score an indicator out."""

from collections.abc import Mapping
from typing import Final

from assessments.domain.conditions import NO, OPEN, YES, Condition, Holds, both
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
    return {one.id: _score(one, asked, model.levels_of(one.id)) for one in model.indicators()}


def applies(model: MaturityModel, answers: Answers) -> dict[str, Holds]:
    """Tell of every indicator whether its conditions hold: "yes", "no", or "open"."""
    asked = _Asked(model, answers)
    return {one.id: asked.holds(one.id) for one in model.indicators()}


def contradicted(model: MaturityModel, answers: Answers) -> tuple[Contradiction, ...]:
    """Give the rules of the model whose conditions are all true: something was misread."""
    return tuple(
        rule
        for rule in model.contradictions
        if all(
            isinstance(given := answers.get(one.indicator), int) and one.holds_at(given)
            for one in rule.all
        )
    )


class _Asked:
    """The answers, and whether the conditions of each indicator hold, found once for each."""

    def __init__(self, model: MaturityModel, answers: Answers) -> None:
        self.model = model
        self.answers = answers
        self._found: dict[str, Holds] = {}
        self._asking: set[str] = set()

    def holds(self, name: str) -> Holds:
        """Tell whether the question is asked, as far as the answers to others tell."""
        found = self._found.get(name)
        if found is None:
            depends = self.model.indicator(name).depends_on
            if depends is None or name in self._asking:
                return YES  # a model with conditions in a circle is refused before it is scored
            self._asking.add(name)
            found = self._found[name] = depends.holds(self._condition)
            self._asking.discard(name)
        return found

    def _condition(self, one: Condition) -> Holds:
        """A condition on what may turn out not to apply is open at best."""
        given = self.answers.get(one.indicator)
        if given == NOT_APPLICABLE:
            return NO
        possible = range(self.model.top_of(one.indicator) + 1)
        answer = one.holds((given,) if isinstance(given, int) else possible)
        return both((self.holds(one.indicator), answer))


def _score(one: Indicator, asked: _Asked, levels: Levels) -> IndicatorScore:
    given, holds = asked.answers.get(one.id), asked.holds(one.id)
    if given == NOT_APPLICABLE or holds == NO:
        return IndicatorScore(one.id, "not-applicable", None, None, holds != OPEN)
    if isinstance(given, int):
        value = levels.values[given]
        return IndicatorScore(one.id, "answered", given, Interval(value, value), holds == YES)
    state: State = "not-asked" if given is None else "unknown"
    whole = Interval(levels.values[0], levels.values[-1])
    return IndicatorScore(one.id, state, None, whole, holds == YES)
