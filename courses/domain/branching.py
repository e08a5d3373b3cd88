"""Following the stories of a scenario: what is reached, what never is, how far each axis can go.

Three ways to look, each tried where the one before does not end within its bound:

*Every story.* Positions that nothing ahead can tell apart are followed once: the clock counts up
to the last minute that anything asks about, flags that nothing ahead reads are dropped, and an
axis that no fork ahead reads is kept only as the most that it can be (exact, since more before is
never less after). Where this ends, every answer is exact.

*Bundles of stories.* Positions that differ only in axes, and in a clock that stands between the
same two minutes that anything asks about, are followed as one, with the least and the most of each;
a fork whose line may hold is taken. What is said never to happen never happens; something may be
called possible that is not.

*The map.* Roads without any condition, and the most that they can add up to. Again what is said
never to happen never happens.

That all choices are closed is said only of a scene where a story was replayed and stood still.
"""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from courses.domain.playing import ClosedError, News, Play, Position
from courses.domain.scenario import AXES, LEAST, MOST, Axis, Choice, Structure

LIMIT = 20_000
WON = 60


@dataclass
class Seen:
    """What was met. `whole`: nothing else can be met; `exact`: and all of it can be."""

    exact: bool
    whole: bool = True
    scenes: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    injects: set[str] = field(default_factory=set)
    stuck: dict[str, tuple[str, ...]] = field(default_factory=dict)
    best: dict[Axis, int] = field(default_factory=lambda: dict.fromkeys(AXES, LEAST))


class _Bundle(NamedTuple):
    """Stories that stand in the same place: the most and the least of clock and axes, one path."""

    most: Position
    soonest: int
    least: tuple[int, ...]
    path: tuple[str, ...]


def explore(structure: Structure, limit: int = LIMIT) -> Seen:
    """Follow the stories: a twentieth of `limit` positions one by one, else `limit` in bundles.

    `stuck` names, for every scene met in which all choices are closed, choices that lead there.
    The structure must be of sound sense: ids that exist, forks that end and lead in no circle.
    """
    seen = search(structure, limit // 20 + 1, exact=True)
    return seen if seen.whole else search(structure, limit, exact=False)


def search(structure: Structure, limit: int, *, exact: bool) -> Seen:
    """One of the two searches, for at most `limit` positions."""
    play, seen, view = Play(structure), Seen(exact), _View(structure, exact)
    opening = play.begin()
    seen.injects.update(one.inject for one in opening.news)
    begun = view.blurred(opening.position)
    first = _Bundle(begun, begun.clock, begun.axes, ())
    known: dict[object, _Bundle] = {view.key(first): first}
    queue = deque(known)
    for _position in range(limit):
        if not queue:
            return seen
        bundle = known[queue.popleft()]
        _note(seen, play, bundle)
        for choice in play.open(bundle.most):
            seen.choices.add((bundle.most.scene, choice.id))
            for reached, news in _reached(play, view, bundle, choice):
                seen.injects.update(one.inject for one in news)
                key = view.key(reached)
                joined = _joined(known.get(key), reached)
                if joined is not known.get(key):
                    known[key] = joined
                    queue.append(key)
    seen.whole = not queue
    return seen


def _joined(former: _Bundle | None, fresh: _Bundle) -> _Bundle:
    """Both in one; `former` itself where the fresh one brings nothing new."""
    if former is None:
        return fresh
    most = tuple(map(max, former.most.axes, fresh.most.axes))
    least = tuple(map(min, former.least, fresh.least))
    latest = max(former.most.clock, fresh.most.clock)
    wider = former.most._replace(axes=most, clock=latest)
    joined = _Bundle(wider, min(former.soonest, fresh.soonest), least, former.path)
    return former if joined == former else joined


def _reached(
    play: Play, view: "_View", bundle: _Bundle, choice: Choice
) -> Iterator[tuple[_Bundle, tuple[News, ...]]]:
    """Where a choice may lead all stories of a bundle: one place, or several behind a fork."""
    moved = play.moved(bundle.most, choice)
    low = play.moved(bundle.most._replace(axes=bundle.least), choice).axes
    path = (*bundle.path, choice.id)
    for soonest, latest in view.pieces(bundle.soonest + choice.minutes, moved.clock):
        most = moved._replace(clock=latest)
        for scene in play.landings(most, low, choice.to):
            arrived, news = play.arrive(most._replace(scene=scene))
            least = play.arrive(most._replace(scene=scene, axes=low))[0].axes
            yield _Bundle(view.blurred(arrived), min(soonest, view.last), least, path), news


def _note(seen: Seen, play: Play, bundle: _Bundle) -> None:
    position = bundle.most
    seen.scenes.add(position.scene)
    if play.scenes[position.scene].ending:
        for axis, level in zip(AXES, position.axes, strict=True):
            seen.best[axis] = max(seen.best[axis], level)
    elif not play.open(position) and _stands_still(play, position.scene, bundle.path):
        seen.stuck.setdefault(position.scene, bundle.path)


def _stands_still(play: Play, scene: str, path: tuple[str, ...]) -> bool:
    try:
        state = play.replay(path)
    except ClosedError:
        return False
    return state.scene == scene and not play.open(state.position)


class _View:
    """Which positions cannot be told apart by anything that is still to come."""

    def __init__(self, structure: Structure, exact: bool) -> None:
        self.exact = exact
        ways = [way for turn in structure.turns for way in turn.lines]
        asked = [way.before for way in ways] + [way.after for way in ways]
        asked += [inject.at for inject in structure.injects]
        self.minutes = sorted({0, *(minute for minute in asked if minute is not None)})
        self.last = self.minutes[-1]
        ahead = _ahead(structure)
        self.flags = {name: frozenset(_flags(structure, ahead[name])) for name in ahead}
        self.axes = {name: _axes(structure, ahead[name]) for name in ahead}
        self.injects = structure.injects
        moving = (inject for inject in structure.injects if inject.effects or inject.sets)
        self.moving = frozenset(inject.id for inject in moving)

    def blurred(self, position: Position) -> Position:
        """Without what no longer matters: flags are never taken back, so that news which one of
        them keeps away are as settled as those that have come; and some news move nothing."""
        read, settled = set(self.flags[position.scene]), set(position.shown)
        for inject in self.injects:
            if inject.id in self.moving and not position.flags.isdisjoint(inject.unless):
                settled.add(inject.id)
            elif inject.id not in settled:
                read.update(inject.has, inject.unless)
        return position._replace(
            clock=min(position.clock, self.last),
            flags=position.flags & read,
            shown=self.moving & settled,
        )

    def pieces(self, soonest: int, latest: int) -> Iterator[tuple[int, int]]:
        """A span of the clock in pieces within which nothing can be told apart."""
        for minute in self.minutes[bisect_right(self.minutes, soonest) :]:
            if minute > latest:
                break
            yield soonest, minute - 1
            soonest = minute
        yield soonest, latest

    def key(self, bundle: _Bundle) -> object:
        here = bundle.most
        if not self.exact:
            return here.scene, bisect_right(self.minutes, here.clock), here.flags, here.shown
        axes = tuple(here.axes[index] for index in self.axes[here.scene])
        return here.scene, here.clock, here.flags, here.shown, axes


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
    """The flags that a choice or a fork ahead reads."""
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


def most(structure: Structure) -> dict[Axis, int]:
    """No story brings an axis to more than this, on whatever road; cheap, and mostly too high.

    On a road that can be walked in a circle a positive effect has no bound but the scale.
    """
    return {axis: _most(structure, axis) for axis in AXES}


def _most(structure: Structure, axis: Axis) -> int:
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
    return MOST
