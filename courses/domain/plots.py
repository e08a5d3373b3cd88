"""Whether a scenario can be played: ids that exist, every scene reached, every story with an end.

`problems` first asks whether all ids hold; only then are stories followed, at most `limit`
positions of them. `courses.domain.branching` says what is exact, and what holds beyond that.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from courses.domain import branching
from courses.domain.branching import LIMIT, WON, Seen
from courses.domain.problems import Problem, listed
from courses.domain.problems import Sentence as _
from courses.domain.scenario import AXES, Scene, Structure, Turn

ENDINGS = 3
CHOICES = range(2, 5)


def problems(structure: Structure, place: str, limit: int = LIMIT) -> list[Problem]:
    """Everything that is wrong with the graph of a scenario. `place` is the name of its file."""
    found = [*_ids(structure, place), *_roads(structure, place)]
    if not found:
        found = [*_scenes(structure, place), *_flags(structure, place)]
        found += [*_axes(structure, place), *_dead_ends(structure, place)]
        found += _played(structure, place, branching.explore(structure, limit))
    return found


def _ids(structure: Structure, place: str) -> Iterator[Problem]:
    nodes = [*(x.id for x in structure.scenes), *(x.id for x in structure.turns)]
    tables = {
        "scenes": nodes,
        "injects": [inject.id for inject in structure.injects],
        "evidence": [card.id for card in structure.evidence],
    }
    tables |= {f"scenes.{x.id}": [choice.id for choice in x.choices] for x in structure.scenes}
    for where, names in tables.items():
        for twice in (name for name, times in Counter(names).items() if times > 1):
            yield Problem(f"{place}, {where}", _("the id `%(twice)s` stands twice.", twice=twice))
    if structure.start not in {scene.id for scene in structure.scenes}:
        yield Problem(
            f"{place}, start", _("no scene is called `%(start)s`.", start=structure.start)
        )
    for where, name in _goals(structure):
        if name not in nodes:
            yield Problem(
                f"{place}, {where}.to", _("no scene and no fork is called `%(name)s`.", name=name)
            )
    for scene in structure.scenes:
        for card in sorted(set(scene.evidence) - set(tables["evidence"])):
            yield Problem(
                f"{place}, scenes.{scene.id}", _("no evidence is called `%(card)s`.", card=card)
            )


def _goals(structure: Structure) -> Iterator[tuple[str, str]]:
    for scene, choice in structure.choices():
        yield f"scenes.{scene.id}.choices.{choice.id}", choice.to
    for turn in structure.turns:
        for number, way in enumerate(turn.lines, start=1):
            yield f"turns.{turn.id}, line {number}", way.to


def _roads(structure: Structure, place: str) -> Iterator[Problem]:
    """Forks must always lead on, to a scene: without that nothing can be played at all."""
    forks = {turn.id: {way.to for way in turn.lines} for turn in structure.turns}
    for turn in structure.turns:
        where = f"{place}, turns.{turn.id}"
        if turn.lines[-1].conditional:
            yield Problem(where, _("the last line has a condition; it must hold in any case."))
        if any(not way.conditional for way in turn.lines[:-1]):
            yield Problem(
                where, _("a line before the last has no condition: the rest never counts.")
            )
        only_forks = {name: goals & set(forks) for name, goals in forks.items()}
        if any(turn.id in branching.beyond(only_forks, goal) for goal in only_forks[turn.id]):
            yield Problem(where, _("this fork can lead back to itself without any scene between."))


def _scenes(structure: Structure, place: str) -> Iterator[Problem]:
    for scene in structure.scenes:
        where = f"{place}, scenes.{scene.id}"
        if scene.ending and scene.choices:
            yield Problem(where, _("an ending has no choices."))
        if not scene.ending and len(scene.choices) not in CHOICES:
            sentence = _(
                "expected 2 to 4 choices, found %(found)s; a scene that ends the story says "
                "`ending = true`.",
                found=len(scene.choices),
            )
            yield Problem(where, sentence)
    if len(structure.endings) < ENDINGS:
        yield Problem(
            place,
            _(
                "expected %(endings)s endings or more, found %(found)s.",
                endings=ENDINGS,
                found=len(structure.endings),
            ),
        )
    laid = {card for scene in structure.scenes for card in scene.evidence}
    for card in structure.evidence:
        if card.id not in laid:
            yield Problem(
                f"{place}, evidence.{card.id}", _("no scene lays this card on the table.")
            )


def _flags(structure: Structure, place: str) -> Iterator[Problem]:
    made = {flag for _scene, choice in structure.choices() for flag in choice.sets}
    made |= {flag for inject in structure.injects for flag in inject.sets}
    for where, needed in _needed(structure):
        for flag in sorted(set(needed) - made):
            yield Problem(f"{place}, {where}", _("nothing sets the flag `%(flag)s`.", flag=flag))


def _needed(structure: Structure) -> Iterator[tuple[str, Iterable[str]]]:
    for scene, choice in structure.choices():
        yield f"scenes.{scene.id}.choices.{choice.id}", (*choice.needs, *choice.unless)
    for turn in structure.turns:
        for number, way in enumerate(turn.lines, start=1):
            yield f"turns.{turn.id}, line {number}", (*way.has, *way.lacks)
    for inject in structure.injects:
        yield f"injects.{inject.id}", (*inject.has, *inject.unless)


def _axes(structure: Structure, place: str) -> Iterator[Problem]:
    effects = [choice.effects for _scene, choice in structure.choices()]
    effects += [inject.effects for inject in structure.injects]
    touched = {axis for table in effects for axis, change in table.items() if change}
    for axis in AXES:
        if axis not in touched:
            yield Problem(f"{place}, axes.{axis}", _("no choice and no inject touches this axis."))


def _dead_ends(structure: Structure, place: str) -> Iterator[Problem]:
    roads, ends = branching.roads(structure), set(structure.endings)
    nodes: list[tuple[str, Scene | Turn]] = [("scenes", scene) for scene in structure.scenes]
    nodes += [("turns", turn) for turn in structure.turns]
    for kind, node in nodes:
        if not ends & branching.beyond(roads, node.id):
            yield Problem(f"{place}, {kind}.{node.id}", _("no ending can be reached from here."))


def _played(structure: Structure, place: str, seen: Seen) -> Iterator[Problem]:
    """What following the stories shows."""
    for name, path in sorted(seen.stuck.items()):
        if next(scene for scene in structure.scenes if scene.id == name).choices:
            sentence = _("all choices are closed at the beginning.")
            if path:
                sentence = _("all choices are closed after %(names)s.", names=listed(path))
            yield Problem(f"{place}, scenes.{name}", sentence)
    roads = branching.roads(structure)
    reached = seen.scenes if seen.whole else branching.beyond(roads, structure.start)
    for scene in structure.scenes:
        if scene.id not in reached:
            yield Problem(f"{place}, scenes.{scene.id}", _("no story leads to this scene."))
    for turn in structure.turns:
        if turn.id not in branching.beyond(roads, structure.start):
            yield Problem(f"{place}, turns.{turn.id}", _("no story leads to this fork."))
    if seen.whole:
        yield from _never(structure, place, seen)
    best = seen.best if seen.whole else branching.most(structure)
    for axis in AXES:
        if best[axis] < WON:
            sentence = _(
                "no story ends with %(least)s or more here; the most is %(best)s.",
                least=WON,
                best=best[axis],
            )
            yield Problem(f"{place}, axes.{axis}", sentence)


def _never(structure: Structure, place: str, seen: Seen) -> Iterator[Problem]:
    for scene, choice in structure.choices():
        if scene.id in seen.scenes and (scene.id, choice.id) not in seen.choices:
            where = f"{place}, scenes.{scene.id}.choices.{choice.id}"
            yield Problem(where, _("this choice is never open."))
    for inject in structure.injects:
        if inject.id not in seen.injects:
            yield Problem(f"{place}, injects.{inject.id}", _("no story shows this inject."))
