"""Rules that tailor a plan to a country: under which facts what changes in which actions."""

from fractions import Fraction
from typing import Any, Literal, get_args

from pydantic import model_validator

from assessments.domain.constraints import Lead
from assessments.domain.needs import ActionId, Need
from assessments.domain.shape import Exact, Id, Truth, Value, Whole, Words

PEOPLE, POPULATION = "people", "population"
"""What is asked of the limits of a plan and of no list; unknown unless somebody stated it."""
STATED = (PEOPLE, POPULATION)

Kind = Literal["law", "institution", "people", "process", "technology", "diplomacy"]
Size = Literal["major", "minor"]
Does = Literal["include", "exclude", "replace", "cost", "duration", "lead", "needs"]
DOES: tuple[Does, ...] = get_args(Does)


class Claim(Value):
    """A claim about a country: a fact is one of these values, or a number lies in these bounds.

    `among` is for facts of lists; of a fact that is a list itself one value in common is enough.
    `at_least` and `below` are for `people` and `population`.
    """

    fact: Id
    among: tuple[Words, ...] = ()
    at_least: Whole | None = None
    below: Whole | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Claim":
        """Refuse a claim that says nothing, or that asks a number of what is none."""
        bounds = self.at_least is not None or self.below is not None
        if self.fact in STATED and (self.among or not bounds):
            raise ValueError("expected at_least or below for people and population")
        if self.fact not in STATED and (bounds or not self.among):
            raise ValueError("expected among with one or more values")
        return self

    def holds_for(self, number: int) -> bool:
        """Tell whether a number lies within the bounds."""
        return (self.at_least is None or number >= self.at_least) and (
            self.below is None or number < self.below
        )


class Which(Value):
    """The actions that a rule is about: those that fit every part that is named; all if none is.

    In `actions` the name of a group of alternatives stands for its members.
    """

    actions: tuple[ActionId, ...] = ()
    areas: tuple[Words, ...] = ()
    kinds: tuple[Kind, ...] = ()
    sizes: tuple[Size, ...] = ()


class Change(Value):
    """What a rule does to its actions: exactly one of these.

    `include`: they are asked for, as if for the nearest stage. `exclude`: they are left out.
    `replace`: another action takes their place and brings what they would have brought. `cost`
    and `duration`: a factor. `lead`: another institution leads them. `needs`: something more
    comes first.
    """

    include: Truth = False
    exclude: Truth = False
    replace: ActionId | None = None
    cost: Exact | None = None
    duration: Exact | None = None
    lead: Lead | None = None
    needs: Need | None = None

    @model_validator(mode="after")
    def _one(self) -> "Change":
        """Refuse a change that does nothing, or two things."""
        if len(self._named()) != 1:
            raise ValueError(f"expected exactly one of {', '.join(DOES)}")
        return self

    def _named(self) -> list[Does]:
        return [name for name in DOES if not any(getattr(self, name) is no for no in (None, False))]

    @property
    def does(self) -> Does:
        """Which of the changes it is."""
        return self._named()[0]

    @property
    def value(self) -> Any:
        """What it is changed to: a factor, a name, a need; True where nothing has to be said."""
        return getattr(self, self.does)

    @property
    def factor(self) -> Fraction:
        """The factor of a cost or a duration, 1 for every other change."""
        found = self.cost if self.cost is not None else self.duration
        return Fraction(1) if found is None else found


class Rule(Value):
    """One rule: if every claim of `when` is settled and true, the change is made.

    `reason` is printed and names what the plan assumes, never a label of the country.
    """

    id: Id
    when: tuple[Claim, ...]
    which: Which = Which()
    effect: Change
    reason: Words
