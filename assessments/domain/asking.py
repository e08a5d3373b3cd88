"""How a model is asked: in parts that fit on a page, and which of its questions arise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from assessments.domain import applying
from assessments.domain.applying import Answers
from assessments.domain.conditions import NO
from assessments.domain.framework import Dimension, Indicator, MaturityModel

MOST = 30
"""A part of more questions than this is asked factor by factor."""

MINUTES = 5
"""What one question takes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading: the node that they belong to, and how deep it lies."""

    node: Dimension
    depth: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Part:
    """What is asked on one page; it has the id and the title of a node of the tree."""

    node: Dimension
    groups: tuple[Group, ...]

    @property
    def id(self) -> str:
        """The id of the node."""
        return self.node.id

    @cached_property
    def names(self) -> frozenset[str]:
        """The ids of its questions."""
        return frozenset(one.id for one in self.indicators())

    def indicators(self) -> Iterator[Indicator]:
        """Every question of the page, in order."""
        for group in self.groups:
            yield from group.indicators


def parts(model: MaturityModel, most: int = MOST, *, rapid: bool = False) -> tuple[Part, ...]:
    """Cut a model into parts: its dimensions, and where these are large their factors.

    A rapid round asks only the core questions, in the same parts; such as have none are left
    out. A model that names no core question asks them all.
    """
    every = tuple(part for node in model.dimensions for part in _cut(node, most))
    if not rapid or not has_core(model):
        return every
    return tuple(found for part in every if (found := _core(part)) is not None)


def has_core(model: MaturityModel) -> bool:
    """Tell whether a model names the questions of a rapid round."""
    return any(one.core for one in model.indicators())


def minutes(part: Part) -> int:
    """Estimate how long a part takes: five minutes for each question, read and talked over.

    A rapid round of twelve core questions thus takes the hour that its name promises.
    """
    return MINUTES * sum(1 for _ in part.indicators())


def _core(part: Part) -> Part | None:
    """Keep the core questions of a part; None where it has none."""
    groups = tuple(
        replace(group, indicators=kept)
        for group in part.groups
        if (kept := tuple(one for one in group.indicators if one.core))
    )
    return Part(part.node, groups) if groups else None


def asked_in(model: MaturityModel) -> dict[str, str]:
    """Name for every indicator the part in which it is asked."""
    return {one.id: part.id for part in parts(model) for one in part.indicators()}


def open_questions(
    model: MaturityModel, answers: Answers, *, rapid: bool = False
) -> tuple[str, ...]:
    """Name the questions that are asked, arise or may arise, and have no answer."""
    holds = applying.applies(model, answers)
    core = rapid and has_core(model)
    asked = (one.id for one in model.indicators() if one.core or not core)
    return tuple(name for name in asked if holds[name] != NO and name not in answers)


def _cut(node: Dimension, most: int) -> Iterator[Part]:
    if not node.factors or sum(1 for _ in node.every()) <= most:
        yield Part(node, tuple(_groups(node, 0)))
        return
    if node.indicators:
        yield Part(node, (Group(node, 0, node.indicators),))
    for factor in node.factors:
        yield from _cut(factor, most)


def _groups(node: Dimension, depth: int) -> Iterator[Group]:
    if node.indicators or depth:
        yield Group(node, depth, node.indicators)
    for factor in node.factors:
        yield from _groups(factor, depth + 1)
