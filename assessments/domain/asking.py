"""How a model is asked: in parts that fit on a page, and which of its questions arise."""

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.domain import applying
from assessments.domain.applying import Answers
from assessments.domain.conditions import NO
from assessments.domain.framework import Dimension, Indicator, MaturityModel

MOST = 30
"""A part of more questions than this is asked factor by factor."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading: the node that they belong to, and how deep it lies."""

    node: Dimension
    depth: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked on one page; it has the id and the title of a node of the tree."""

    node: Dimension
    groups: tuple[Group, ...]

    @property
    def id(self) -> str:
        """The id of the node."""
        return self.node.id

    def indicators(self) -> Iterator[Indicator]:
        """Every question of the page, in order."""
        for group in self.groups:
            yield from group.indicators


def parts(model: MaturityModel, most: int = MOST) -> tuple[Part, ...]:
    """Cut a model into parts: its dimensions, and where these are large their factors."""
    return tuple(part for node in model.dimensions for part in _cut(node, most))


def asked_in(model: MaturityModel) -> dict[str, str]:
    """Name for every indicator the part in which it is asked."""
    return {one.id: part.id for part in parts(model) for one in part.indicators()}


def open_questions(model: MaturityModel, answers: Answers) -> tuple[str, ...]:
    """Name the questions that arise, or may arise, and have no answer."""
    holds = applying.applies(model, answers)
    return tuple(name for name, found in holds.items() if found != NO and name not in answers)


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
