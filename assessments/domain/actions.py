"""The action library as values: what an action does, needs, costs, and who leads it."""

from collections.abc import Mapping
from math import isqrt
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from assessments.domain.maturity import MaturityModel
from assessments.domain.shape import Exact, Truth, Value, Whole, Words, read

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
    """US dollars of one price year; `likely` is the geometric mean of the ends unless it is given."""

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


def problems(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> list[str]:
    """Tell what makes no sense: strange ids, cycles, gaps that no action closes; a sentence each.

    `models` are the models whose indicators the effects name, by id.
    """
    raise NotImplementedError
