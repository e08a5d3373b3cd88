"""Several institutions answered one question: what stands, and where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assessments.domain.applying import UNKNOWN, Answer

Kind = Literal["none", "one", "same", "agreed", "doubtful", "apart", "outside"]

SETTLED: Final = frozenset({"one", "same", "agreed"})


@dataclass(frozen=True, slots=True)
class Position:
    """What one institution answered; `outside` where it only gives a view from outside.

    `token` names this very answer, so that a later one is not taken for it.
    """

    institution: str
    answer: Answer
    token: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a team agreed on, and the answers that it compared: {institution: token}."""

    answer: Answer
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts of one question, if anything does, and why.

    `none` nobody answered, `one` one institution alone, `same` several alike, `agreed` the team
    decided, `doubtful` it decided before somebody answered anew, `apart` they differ and nothing
    is agreed, `outside` only views from outside.
    """

    answer: Answer | None
    kind: Kind

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing has to be agreed any more; an unanswered question is settled."""
        return self.kind in SETTLED or self.kind in ("none", "outside")


def standing(positions: Sequence[Position], agreed: Agreed | None = None) -> Standing:
    """Tell what counts of the answers to one question.

    What was agreed goes first, and stays while nobody who was compared says something else;
    views from outside count only so. "Unknown" contradicts nobody who knows; not applicable and
    a level differ. Where institutions differ nothing counts until they agree.

    >>> standing([Position("a", 2), Position("b", "unknown")]).answer
    2
    """
    if agreed is not None:
        moved = any(agreed.seen.get(one.institution) != one.token for one in positions)
        return Standing(agreed.answer, "doubtful" if moved else "agreed")
    inside = [one.answer for one in positions if not one.outside]
    if not inside:
        return Standing(None, "outside" if positions else "none")
    known = {one for one in inside if one != UNKNOWN}
    if len(known) > 1:
        return Standing(None, "apart")
    answer = next(iter(known), UNKNOWN)
    return Standing(answer, "one" if len(inside) == 1 else "same")


def standings(
    positions: Mapping[str, Sequence[Position]], agreed: Mapping[str, Agreed]
) -> dict[str, Standing]:
    """Tell of every question that was answered or agreed on what counts, by its id."""
    names = dict.fromkeys((*positions, *agreed))
    return {name: standing(positions.get(name, ()), agreed.get(name)) for name in names}


def counted(found: Mapping[str, Standing]) -> dict[str, Answer]:
    """Give the answers that count: what a scorecard is made of."""
    return {name: one.answer for name, one in found.items() if one.answer is not None}


def differ(positions: Sequence[Position]) -> bool:
    """Tell whether two who know say something else, views from outside included.

    >>> differ([Position("a", 2), Position("b", "unknown"), Position("c", 1, outside=True)])
    True
    """
    return len({one.answer for one in positions if one.answer != UNKNOWN}) > 1


def spread(positions: Sequence[Position]) -> int:
    """Give how many levels lie between the highest and the lowest, views from outside included.

    >>> spread([Position("a", 0), Position("b", 3, outside=True), Position("c", "unknown")])
    3
    """
    levels = [one.answer for one in positions if isinstance(one.answer, int)]
    return max(levels) - min(levels) if levels else 0
