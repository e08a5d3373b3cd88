"""The action library as values: what an action does, needs, costs, and who leads it."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from math import isqrt
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, StringConstraints, model_validator

from assessments.domain.constraints import Lead
from assessments.domain.needs import OWN, ActionId, IndicatorId, Need
from assessments.domain.rules import Kind, Rule, Size
from assessments.domain.shape import Exact, Truth, Value, Whole, Words, read, whole

MAJOR_FROM = 500_000
"""An action whose set-up may cost more US dollars than this is major."""

Span = Annotated[int | Fraction, PlainValidator(whole)]
"""Calendar months: whole ones in a file; a rule that tailors a plan may multiply them exactly."""
LessonId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]


class Effect(Value):
    """What an action changes: "model/indicator" rises to a level, given the level it builds on."""

    indicator: IndicatorId
    builds_on: Whole = 0
    to: Whole


class Months(Value):
    """Calendar months: the best case, the likely one, the worst."""

    optimistic: Span
    likely: Span
    pessimistic: Span

    def times(self, factor: Fraction) -> "Months":
        """Multiply by a factor, exactly: the months are rounded once, when they become quarters."""
        parts = {name: getattr(self, name) * factor for name in type(self).model_fields}
        return self.model_copy(update=parts)

    def less(self, months: int) -> "Months":
        """Take off the months that are over; one at least remains."""
        parts = {name: max(1, getattr(self, name) - months) for name in type(self).model_fields}
        return self.model_copy(update=parts)


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

    def times(self, factor: Fraction) -> "Money":
        """Multiply both ends and the likely cost by a factor, in whole dollars."""
        parts = {name: round(getattr(self, name) * factor) for name in type(self).model_fields}
        return self.model_copy(update=parts)


class Cost(Value):
    """Money to be found: once, and for every year after the end; what drives it, in words."""

    set_up: Money
    running_per_year: Money
    drivers: tuple[Words, ...] = ()

    def times(self, factor: Fraction) -> "Cost":
        """Multiply the set-up and the running cost by a factor."""
        names = ("set_up", "running_per_year")
        return self.model_copy(update={name: getattr(self, name).times(factor) for name in names})


class RoleShare(Value):
    """What one role does of the work, in person-months: of the set-up, and of a year after it."""

    role: Words
    set_up: Exact
    running_per_year: Exact


class Staff(Value):
    """Time of people, in person-months: for the set-up, and for every year after it.

    `by_role` says who does it and adds up to the whole; release 2026.1 had only names (`roles`).
    """

    set_up: Exact
    running_per_year: Exact
    roles: tuple[Words, ...] = ()
    by_role: tuple[RoleShare, ...] = ()

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles that do the work, with or without their shares."""
        return tuple(one.role for one in self.by_role) or self.roles


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
    kind: Kind
    size: Size
    months: Months
    cost: Cost
    staff: Staff
    posts: Whole = 0
    lead: Lead
    supports: tuple[Words, ...] = ()
    needs: tuple[Need, ...] = ()
    alternatives: ActionId | None = None
    sitting: Truth = False
    visible: Truth = False
    lessons: tuple[LessonId, ...] = ()
    no_lesson: Literal["no-course-yet"] | None = None
    partners: tuple[Words, ...] = ()
    tags: tuple[Words, ...] = ()
    done_when: Words
    rights: Rights = Rights()
    source: Words
    certainty: Literal["seen", "known", "ours"]

    @property
    def own(self) -> bool:
        """Tell whether an institution has added it for itself."""
        return self.id.startswith(OWN)

    @property
    def quarters(self) -> int:
        """The likely months in whole quarters, rounded up once."""
        return max(1, -(-self.months.likely // 3))

    def named_in(self, names: Collection[str]) -> bool:
        """Tell whether it, or the group of alternatives to which it belongs, is among the names."""
        return self.id in names or (self.alternatives is not None and self.alternatives in names)


class ActionLibrary(Value):
    """A sealed release of actions, and of the rules that tailor them to a country.

    The rules are no part of its canonical form: a plan freezes those beside it that it applied,
    so that a release without rules keeps its hash.
    """

    release: Words
    date: Words
    title: Words
    summary: Words
    source_language: Words
    price_year: Whole
    sources: tuple[Words, ...]
    areas: Mapping[str, Words]
    actions: tuple[Action, ...] = Field(default=())
    rules: tuple[Rule, ...] = Field(default=(), exclude=True)

    @property
    def covers(self) -> frozenset[str]:
        """The ids of the models whose gaps this release can close."""
        return frozenset(
            effect.indicator.partition("/")[0] for one in self.actions for effect in one.effects
        )

    def action(self, action: str) -> Action:
        """The action of that id; KeyError if there is none."""
        for one in self.actions:
            if one.id == action:
                return one
        raise KeyError(action)


def parse(
    release: Mapping[str, Any], actions: Mapping[str, Any], rules: Mapping[str, Any] | None = None
) -> ActionLibrary:
    """Make a library of what release.toml, actions.toml and rules.toml held.

    A ShapeError names every problem. The first releases have no rules.
    """
    return read(ActionLibrary, {**release, **actions, **(rules or {})})


def options(library: ActionLibrary, need: Need) -> tuple[str, ...]:
    """Give the actions that meet a need: the named ones, a group standing for its members."""
    return tuple(one.id for one in library.actions if one.named_in(need.any_of))
