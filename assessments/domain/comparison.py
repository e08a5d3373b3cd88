"""Two snapshots of one institution on one model, also of different versions: what moved.

What was answered to the older version is carried over to the newer one first, and scored by it,
so that a change of the model does not look like a change of the institution.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessments.domain import carrying, movement, scoring
from assessments.domain.carrying import Carried, Unclear
from assessments.domain.framework import MaturityModel
from assessments.domain.movement import NodeMove
from assessments.domain.scorecard import DimensionScore
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Scorecard

ChangeKind = Literal[
    "rose",
    "fell",
    "became-known",
    "became-unknown",
    "now-applies",
    "no-longer-applies",
    "newly-asked",
    "no-longer-asked",
]


@dataclass(frozen=True, slots=True)
class Given:
    """A version of a model and the answers that were given to it."""

    model: MaturityModel
    answers: Answers


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one indicator; None where it was not asked.

    The id is that of the newer version; one that only the older version asks keeps its own.
    """

    indicator: str
    kind: ChangeKind
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class Side:
    """One snapshot: its score as it was signed, and as the newer version scores it."""

    given: Given
    signed: Scorecard
    card: Scorecard
    carried: Carried | None
    answers: Answers

    def nodes(self, newer: MaturityModel) -> dict[str, DimensionScore]:
        """The nodes that its own version has: as the newer one scores them where it knows them."""
        own, known = movement.by_id(self.signed), movement.by_id(self.card)
        return {name: known.get(name, node) for name, node in own.items()}

    def standing(self, indicator: str) -> Answer | None:
        """How an indicator of the newer version stands; None where it was not asked."""
        given = self.answers.get(indicator)
        if given is None or self.card.indicator(indicator).state != "not-applicable":
            return given
        return NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two snapshots. `nodes` begins with the whole.

    `unclear` are questions that cannot be compared, because the older answers lead to no level.
    """

    before: Side
    after: Side
    nodes: tuple[NodeMove, ...]
    changes: tuple[Change, ...]
    unclear: tuple[Unclear, ...]

    @property
    def whole(self) -> NodeMove:
        """The score and the stage over everything."""
        return self.nodes[0]

    @property
    def moved(self) -> bool:
        """Tell whether anything is another."""
        return bool(self.changes) or any(one.moved for one in self.nodes)


def compare(before: Given, after: Given, between: Iterable[MaturityModel] = ()) -> Comparison:
    """Compare two snapshots of one model; `between` are versions for `carrying.carry`.

    Either may be of the older version. Raises ValueError where the models have different ids,
    AnswersError where answers do not fit their version.
    """
    known = tuple(between)
    newer = max((before.model, after.model), key=lambda model: model.version)
    first, second = (_side(one, newer, known) for one in (before, after))
    unclear = tuple(one for side in (first, second) if side.carried for one in side.carried.unclear)
    return Comparison(
        before=first,
        after=second,
        nodes=movement.paired(first.nodes(newer), second.nodes(newer)),
        changes=tuple(_changes(first, second, newer, {one.indicator for one in unclear})),
        unclear=unclear,
    )


def _side(given: Given, newer: MaturityModel, between: tuple[MaturityModel, ...]) -> Side:
    signed = scoring.score(given.model, given.answers)
    if given.model.id == newer.id and given.model.version == newer.version:
        return Side(given, signed, signed, None, given.answers)
    carried = carrying.carry(given.model, newer, given.answers, between)
    return Side(given, signed, scoring.score(newer, carried.answers), carried, carried.answers)


def _changes(
    first: Side, second: Side, newer: MaturityModel, unclear: set[str]
) -> Iterator[Change]:
    for one in newer.indicators():
        if one.id not in unclear:
            yield from _change(one.id, first.standing(one.id), second.standing(one.id))
    for name, answer in _left(first).items():
        yield from _change(name, answer, None)
    for name, answer in _left(second).items():
        yield from _change(name, None, answer)


def _left(side: Side) -> Mapping[str, Answer]:
    """What was answered to the older version and leads nowhere in the newer one."""
    if side.carried is None:
        return {}
    return {name: side.given.answers[name] for name in side.carried.dropped}


def _change(name: str, before: Answer | None, after: Answer | None) -> Iterator[Change]:
    kind = _kind(before, after)
    if kind is not None:
        yield Change(name, kind, before, after)


def _kind(before: Answer | None, after: Answer | None) -> ChangeKind | None:
    if before == after:
        return None
    if before is None:
        return "newly-asked"
    if after is None:
        return "no-longer-asked"
    if NOT_APPLICABLE in (before, after):
        return "now-applies" if before == NOT_APPLICABLE else "no-longer-applies"
    if isinstance(before, int) and isinstance(after, int):
        return "rose" if after > before else "fell"
    return "became-known" if before == UNKNOWN else "became-unknown"
