"""Changes to the draft of a model, a raw mapping that may make no sense yet, by paths.

A path names a thing as in "dimensions.0.factors.1.indicators.2"; the same without the last
number names a list. Every change gives a new mapping and leaves the old one as it was.
"""

import copy
import re
from collections.abc import Mapping
from typing import Any, Literal

from assessments.domain import maturity, renaming
from assessments.domain.renaming import Draft, tables

Kind = Literal["node", "indicator", "stage", "scale", "target", "contradiction"]

KINDS: Mapping[str, Kind] = {
    "dimensions": "node",
    "factors": "node",
    "indicators": "indicator",
    "stages": "stage",
    "scales": "scale",
    "targets": "target",
    "contradictions": "contradiction",
}
_NODE = r"dimensions\.\d{1,5}(?:\.factors\.\d{1,5}){0,20}"
_FLAT = r"(?:stages|scales|targets|contradictions)"
_THING = re.compile(rf"(?:{_NODE}(?:\.indicators\.\d{{1,5}})?|{_FLAT}\.\d{{1,5}})")
_LIST = re.compile(rf"(?:dimensions|{_NODE}\.(?:factors|indicators)|{_FLAT})")


class Nowhere(LookupError):
    """There is nothing at a path."""


def kind(path: str) -> Kind:
    """Tell what a path of a thing or of a list names; Nowhere if it names neither."""
    if not (_THING.fullmatch(path) or _LIST.fullmatch(path)):
        raise Nowhere(path)
    return KINDS[re.sub(r"\.\d+$", "", path).rpartition(".")[2]]


def find(draft: Draft, path: str) -> dict[str, Any]:
    """Give the thing at a path, the draft itself for ""; Nowhere if there is none."""
    if not path:
        return dict(draft)
    if not _THING.fullmatch(path):
        raise Nowhere(path)
    found: Any = draft
    for step in path.split("."):
        found = _step(found, step, path)
    if not isinstance(found, dict):
        raise Nowhere(path)
    return found


def add(draft: Draft, into: str, thing: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Put a thing at the end of a list; give the new draft and the path of the thing.

    A new indicator is asked nothing by any stage of a profile: its minimums are 0.
    """
    what = kind(into)
    owner, _, name = into.rpartition(".")
    changed = copy.deepcopy(dict(draft))
    things = find(changed, owner) if owner else changed
    things.setdefault(name, []).append(copy.deepcopy(dict(thing)))
    path = f"{into}.{len(things[name]) - 1}"
    if what == "indicator" and _gate(changed, path) == "profile":
        for stage in tables(changed.get("stages")):
            stage.setdefault("minimum", {}).setdefault(str(thing.get("id")), 0)
    return changed, path


def update(draft: Draft, path: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give a draft in which the thing at a path has these fields; None takes a field away.

    A new id is written wherever the old one was named, unless another thing still bears it.
    """
    changed = copy.deepcopy(dict(draft))
    thing = find(changed, path) if path else changed
    before = thing.get("id")
    for name, value in fields.items():
        if value is None:
            thing.pop(name, None)
        else:
            thing[name] = copy.deepcopy(value)
    after = thing.get("id")
    if path and isinstance(before, str) and isinstance(after, str) and before != after:
        what = kind(path)
        if before not in ids(changed):
            renaming.rename(changed, what, before, after)
    return changed


def remove(draft: Draft, path: str) -> dict[str, Any]:
    """Give a draft without the thing at a path, and without minimums for what went with it.

    Conditions that name it stay: what shall hold instead is for the author to say, and
    `problems` tells where.
    """
    changed = copy.deepcopy(dict(draft))
    thing = find(changed, path)
    things, number = _list_of(changed, path)
    del things[number]
    left = {str(one.get("id")) for _, one in renaming.indicators(changed)}
    gone = renaming.inside(thing) if kind(path) in ("node", "indicator") else set()
    renaming.forget(changed, gone - left)
    return changed


def move(draft: Draft, path: str, by: int) -> tuple[dict[str, Any], str]:
    """Change places with the neighbour before (-1) or after (1); at an end nothing changes."""
    changed = copy.deepcopy(dict(draft))
    find(changed, path)
    things, number = _list_of(changed, path)
    other = number + by
    if not 0 <= other < len(things):
        return changed, path
    things[number], things[other] = things[other], things[number]
    return changed, f"{path.rpartition('.')[0]}.{other}"


def ids(draft: Draft) -> list[str]:
    """List every id of what has texts; a repeated one as often as it is used."""
    found = [str(node.get("id")) for _, node in renaming.nodes(draft)]
    found += [str(one.get("id")) for _, one in renaming.indicators(draft)]
    for name in ("stages", "scales", "targets", "contradictions"):
        found += [str(one.get("id")) for one in tables(draft.get(name))]
    return found


def free_id(draft: Draft, wish: str) -> str:
    """Make an id of what is wished that nothing in the draft has: "risk", "risk-2", "risk-3"."""
    taken = {maturity.MODEL, *ids(draft)}
    base = re.sub(r"[^a-z0-9]+", "-", wish.lower()).strip("-")[:50].strip("-") or "item"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def problems(draft: Draft) -> list[str]:
    """Tell all that keeps a draft from being published: its shape, or if that is right its sense.

    Each is a sentence that begins with its place in the file.
    """
    try:
        return maturity.problems(maturity.parse(draft))
    except maturity.ShapeError as error:
        return list(error.problems)


def place_of(problem: str) -> str:
    """Give the path of the thing that a sentence of `problems` speaks of; "" is the whole model.

    >>> place_of("dimensions[0].indicators[3].levels: expected 5, found 4")
    'dimensions.0.indicators.3'
    """
    place = re.match(r"[^:\s]*", problem)
    dotted = re.sub(r"\[(\d+)\]", r".\1", place[0]) if place else ""
    found = re.match(rf"{_NODE}\.indicators\.\d{{1,5}}|{_NODE}|{_FLAT}\.\d{{1,5}}", dotted)
    return found[0] if found else ""


def fresh(id: str, title: str, language: str, **more: Any) -> dict[str, Any]:
    """Give a new model that has the right shape, and no part yet.

    Levels and the first stage are called by their numbers until somebody names them.
    """
    draft = {
        "id": id,
        "version": 1,
        "title": title,
        "summary": title,
        "notice": title,
        "source_language": language,
        "gate": "mean",
        "scale": ["0", "1", "2", "3", "4"],
        "below": "0",
        "stages": [{"id": "stage-1", "title": "1", "summary": "1", "at_least": 1}],
        "dimensions": [],
        **more,
    }
    if draft["gate"] == "cumulative" or draft["gate"] == "profile":
        del draft["stages"][0]["at_least"]
    return draft


def _gate(draft: Draft, path: str) -> object:
    """The gate of the nearest part above a path that names one."""
    found, node = draft.get("gate"), path.rpartition(".indicators")[0]
    steps = node.split(".")
    for end in range(2, len(steps) + 1, 2):
        found = find(draft, ".".join(steps[:end])).get("gate") or found
    return found


def _list_of(draft: Draft, path: str) -> tuple[list[Any], int]:
    into, _, number = path.rpartition(".")
    owner, _, name = into.rpartition(".")
    return (find(draft, owner) if owner else draft)[name], int(number)


def _step(found: Any, step: str, path: str) -> Any:
    try:
        return found[int(step)] if isinstance(found, list) else found[step]
    except (KeyError, IndexError, TypeError, ValueError):
        raise Nowhere(path) from None
