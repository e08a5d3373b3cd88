"""Playing a scenario: choices in, where the story stands out; the same choices give the same story.

A choice takes its minutes, moves the axes and sets its flags; then the story goes on to the next
scene, through forks where there are any; there new evidence is laid on the table, and news come
that are due by the clock (never at an ending: there the story is over). Axes stay within 0 to 100.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from courses.domain.scenario import (
    AXES,
    LEAST,
    MOST,
    Axis,
    Choice,
    Evidence,
    Inject,
    Scene,
    Structure,
    Turn,
    Way,
)


class ClosedError(ValueError):
    """A choice that does not exist here, or is not open."""


class Position(NamedTuple):
    """All that decides how the story goes on. `axes` stand in the order of AXES."""

    scene: str
    clock: int
    axes: tuple[int, ...]
    flags: frozenset[str]
    shown: frozenset[str]


@dataclass(frozen=True)
class News:
    """An inject as it came: what it moved, by axis."""

    inject: str
    changes: Mapping[Axis, int]


@dataclass(frozen=True)
class Taken:
    """One choice as it was made: where, when, what it moved by axis, and the news that followed."""

    scene: str
    choice: str
    at: int
    changes: Mapping[Axis, int]
    news: tuple[News, ...]


@dataclass(frozen=True)
class State:
    """Where a story stands, and how it came there. `opening` are the news of the first scene."""

    position: Position
    evidence: tuple[str, ...]
    opening: tuple[News, ...] = ()
    path: tuple[Taken, ...] = ()

    @property
    def scene(self) -> str:
        """The id of the present scene."""
        return self.position.scene

    @property
    def axes(self) -> dict[Axis, int]:
        """The six axes, each from 0 to 100."""
        return dict(zip(AXES, self.position.axes, strict=True))

    @property
    def news(self) -> tuple[News, ...]:
        """What came with the present scene."""
        return self.path[-1].news if self.path else self.opening


class Play:
    """A scenario of sound sense, ready to be played. It holds no state of its own."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.scenes: dict[str, Scene] = {scene.id: scene for scene in structure.scenes}
        self.turns: dict[str, Turn] = {turn.id: turn for turn in structure.turns}
        self.injects: dict[str, Inject] = {inject.id: inject for inject in structure.injects}
        self.cards: dict[str, Evidence] = {card.id: card for card in structure.evidence}

    @cached_property
    def by_clock(self) -> tuple[Inject, ...]:
        """The injects in the order in which they come."""
        return tuple(sorted(self.structure.injects, key=lambda inject: inject.at))

    def begin(self) -> State:
        """The first scene."""
        axes = tuple(self.structure.axes[axis] for axis in AXES)
        before = Position(self.structure.start, 0, axes, frozenset(), frozenset())
        position, news = self.arrive(before)
        return State(position, self.scenes[position.scene].evidence, news)

    def replay(self, choices: Iterable[str]) -> State:
        """The story after these choices. Raises ClosedError at the first that was not open."""
        state = self.begin()
        for choice in choices:
            state = self.choose(state, choice)
        return state

    def choose(self, state: State, name: str) -> State:
        """The story after one more choice. Raises ClosedError where it is not open."""
        choice = next((one for one in self.open(state.position) if one.id == name), None)
        if choice is None:
            raise ClosedError(f"In the scene {state.scene!r} the choice {name!r} is not open.")
        moved = self.moved(state.position, choice)
        landing = next(self.landings(moved, moved.axes, choice.to))
        position, news = self.arrive(moved._replace(scene=landing))
        changes = _changes(state.position.axes, moved.axes)
        taken = Taken(state.scene, name, state.position.clock, changes, news)
        laid = (*state.evidence, *self.scenes[position.scene].evidence)
        return replace(
            state,
            position=position,
            evidence=tuple(dict.fromkeys(laid)),
            path=(*state.path, taken),
        )

    def open(self, position: Position) -> tuple[Choice, ...]:
        """The choices that can be made here."""
        flags = position.flags
        return tuple(
            choice
            for choice in self.scenes[position.scene].choices
            if flags.issuperset(choice.needs) and flags.isdisjoint(choice.unless)
        )

    def moved(self, position: Position, choice: Choice) -> Position:
        """What a choice does by itself, before the next scene is reached."""
        return position._replace(
            clock=position.clock + choice.minutes,
            axes=_moved(position.axes, choice.effects),
            flags=position.flags.union(choice.sets),
        )

    def landings(self, most: Position, least: tuple[int, ...], to: str) -> Iterator[str]:
        """The scenes behind `to`, through forks: all that may come where each axis lies anywhere
        between `least` and that of `most`; where these are the same, exactly one."""
        if to in self.scenes:
            yield to
            return
        for way in self.turns[to].lines:
            if _holds(way, most) and _reaches(way, most.axes, least):
                yield from self.landings(most, least, way.to)
                if _reaches(way, least, most.axes):
                    return

    def arrive(self, position: Position) -> tuple[Position, tuple[News, ...]]:
        """The news that are due in a scene that has just been reached, one after another."""
        if self.scenes[position.scene].ending:
            return position, ()
        news = []
        for inject in self.by_clock:
            if _due(inject, position):
                axes = _moved(position.axes, inject.effects)
                news.append(News(inject.id, _changes(position.axes, axes)))
                flags = position.flags.union(inject.sets)
                shown = position.shown | {inject.id}
                position = position._replace(axes=axes, flags=flags, shown=shown)
        return position, tuple(news)


def _due(inject: Inject, position: Position) -> bool:
    return (
        inject.at <= position.clock
        and inject.id not in position.shown
        and position.flags.issuperset(inject.has)
        and position.flags.isdisjoint(inject.unless)
    )


def _holds(way: Way, position: Position) -> bool:
    """Whether flags and clock speak for this way."""
    return (
        position.flags.issuperset(way.has)
        and position.flags.isdisjoint(way.lacks)
        and (way.before is None or position.clock < way.before)
        and (way.after is None or position.clock >= way.after)
    )


def _reaches(way: Way, high: tuple[int, ...], low: tuple[int, ...]) -> bool:
    """Whether the axes speak for it, `high` being asked for at least and `low` for at most."""
    highs, lows = (dict(zip(AXES, axes, strict=True)) for axes in (high, low))
    return all(highs[axis] >= level for axis, level in way.at_least.items()) and all(
        lows[axis] <= level for axis, level in way.at_most.items()
    )


def _moved(axes: tuple[int, ...], effects: Mapping[Axis, int]) -> tuple[int, ...]:
    if not effects:
        return axes
    pairs = zip(AXES, axes, strict=True)
    return tuple(min(MOST, max(LEAST, level + effects.get(axis, 0))) for axis, level in pairs)


def _changes(before: tuple[int, ...], after: tuple[int, ...]) -> dict[Axis, int]:
    """What really moved: at the ends of its scale an axis moves less than it was told to."""
    three = zip(AXES, before, after, strict=True)
    return {axis: new - old for axis, old, new in three if new != old}
