"""Did it work: the levels that a plan expected of what was done, and those that were reached."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from assessments.domain import carrying, quarters
from assessments.domain.comparison import Comparison
from assessments.domain.framework import MaturityModel
from assessments.domain.quarters import Quarter
from assessments.domain.scoring import Answer

Verdict = Literal["as-predicted", "less", "not-asked"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was carried out: the level of each indicator that its plan expected.

    `model` is the version of the model in whose terms the plan speaks.
    """

    action: str
    model: MaturityModel
    expected: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One indicator that an action was to raise, in the terms of the newer version.

    `reached` is the later answer, None where there is none. One that the newer version does not
    ask keeps its old id, and its `predicted` level is that of the old version.
    """

    action: str
    indicator: str
    before: Answer | None
    predicted: int
    reached: Answer | None

    @property
    def verdict(self) -> Verdict:
        """At least the level that was expected, less, or no level to compare with."""
        if not isinstance(self.reached, int):
            return "not-asked"
        return "as-predicted" if self.reached >= self.predicted else "less"


def outcomes(
    done: Iterable[Done], found: Comparison, between: Iterable[MaturityModel] = ()
) -> tuple[Outcome, ...]:
    """Hold what was expected of the actions against what a comparison of two rounds shows.

    Whatever an older version expected is carried over like an answer; `between` are versions for
    `carrying.carry`.
    """
    known = tuple(between)
    return tuple(one for action in done for one in _of(action, found, known))


def sums(found: Iterable[Outcome]) -> dict[Verdict, int]:
    """Count the outcomes by verdict; each verdict is there."""
    counts = Counter(one.verdict for one in found)
    return {verdict: counts[verdict] for verdict in VERDICTS}


def stage(path: Iterable[Mapping[str, str]], model: str, when: Quarter) -> str | None:
    """Name the stage that a plan expected to be reached by the end of a quarter, None if none.

    `path` are the milestones of its result: {"model", "stage", "quarter"}, in the order of time.
    """
    reached = [
        one["stage"]
        for one in path
        if one["model"] == model and quarters.parse(one["quarter"]) <= when
    ]
    return reached[-1] if reached else None


def _of(done: Done, found: Comparison, between: tuple[MaturityModel, ...]) -> Iterator[Outcome]:
    newer = max(
        (found.before.given.model, found.after.given.model), key=lambda model: model.version
    )
    expected = {
        name: level
        for name, level in done.expected.items()
        if done.model.has(name) and level <= done.model.top_of(name)
    }
    if done.model.version == newer.version:
        places = {name: (name, level) for name, level in expected.items()}
    else:
        places = _carried(done.model, newer, expected, between)
    for name, level in done.expected.items():
        place = places.get(name)
        if place is None:
            yield Outcome(done.action, name, found.before.given.answers.get(name), level, None)
        else:
            before, after = (side.standing(place[0]) for side in (found.before, found.after))
            yield Outcome(done.action, place[0], before, place[1], after)


def _carried(
    old: MaturityModel,
    newer: MaturityModel,
    expected: Mapping[str, int],
    between: tuple[MaturityModel, ...],
) -> dict[str, tuple[str, int]]:
    """Say for each old indicator which new one continues it, and at which level."""
    carried = carrying.carry(old, newer, expected, between)
    return {
        source.indicator: (one.indicator, one.answer)
        for one in carried.suggestions
        for source in one.sources
        if isinstance(one.answer, int)
    }
