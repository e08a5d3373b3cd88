"""What is wrong with the graph of a scenario: unreachable scenes, dead ends, axes nobody can win.

Two ways to look, and neither reports what is not so:

*All stories.* Every story is followed, positions that cannot be told apart any more being followed
once: the clock counts up to the last minute that anything asks about, flags that nothing ahead
reads are dropped, and an axis that no fork ahead reads is kept only as the most that it can be
(which is exact, since more before is never less after). Where this ends within `limit` positions,
every answer is exact.

*The map.* Where it does not, what is said to be impossible is impossible even if every condition
on axes, clock and absent flags were waived; and what is said to happen has been seen to happen
among the stories that were followed. Some mistakes may then go unseen; none is invented.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from courses.domain.playing import Play, Position
from courses.domain.scenario import AXES, LEAST, Structure

LIMIT = 20_000
WON = 60


@dataclass
class Seen:
    """What was met among the stories that were followed; `whole` where that were all of them."""

    whole: bool = True
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    injects: set[str] = field(default_factory=set)
    stuck: dict[str, tuple[str, ...]] = field(default_factory=dict)
    best: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AXES, LEAST))


def explore(structure: Structure, limit: int = LIMIT) -> Seen:
    """Follow the stories, at most `limit` positions of them.

    `stuck` names, for every scene met in which all choices are closed, choices that lead there.
    The structure must be of sound sense: ids that exist, forks that end and lead in no circle.
    """
    play, seen, view = Play(structure), Seen(), _View(structure)
    first = view.blurred(play.begin().position)
    known: dict[object, Position] = {view.key(first): first}
    queue: deque[tuple[Position, tuple[str, ...]]] = deque([(first, ())])
    for _position in range(limit):
        if not queue:
            return seen
        position, path = queue.popleft()
        _note(seen, play, position, path)
        for choice in play.open(position):
            seen.choices.add((position.scene, choice.id))
            reached = view.blurred(play.arrive(play.follow(position, choice))[0])
            key = view.key(reached)
            former = known.get(key)
            if former is not None:
                most = tuple(map(max, former.axes, reached.axes))
                if most == former.axes:
                    continue
                reached = reached._replace(axes=most)
            known[key] = reached
            queue.append((reached, (*path, choice.id)))
    seen.whole = not queue
    return seen


def _note(seen: Seen, play: Play, position: Position, path: tuple[str, ...]) -> None:
    scene = play.scenes[position.scene]
    seen.scenes.add(scene.id)
    seen.injects |= position.shown
    if scene.ending:
        for axis, level in zip(AXES, position.axes, strict=True):
            seen.best[axis] = max(seen.best[axis], level)
    elif not play.open(position):
        seen.stuck.setdefault(scene.id, path)


class _View:
    """Which positions cannot be told apart by anything that is still to come."""

    def __init__(self, structure: Structure) -> None:
        ways = [way for turn in structure.turns for way in turn.lines]
        asked = [way.before for way in ways] + [way.after for way in ways]
        asked += [inject.at for inject in structure.injects]
        self.last = max((minute for minute in asked if minute is not None), default=0)
        ahead = _ahead(structure)
        self.flags = {name: frozenset(_flags(structure, ahead[name])) for name in ahead}
        self.axes = {name: _axes(structure, ahead[name]) for name in ahead}

    def blurred(self, position: Position) -> Position:
        return position._replace(
            clock=min(position.clock, self.last),
            flags=position.flags & self.flags[position.scene],
        )

    def key(self, position: Position) -> object:
        axes = tuple(position.axes[index] for index in self.axes[position.scene])
        return position.scene, position.clock, position.flags, position.shown, axes


def roads(structure: Structure) -> dict[str, set[str]]:
    """Where one can get to from each scene and fork in one go, were every condition waived."""
    found = {scene.id: {choice.to for choice in scene.choices} for scene in structure.scenes}
    return found | {turn.id: {way.to for way in turn.lines} for turn in structure.turns}


def beyond(roads: Mapping[str, set[str]], start: str) -> set[str]:
    """Everything that the roads lead to from `start`, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        fresh = roads.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def _ahead(structure: Structure) -> dict[str, set[str]]:
    known = roads(structure)
    return {scene.id: beyond(known, scene.id) for scene in structure.scenes}


def _flags(structure: Structure, ahead: set[str]) -> Iterator[str]:
    """The flags that something ahead reads; news may come in any scene."""
    for inject in structure.injects:
        yield from (*inject.has, *inject.unless)
    for scene, choice in structure.choices():
        if scene.id in ahead:
            yield from (*choice.needs, *choice.unless)
    for turn in structure.turns:
        if turn.id in ahead:
            for way in turn.lines:
                yield from (*way.has, *way.lacks)


def _axes(structure: Structure, ahead: set[str]) -> tuple[int, ...]:
    ways = [way for turn in structure.turns if turn.id in ahead for way in turn.lines]
    read = {axis for way in ways for axis in (*way.at_least, *way.at_most)}
    return tuple(index for index, axis in enumerate(AXES) if axis in read)


def most(structure: Structure) -> dict[str, int]:
    """No story brings an axis to more than this, on whatever road; cheap, and mostly too high.

    On a road that can be walked in a circle a positive effect has no bound but the scale.
    """
    return {axis: _most(structure, axis) for axis in AXES}


def _most(structure: Structure, axis: str) -> int:
    news = sum(max(0, inject.effects.get(axis, 0)) for inject in structure.injects)
    levels = {structure.start: structure.axes[axis]}
    for _round in range(len(structure.scenes) + len(structure.turns) + 1):
        before = dict(levels)
        for scene, choice in structure.choices():
            if scene.id in levels:
                level = max(LEAST, levels[scene.id] + choice.effects.get(axis, 0))
                levels[choice.to] = max(levels.get(choice.to, LEAST), level)
        for turn in structure.turns:
            for way in turn.lines if turn.id in levels else ():
                levels[way.to] = max(levels.get(way.to, LEAST), levels[turn.id])
        if levels == before:
            return max((levels.get(name, LEAST) for name in structure.endings), default=0) + news
    return 100
