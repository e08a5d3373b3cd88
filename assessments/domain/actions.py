"""The action library as values: what an action does, needs, costs, and who leads it."""

from collections.abc import Iterator, Mapping
from math import isqrt
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from assessments.domain.maturity import MaturityModel
from assessments.domain.shape import Exact, Truth, Value, Whole, Words, read

MAJOR_FROM = 500_000
"""An action whose set-up may cost more US dollars than this is major."""

ActionId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d(-[a-z0-9]+)*$")]
IndicatorId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
LessonId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


class Effect(Value):
    """What an action changes: "model/indicator" rises to a level, given the level it builds on."""

    indicator: IndicatorId
    builds_on: Whole = 0
    to: Whole


class Predicate(Value):
    """A claim about the answers: this indicator is surely at this level or higher."""

    indicator: IndicatorId
    at_least: Whole


class Need(Value):
    """What must (hard) or should (soft) come first: one of `any_of`, unless `already` is true."""

    any_of: tuple[ActionId, ...]
    kind: Literal["hard", "soft"]
    lag: Whole = 0
    already: Predicate | None = None
    reason: Words


class Months(Value):
    """Calendar months: the best case, the likely one, the worst."""

    optimistic: Whole
    likely: Whole
    pessimistic: Whole


class Money(Value):
    """US dollars of one price year; `likely` is the geometric mean of the ends unless given."""

    low: Whole
    likely: Whole = -1
    high: Whole

    @model_validator(mode="before")
    @classmethod
    def _fill_likely(cls, raw: Any) -> Any:
        """Fill the likely cost from the ends, so that it never stands on another rule."""
        if isinstance(raw, Mapping) and "likely" not in raw:
            low, high = raw.get("low"), raw.get("high")
            if isinstance(low, int) and isinstance(high, int) and low >= 0 and high >= 0:
                return {**raw, "likely": isqrt(low * high)}
        return raw


class Cost(Value):
    """Money to be found: once, and for every year after the end; what drives it, in words."""

    set_up: Money
    running_per_year: Money
    drivers: tuple[Words, ...] = ()


class Staff(Value):
    """Time of people, in person-months: for the set-up, and for every year after it."""

    set_up: Exact
    running_per_year: Exact
    roles: tuple[Words, ...] = ()


class Rights(Value):
    """What an action touches, how much is at risk, and what protects it."""

    touches: tuple[Words, ...] = ()
    risk: Literal["low", "medium", "high"] = "low"
    safeguards: tuple[Words, ...] = ()
    oversight: str = ""


class Action(Value):
    """One action of the library; the words are the source, their translations live elsewhere."""

    id: ActionId
    area: Words
    title: Words
    outcome: Words
    steps: tuple[Words, ...]
    effects: tuple[Effect, ...]
    kind: Literal["law", "institution", "people", "process", "technology", "diplomacy"]
    size: Literal["major", "minor"]
    months: Months
    cost: Cost
    staff: Staff
    posts: Whole = 0
    lead: Literal[
        "lead-authority", "csirt-host", "csirt", "regulator", "justice", "foreign-affairs"
    ]
    supports: tuple[Words, ...] = ()
    needs: tuple[Need, ...] = ()
    alternatives: ActionId | None = None
    sitting: Truth = False
    visible: Truth = False
    lessons: tuple[LessonId, ...] = ()
    partners: tuple[Words, ...] = ()
    tags: tuple[Words, ...] = ()
    done_when: Words
    rights: Rights = Rights()
    source: Words
    certainty: Literal["seen", "known", "ours"]


class ActionLibrary(Value):
    """A sealed release of actions."""

    release: Words
    date: Words
    title: Words
    summary: Words
    source_language: Words
    price_year: Whole
    sources: tuple[Words, ...]
    areas: Mapping[str, Words]
    actions: tuple[Action, ...] = Field(default=())

    def action(self, action: str) -> Action:
        """The action of that id; KeyError if there is none."""
        for one in self.actions:
            if one.id == action:
                return one
        raise KeyError(action)


def parse(release: Mapping[str, Any], actions: Mapping[str, Any]) -> ActionLibrary:
    """Make a library of what release.toml and actions.toml held, or raise ShapeError with all."""
    return read(ActionLibrary, {**release, **actions})


def options(library: ActionLibrary, need: Need) -> tuple[str, ...]:
    """Give the actions that meet a need: the named ones, a group standing for its members."""
    return tuple(
        one.id
        for one in library.actions
        if one.id in need.any_of
        or (one.alternatives is not None and one.alternatives in need.any_of)
    )


