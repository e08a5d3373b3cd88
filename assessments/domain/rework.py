"""Changes of rules in, a changed library out: what is taken out, asked for, scaled and moved."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.needs import Need
from assessments.domain.rules import Rule, Which


def meant(library: ActionLibrary, which: Which) -> tuple[str, ...]:
    """Name the actions that a rule is about, in the order of the library."""
    return tuple(one.id for one in library.actions if fits(one, which))


def fits(action: Action, which: Which) -> bool:
    """Tell whether an action of the library is among those that are meant."""
    return (
        not action.own  # whoever added it has said what it takes here
        and (not which.actions or action.named_in(which.actions))
        and (not which.areas or action.area in which.areas)
        and (not which.kinds or action.kind in which.kinds)
        and (not which.sizes or action.size in which.sizes)
    )


class Work:
    """A library while rules change it; factors are multiplied first and applied once."""

    def __init__(self, library: ActionLibrary) -> None:
        self.library = library
        self.actions = {one.id: one for one in library.actions}
        self.out: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self._cost: dict[str, Fraction] = {}
        self._duration: dict[str, Fraction] = {}

    def apply(self, rule: Rule, names: Iterable[str]) -> None:
        """Let one rule do what it does to each of these actions."""
        change = _CHANGES[rule.effect.does]
        for name in names:
            change(self, name, rule.id, rule.effect.value)

    @property
    def asked_for(self) -> dict[str, str]:
        """The rule that asks for each action that is not taken out."""
        return {name: rule for name, rule in self._asked.items() if name not in self.out}

    def result(self) -> ActionLibrary:
        """The library with all changes made, what is taken out still in it."""
        done = tuple(self._scaled(one) for one in self.actions.values())
        return self.library.model_copy(update={"actions": done})

    def include(self, name: str, rule: str, _value: Any) -> None:
        """Ask for an action."""
        self._asked.setdefault(name, rule)

    def exclude(self, name: str, rule: str, _value: Any) -> None:
        """Take an action out."""
        self.out.setdefault(name, rule)

    def replace(self, name: str, rule: str, by: str) -> None:
        """Let `by` bring what the action would have brought, and meet the needs that it met.

        Two kinds of needs stay as they are: those of `by` itself, and those of an action with a
        high risk to rights, whose safeguard is not another action's to give.
        """
        if name == by or name in self.out or by in self.out or by not in self.actions:
            return
        self.out[name] = rule
        taker, gone = self.actions[by], self.actions[name]
        more = tuple(one for one in gone.effects if one not in taker.effects)
        self._set(by, effects=(*taker.effects, *more))
        for one in list(self.actions.values()):
            if one.id != by and one.rights.risk != "high":
                self._set(one.id, needs=tuple(_met_by(need, gone, taker) for need in one.needs))

    def scale_cost(self, name: str, _rule: str, factor: Fraction) -> None:
        """Multiply the cost of an action."""
        self._cost[name] = self._cost.get(name, Fraction(1)) * factor

    def scale_duration(self, name: str, _rule: str, factor: Fraction) -> None:
        """Multiply the months of an action."""
        self._duration[name] = self._duration.get(name, Fraction(1)) * factor

    def lead(self, name: str, _rule: str, lead: str) -> None:
        """Let another institution lead an action."""
        self._set(name, lead=lead)

    def needs(self, name: str, _rule: str, need: Need) -> None:
        """Let something more come before an action."""
        self._set(name, needs=(*self.actions[name].needs, need))

    def _set(self, name: str, **parts: Any) -> None:
        self.actions[name] = self.actions[name].model_copy(update=parts)

    def _scaled(self, action: Action) -> Action:
        parts: dict[str, Any] = {}
        if action.id in self._cost:
            parts["cost"] = action.cost.times(self._cost[action.id])
        if action.id in self._duration:
            parts["months"] = action.months.times(self._duration[action.id])
        return action.model_copy(update=parts)


def _met_by(need: Need, gone: Action, taker: Action) -> Need:
    """Let the taker meet a need that the action met by its name or as one of its group."""
    if not gone.named_in(need.any_of) or taker.named_in(need.any_of):
        return need
    names = (*(one for one in need.any_of if one != gone.id), taker.id)
    return need.model_copy(update={"any_of": names})


_CHANGES: Mapping[str, Callable[[Work, str, str, Any], None]] = {
    "include": Work.include,
    "exclude": Work.exclude,
    "replace": Work.replace,
    "cost": Work.scale_cost,
    "duration": Work.scale_duration,
    "lead": Work.lead,
    "needs": Work.needs,
}
