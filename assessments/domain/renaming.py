"""Where a draft names its own things: followed when an id changes, emptied when a thing goes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Draft = Mapping[str, Any]


def tables(value: object) -> list[dict[str, Any]]:
    """Give the tables of a list; of anything else none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def nodes(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part with its path, each before its factors."""

    def below(value: object, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for number, one in enumerate(value if isinstance(value, list) else []):
            if isinstance(one, dict):
                yield f"{path}.{number}", one
                yield from below(one.get("factors"), f"{path}.{number}.factors")

    yield from below(draft.get("dimensions"), "dimensions")


def indicators(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every indicator with its path, in the order in which they are asked."""
    for path, node in nodes(draft):
        for number, one in enumerate(tables(node.get("indicators"))):
            yield f"{path}.indicators.{number}", one


def inside(thing: Mapping[str, Any]) -> set[str]:
    """Name the indicators that a part holds at any depth, or the indicator that it is."""
    below = {str(one.get("id")) for _, one in indicators({"dimensions": [dict(thing)]})}
    return below or {str(thing.get("id"))}


def rename(draft: dict[str, Any], kind: str, before: str, after: str) -> None:
    """Write the new id of an indicator, stage or scale wherever the old one is named."""
    if kind in ("stage", "scale"):
        for _, one in indicators(draft):
            if one.get(kind) == before:
                one[kind] = after
    if kind != "indicator":
        return
    for one in _profiles(draft):
        one["minimum"] = {after if k == before else k: v for k, v in one["minimum"].items()}
    for condition in _conditions(draft):
        if condition.get("indicator") == before:
            condition["indicator"] = after
    for migration in tables(draft.get("migrations")):
        for step in tables(migration.get("moves")):
            step["new"] = [after if name == before else name for name in step.get("new", ())]


def forget(draft: dict[str, Any], gone: Iterable[str]) -> None:
    """Take these indicators out of the minimums of stages and targets."""
    lost = set(gone)
    for one in _profiles(draft):
        one["minimum"] = {k: v for k, v in one["minimum"].items() if k not in lost}


def _profiles(draft: Draft) -> Iterator[dict[str, Any]]:
    for name in ("stages", "targets"):
        for one in tables(draft.get(name)):
            if isinstance(one.get("minimum"), dict):
                yield one


def _conditions(draft: Draft) -> Iterator[dict[str, Any]]:
    for _, one in indicators(draft):
        wanted = one.get("depends_on")
        if isinstance(wanted, dict):
            for name in ("all", "any"):
                yield from tables(wanted.get(name))
    for rule in tables(draft.get("contradictions")):
        yield from tables(rule.get("all"))