def problems(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> list[str]:
    """Tell what makes no sense: strange ids, cycles, gaps that no action closes; a sentence each.

    `models` are the models whose indicators the effects name, by id.
    """
    return [
        *_strange_ids(library, models),
        *_numbers(library),
        *_needs(library),
        *_cycles(library),
        *_unclosed(library, models),
    ]


def _strange_ids(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> Iterator[str]:
    ids = [one.id for one in library.actions]
    groups = {one.alternatives for one in library.actions}
    tops = {f"{m.id}/{one.id}": m.top for m in models.values() for one in m.indicators()}
    for a, one in enumerate(library.actions):
        path = f"actions[{a}]"
        if ids.count(one.id) > 1:
            yield f"{path}.id: {one.id} is used {ids.count(one.id)} times"
        if one.id in groups:
            yield f"{path}.id: {one.id} is also the name of a group of alternatives"
        if one.area not in library.areas:
            yield f"{path}.area: {one.area} is not among the areas of the release"
        for e, effect in enumerate(one.effects):
            yield from _effect(f"{path}.effects[{e}]", effect, tops)
        for n, need in enumerate(one.needs):
            if need.already is not None and need.already.indicator not in tops:
                yield f"{path}.needs[{n}].already: there is no {need.already.indicator}"


def _effect(path: str, effect: Effect, tops: Mapping[str, int]) -> Iterator[str]:
    if effect.indicator not in tops:
        yield f"{path}.indicator: there is no {effect.indicator}"
    elif not 0 <= effect.builds_on < effect.to <= tops[effect.indicator]:
        yield (
            f"{path}: expected 0 <= builds_on < to <= {tops[effect.indicator]}, "
            f"found {effect.builds_on} and {effect.to}"
        )


def _numbers(library: ActionLibrary) -> Iterator[str]:
    for a, one in enumerate(library.actions):
        path = f"actions[{a}]"
        months = one.months
        if not 1 <= months.optimistic <= months.likely <= months.pessimistic:
            yield f"{path}.months: expected 1 <= optimistic <= likely <= pessimistic"
        for name, money in (
            ("set_up", one.cost.set_up),
            ("running_per_year", one.cost.running_per_year),
        ):
            if not 0 <= money.low <= money.likely <= money.high:
                yield f"{path}.cost.{name}: expected 0 <= low <= likely <= high"
        if one.size == "minor" and one.cost.set_up.high > MAJOR_FROM:
            yield f"{path}.size: expected major above {MAJOR_FROM} USD"
        if one.staff.set_up < 0 or one.staff.running_per_year < 0 or one.posts < 0:
            yield f"{path}.staff: expected no number below 0"
        if one.sitting and one.size != "major":
            yield f"{path}.size: expected major for what parliament decides"
        if one.rights.risk == "high" and not one.rights.safeguards:
            yield f"{path}.rights.safeguards: expected one or more where the risk is high"


def _needs(library: ActionLibrary) -> Iterator[str]:
    known = {one.id for one in library.actions} | {one.alternatives for one in library.actions}
    for a, one in enumerate(library.actions):
        for n, need in enumerate(one.needs):
            path = f"actions[{a}].needs[{n}]"
            if not need.any_of:
                yield f"{path}.any_of: expected one or more actions, found none"
            for name in need.any_of:
                if name not in known:
                    yield f"{path}.any_of: there is no action {name}"
            if one.id in options(library, need):
                yield f"{path}.any_of: {one.id} needs itself"
            if need.kind == "hard" and need.already is None:
                yield f"{path}.already: is missing; a country that has this must be able to say so"
            if need.lag < 0:
                yield f"{path}.lag: expected 0 or more, found {need.lag}"


def _cycles(library: ActionLibrary) -> Iterator[str]:
    """Take away what needs nothing that is left, until nothing can be taken: the rest is a ring."""
    waiting = {
        one.id: {
            name
            for need in one.needs
            if need.kind == "hard"
            for name in options(library, need)
            if name != one.id
        }
        for one in library.actions
    }
    while free := [name for name, needed in waiting.items() if not needed & waiting.keys()]:
        for name in free:
            del waiting[name]
    if waiting:
        yield f"actions: the hard needs of {', '.join(sorted(waiting))} go round in a circle"


def _unclosed(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> Iterator[str]:
    """From every level below the top some action must lead upwards."""
    effects = [effect for one in library.actions for effect in one.effects]
    for model in models.values():
        for one in model.indicators():
            name = f"{model.id}/{one.id}"
            for level in range(model.top):
                if not any(
                    effect.indicator == name and effect.builds_on <= level < effect.to
                    for effect in effects
                ):
                    yield f"actions: no action raises {name} from level {level}"
