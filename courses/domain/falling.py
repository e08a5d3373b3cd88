"""A lesson in which the source stands in place of what is no longer safe in its translation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.domain import inline
from courses.domain.drift import Drift
from courses.domain.segments import BLOCKS, Rule

Blocks = list[dict[str, Any]]


@dataclass(frozen=True)
class Tongue:
    """A language and its direction, as HTML says them."""

    language: str
    direction: str


@dataclass(frozen=True)
class Fallen:
    """The blocks that readers see, and the ids of those that stand there in the source language.

    A paragraph of prose is exchanged alone and says its language itself.
    """

    body: Blocks
    foreign: tuple[str, ...]


def fall(
    source: Sequence[Mapping[str, Any]],
    mine: Sequence[Mapping[str, Any]],
    drifts: Iterable[Drift],
    grave: Iterable[Drift],
    tongue: Tongue,
) -> Fallen | None:
    """Return the body of a translation with the source in each place of `grave`, some of `drifts`;
    None where nothing of them is in the body."""
    places = [one for one in grave if _field(one).startswith("body/")]
    if not places:
        return None
    found, foreign = [dict(one) for one in mine], []
    held = {one.get("id"): one for one in source}
    for block_id in dict.fromkeys(_field(one).split("/")[1] for one in places):
        here = [one for one in places if _field(one).split("/")[1] == block_id]
        at = next((n for n, one in enumerate(found) if one.get("id") == block_id), None)
        new, whole = _exchanged(
            held.get(block_id), found[at] if at is not None else None, here, list(drifts), tongue
        )
        if at is not None:
            found[at : at + 1] = [new] if new else []
        elif new:
            found.insert(_place(block_id, source, found), new)
        if new and whole:
            foreign.append(block_id)
    return Fallen(found, tuple(foreign))


def _field(one: Drift) -> str:
    return (one.path or one.made[0]).partition("#")[0]


def _exchanged(
    source: Mapping[str, Any] | None,
    mine: dict[str, Any] | None,
    grave: Sequence[Drift],
    drifts: Sequence[Drift],
    tongue: Tongue,
) -> tuple[dict[str, Any] | None, bool]:
    """What stands there now, and whether all of it is of the source."""
    if source is None:
        return None, False
    prose = {_field(one).split("/")[2] for one in grave}
    rules = BLOCKS.get(source["type"], {})
    if mine is None or any(rules.get(name) is not Rule.RICH for name in prose):
        return dict(source), True
    value = dict(mine["value"])
    for name in prose:
        path = f"body/{source['id']}/{name}"
        value[name] = _rich(source["value"][name], value[name], path, drifts, grave, tongue)
    return {**mine, "value": value}, False


def _rich(
    source: str,
    mine: str,
    path: str,
    drifts: Sequence[Drift],
    grave: Sequence[Drift],
    tongue: Tongue,
) -> str:
    ours, theirs = inline.parts(mine), inline.parts(source)
    own = {f"{path}#{number}": part for number, part in enumerate(ours)}
    gone = {place for one in grave for place in one.made}
    wanted: list[inline.Part] = []
    used: set[str] = set()
    for one in (one for one in drifts if one.path.startswith(f"{path}#")):
        part = theirs[int(one.path.rpartition("#")[2])]
        if one in grave:
            wanted.append(inline.Part(part.wrap, part.text, tongue.language, tongue.direction))
            used.update(one.made)
            continue
        for place in one.made:
            if place in own and place not in used:
                used.add(place)
                wanted.append(inline.Part(part.wrap, own[place].text))
    left = [place for place in own if place not in used | gone]
    for extra, place in enumerate(left):
        wanted.append(inline.beside(own[place], wanted[-1] if wanted else None, 5000 + extra))
    return inline.built(wanted)


def _place(
    block_id: str, source: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> int:
    """Behind whatever stands before it in the source."""
    order = [one.get("id") for one in source]
    before = set(order[: order.index(block_id)])
    return max((n for n, one in enumerate(found, 1) if one.get("id") in before), default=0)
