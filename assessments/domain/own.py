"""What an institution adds of its own: actions in, a library that holds them too out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from assessments.domain import sense
from assessments.domain.actions import Action, ActionLibrary, Effect
from assessments.domain.maturity import MaturityModel
from assessments.domain.rings import ring
from assessments.domain.rules import Kind, Size
from assessments.domain.shape import Words, read

OwnId = Annotated[str, StringConstraints(pattern=r"^own(-[a-z0-9]+)+$", max_length=60)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")]


UNSAID = "own"
"""Stands for the source, and for the reason of a need, where the institution gives none."""


class OwnAction(Action):
    """An action of one institution, in its own words; `language` says in which they are.

    It is planned as any other. One that raises nothing in the models of a plan is wished for, and
    always a candidate; the words are shown as they were typed, in every language.
    """

    id: OwnId
    steps: tuple[Words, ...] = ()
    effects: tuple[Effect, ...] = ()
    kind: Kind = "process"
    size: Size = "minor"
    alternatives: None = None
    source: Words = UNSAID
    certainty: Literal["seen", "known", "ours"] = "ours"
    language: Language


def parse(mapping: Mapping[str, Any]) -> OwnAction:
    """Read one action, or raise ShapeError with every problem at once."""
    return read(OwnAction, mapping)


def stored(one: OwnAction) -> dict[str, Any]:
    """Give an action as JSON values which `parse` reads back."""
    return one.model_dump(mode="json")


def merged(library: ActionLibrary, own: Iterable[Action]) -> ActionLibrary:
    """Add actions to a library, in the order of their ids."""
    more = sorted(own, key=lambda one: one.id)
    return library.model_copy(update={"actions": (*library.actions, *more)})


def problems(
    own: Sequence[Action],
    library: ActionLibrary,
    models: Iterable[MaturityModel],
    name: str = "own",
) -> list[str]:
    """Tell what makes no sense of actions that are to stand beside a library, a sentence each.

    `models` are those that the plan is over: an effect on another is refused. `name` begins every
    path.
    """
    tops = sense.tops({one.id: one for one in models})
    found = list(sense.numbers(own, name))
    for number, one in enumerate(own):
        found += _of_one(f"{name}[{number}]", one, own, library)
        for e, effect in enumerate(one.effects):
            found += sense.effect_problems(f"{name}[{number}].effects[{e}]", effect, tops)
    return found + [f"{name}: {' needs '.join(way)}, which is a circle" for way in circles(own)]


def fitted(
    own: Sequence[OwnAction], library: ActionLibrary, models: Iterable[MaturityModel]
) -> tuple[OwnAction, ...]:
    """Choose what belongs into a plan over these models, from all that an institution has added.

    What raises answers of other models alone stays out unless something chosen needs it. Areas
    and needs that an older release does not have are left out.
    """
    tops = sense.tops({one.id: one for one in models})
    there = {one.id: one for one in own if one.area in library.areas}
    fits = {
        name: tuple(e for e in one.effects if e.to <= tops.get(e.indicator, 0))
        for name, one in there.items()
    }
    chosen = [name for name, one in there.items() if fits[name] or not one.effects]
    for name in chosen:  # grows while it is read
        wanted = [other for need in there[name].needs for other in need.any_of]
        chosen += [other for other in wanted if other in there and other not in chosen]
    known = {one.id for one in library.actions} | {one.alternatives for one in library.actions}
    return tuple(_kept(there[name], fits[name], known | set(chosen)) for name in sorted(chosen))


def _kept(one: OwnAction, effects: tuple[Effect, ...], known: Collection[str | None]) -> OwnAction:
    needs = [
        need.model_copy(update={"any_of": tuple(name for name in need.any_of if name in known)})
        for need in one.needs
    ]
    kept = tuple(need for need in needs if need.any_of)
    return one.model_copy(update={"effects": effects, "needs": kept})


def _of_one(path: str, one: Action, own: Sequence[Action], library: ActionLibrary) -> Iterator[str]:
    groups = {action.alternatives for action in library.actions}
    names = {action.id for action in library.actions}
    count = sum(other.id == one.id for other in own)
    if not one.own:
        yield f"{path}.id: expected an id that begins with own-, found {one.id}"
    if count > 1:
        yield f"{path}.id: {one.id} is used {count} times"
    if one.id in names:
        yield f"{path}.id: {one.id} is an action of the library"
    if one.area not in library.areas:
        yield f"{path}.area: the library has no area {one.area}"
    for n, need in enumerate(one.needs):
        if not need.any_of:
            yield f"{path}.needs[{n}].any_of: expected one or more actions, found none"
        for wanted in need.any_of:
            if wanted not in names | groups and all(wanted != other.id for other in own):
                yield f"{path}.needs[{n}].any_of: there is no action {wanted}"
        if need.lag < 0:
            yield f"{path}.needs[{n}].lag: expected 0 or more, found {need.lag}"


def circles(own: Iterable[Action]) -> list[tuple[str, ...]]:
    """Name every circle of hard needs as one goes round it: ("own-1", "own-2", "own-1")."""
    needs = {
        one.id: [name for need in one.needs if need.kind == "hard" for name in need.any_of]
        for one in own
    }
    stuck = ring(needs)
    found = set()
    for first in stuck:
        way = [first]
        while way[-1] not in way[:-1]:
            way.append(min(name for name in needs[way[-1]] if name in stuck))
        circle = way[way.index(way[-1]) : -1]
        least = circle.index(min(circle))
        found.add((*circle[least:], *circle[:least], circle[least]))
    return sorted(found)
