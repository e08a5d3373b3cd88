"""What a plan stands on: the levels that are sure, what is locked, and which needs that meets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.domain.actions import Action, ActionLibrary, options
from assessments.domain.constraints import Constraints, Lock
from assessments.domain.gaps import Gap
from assessments.domain.needs import Need, Predicate
from assessments.domain.quarters import Quarter
from assessments.domain.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A hard need that nothing meets yet: one of these actions, and quarters of lag."""

    options: tuple[str, ...]
    lag: int


@dataclass(frozen=True, slots=True)
class Ground:
    """The scorecards, the levels that are sure with all that is done, and the locks.

    `levels` are by "model/indicator"; what does not apply is absent. `library` is the tailored
    one and holds what is taken out too.
    """

    library: ActionLibrary
    cards: Mapping[str, Scorecard]
    levels: Mapping[str, int]
    locks: Mapping[str, Lock]

    def named(self, *states: str) -> frozenset[str]:
        """Name the actions whose lock is in one of these states."""
        return frozenset(name for name, lock in self.locks.items() if lock.state in states)

    def still_open(self, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
        """Leave out the gaps that done actions have closed; others stand at the level reached."""
        return tuple(
            replace(gap, level=level, state="answered") if level > gap.sure else gap
            for gap in gaps
            if (level := self.levels[gap.name]) < gap.required
        )

    def is_wished(self, action: Action) -> bool:
        """Tell whether an action is asked for whatever it closes: locked, or of one's own.

        An action of one's own that raises something in these models stands for that alone.
        """
        if action.id in self.named("running", "committed"):
            return True
        models = {effect.indicator.partition("/")[0] for effect in action.effects}
        return action.own and not models & self.cards.keys()

    def open_needs(self, action: Action, among: ActionLibrary) -> tuple[OpenNeed, ...]:
        """Give the hard needs of an action that are not met, with those `among` that meet them.

        What is running began, so that it counts as having what it needs.
        """
        if action.id in self.named("running"):
            return ()
        return tuple(
            OpenNeed(options(among, need), need.lag)
            for need in action.needs
            if need.kind == "hard" and not self._met(need)
        )

    def open_soft_needs(self, action: Action) -> int:
        """Count the soft needs of an action that are not met."""
        return sum(1 for need in action.needs if need.kind == "soft" and not self._met(need))

    def holds(self, claim: Predicate) -> bool:
        """Tell whether a claim is surely true; what does not apply here is never in the way."""
        if claim.indicator.partition("/")[0] not in self.cards:
            return False
        return self.levels.get(claim.indicator, claim.at_least) >= claim.at_least

    def _met(self, need: Need) -> bool:
        done, claim = self.named("done"), need.already
        if claim is not None and self._does_not_apply(claim):
            claim = None
        if claim is not None and (not done or self.holds(claim)):
            return self.holds(claim)
        meeting = [one for one in self.library.actions if one.named_in(need.any_of)]
        if any(one.id in done for one in meeting):
            return True
        # actions of one's own say nothing of when a need is met, nor does what does not apply
        return claim is None and any(self._is_there(one) for one in meeting)

    def _does_not_apply(self, claim: Predicate) -> bool:
        known = claim.indicator.partition("/")[0] in self.cards
        return known and claim.indicator not in self.levels

    def _is_there(self, action: Action) -> bool:
        """Tell whether the answers say that all which an action brings by itself is there."""
        brought = [one for one in action.effects if not one.builds_on] or action.effects
        reached = [Predicate(indicator=one.indicator, at_least=one.to) for one in brought]
        return bool(reached) and all(map(self.holds, reached))


def of(
    library: ActionLibrary,
    cards: Mapping[str, Scorecard],
    levels: Mapping[str, int],
    limits: Constraints,
) -> Ground:
    """Put together what a plan stands on: `levels` are those of the answers alone.

    Whatever a done action raises stands at the level to which it raises it.
    """
    done, risen = limits.locked("done"), dict(levels)
    for action in library.actions:
        for effect in action.effects if action.id in done else ():
            if effect.indicator in risen:
                risen[effect.indicator] = max(risen[effect.indicator], effect.to)
    return Ground(library, cards, risen, limits.locks)


def problems(limits: Constraints, library: ActionLibrary) -> list[str]:
    """Tell which locks and weights name what the library does not have, a sentence each."""
    known = {one.id for one in library.actions}
    return [
        *(
            f"locks.{name}: there is no action {name}"
            for name in sorted(limits.locks.keys() - known)
        ),
        *(
            f"weights.{area}: the library has no area {area}"
            for area in sorted(limits.weights.keys() - library.areas.keys())
        ),
    ]


def what_remains(library: ActionLibrary, limits: Constraints) -> ActionLibrary:
    """Cut what began before the plan down to the part that is still to be done and paid."""
    kept = tuple(_rest(one, limits.locks.get(one.id), limits.start) for one in library.actions)
    return library.model_copy(update={"actions": kept})


def _rest(action: Action, lock: Lock | None, start: Quarter) -> Action:
    """The rest of a running action: whole quarters, one at least, and an even share of its cost."""
    if lock is None or lock.state != "running" or lock.start is None or lock.start >= start:
        return action
    gone = min(start.minus(lock.start), action.quarters - 1)
    share = Fraction(action.quarters - gone, action.quarters)
    cost = action.cost.model_copy(update={"set_up": action.cost.set_up.times(share)})
    staff = action.staff.model_copy(update={"set_up": action.staff.set_up * share, "by_role": ()})
    parts = {"months": action.months.less(3 * gone), "cost": cost, "staff": staff}
    return action.model_copy(update=parts)
