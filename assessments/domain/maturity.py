"""A maturity model as frozen values: parse() answers for its shape, problems() for its sense."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.domain.coherence import problems
from assessments.domain.framework import (
    GATES,
    MODEL,
    Contradiction,
    Dimension,
    Gate,
    Indicator,
    Levels,
    MaturityModel,
    Migration,
    Move,
    Option,
    Reference,
    Scale,
    Stage,
    Target,
)
from assessments.domain.shape import ShapeError, read

__all__ = [
    "GATES",
    "MODEL",
    "Contradiction",
    "Dimension",
    "Gate",
    "Indicator",
    "Levels",
    "MaturityModel",
    "Migration",
    "Move",
    "Option",
    "Reference",
    "Scale",
    "ShapeError",
    "Stage",
    "Target",
    "parse",
    "problems",
]

DEEPEST = 12
"""A tree of more floors than this is refused: no framework has them, and no page shows them."""


def parse(mapping: Mapping[str, Any]) -> MaturityModel:
    """Make a model of what a TOML file held, or raise ShapeError with every problem at once.

    >>> parse({"id": "x"})                                          # doctest: +SKIP
    ShapeError: version: is missing ...
    """
    found = list(_too_deep(mapping.get("dimensions"), "dimensions", 1))
    if found:
        raise ShapeError(found)
    return read(MaturityModel, mapping, more=_level_counts(mapping))


def _too_deep(value: object, path: str, floor: int) -> Iterator[str]:
    for place, one in enumerate(_tables(value)):
        if floor > DEEPEST:
            yield f"{path}[{place}]: lies deeper than {DEEPEST} floors"
            return
        yield from _too_deep(one.get("factors"), f"{path}[{place}].factors", floor + 1)


def _level_counts(mapping: Mapping[str, Any]) -> list[str]:
    """Count the levels of every indicator in the raw mapping, whatever else is wrong with it."""
    counts: dict[object, int] = {}
    if isinstance(scale := mapping.get("scale"), list) and scale:
        counts[None] = len(scale)
    for one in _tables(mapping.get("scales")):
        name, answers = one.get("id"), one.get("answers")
        if isinstance(name, str) and isinstance(answers, list):
            counts[name] = len(answers)
    return list(_miscounted(_tables(mapping.get("dimensions")), "dimensions", counts))


def _miscounted(
    nodes: list[Mapping[str, Any]], path: str, counts: Mapping[object, int]
) -> Iterator[str]:
    for n, node in enumerate(nodes):
        for i, indicator in enumerate(_tables(node.get("indicators"))):
            levels, name = indicator.get("levels"), indicator.get("scale")
            expected = counts.get(name) if name is None or isinstance(name, str) else None
            if expected and isinstance(levels, list) and levels and len(levels) != expected:
                place = f"{path}[{n}].indicators[{i}].levels"
                yield f"{place}: expected {expected}, found {len(levels)}"
        yield from _miscounted(_tables(node.get("factors")), f"{path}[{n}].factors", counts)


def _tables(value: object) -> list[Mapping[str, Any]]:
    """The list of tables, or for anything else an empty one; other places are told by the shape."""
    if not isinstance(value, list):
        return []
    return [one if isinstance(one, Mapping) else {} for one in value]
