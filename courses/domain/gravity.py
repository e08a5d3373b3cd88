"""How grave a change of a source is, as its author says, and what it means for readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from courses.domain.drift import Drift, Kind
from courses.domain.segments import digest

Pair = tuple[str, str]
"""The hashes of a text before and after its change; "" where it was not there, or is no more."""


class Gravity(IntEnum):
    """What a change is. Nobody has to look again for a typo; the rest must be looked at."""

    TYPO = 0
    WORDING = 1
    MEANING = 2
    SAFETY = 3


@dataclass(frozen=True)
class Effect:
    """What follows for a translation: whether it counts as behind, whether its readers are told,
    and whether they are given the source in its place."""

    counts: bool
    told: bool
    replaced: bool


EFFECTS: Mapping[Gravity, Effect] = {
    Gravity.TYPO: Effect(counts=False, told=False, replaced=False),
    Gravity.WORDING: Effect(counts=True, told=False, replaced=False),
    Gravity.MEANING: Effect(counts=True, told=True, replaced=False),
    Gravity.SAFETY: Effect(counts=True, told=True, replaced=True),
}
NOTHING = Effect(counts=False, told=False, replaced=False)
UNCLASSED = Gravity.MEANING


def of(pair: Pair, ruled: Mapping[Pair, Gravity]) -> Gravity | None:
    """Return how grave a change is; None where nobody has said so.

    A source that changes again is another change. Until its author classes that one, it is held
    for as grave as the gravest that was known from the same text: what was a matter of safety
    does not become less by a comma.
    """
    if pair in ruled:
        return ruled[pair]
    before = pair[0]
    known = [one for (old, _new), one in ruled.items() if old == before and before]
    return max(known, default=None)


def effect(drift: Drift, ruled: Mapping[Pair, Gravity]) -> Effect:
    """Return what follows of a drift; a change that nobody has classed may be one of meaning."""
    if drift.kind is Kind.SAME:
        return NOTHING
    if drift.kind is Kind.MOVED:
        return EFFECTS[Gravity.WORDING]
    found = of(drift.pair, ruled)
    return EFFECTS[UNCLASSED if found is None else found]


def to_class(drifts: Iterable[Drift]) -> dict[Pair, Drift]:
    """Return the changes that an author can class, each once, in their order."""
    found: dict[Pair, Drift] = {}
    for one in drifts:
        if one.kind not in (Kind.SAME, Kind.MOVED):
            found.setdefault(one.pair, one)
    return found


def guess(before: str, after: str) -> Gravity | None:
    """Propose a class: what differs in nothing but signs and capitals is a typo. Nothing else can
    be told from outside, and nothing is classed by this alone."""
    if not before or not after:
        return None
    return Gravity.TYPO if digest(_bare(before)) == digest(_bare(after)) else None


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
