"""Facts of a country in, a tailored library out, with every rule that fired and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.domain import constraints, quarters, rework
from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.context import Country
from assessments.domain.facts import Fact
from assessments.domain.rules import PEOPLE, POPULATION, Claim, Rule

STATED = "stated"
"""The certainty of people and population: somebody put them into the limits of the plan."""


@dataclass(frozen=True, slots=True)
class Because:
    """A fact on which a rule rests, as it is told: what, who says it, since when, how surely."""

    fact: str
    value: str | int | tuple[str, ...]
    source: str | None
    as_of: date | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule whose claims are all settled and true, why, and the actions that it is about."""

    rule: Rule
    because: tuple[Because, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A fact that would let rules fire if the ministry confirmed it; until then it does nothing."""

    fact: str
    value: str | tuple[str, ...]
    certainty: str
    expired: bool
    rules: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Tailored:
    """A library as it is here. `out` and `asked_for` name the rule for each action.

    The library still holds what is taken out, so that a plan can say why it is not in it.
    """

    library: ActionLibrary
    out: Mapping[str, str] = field(default_factory=dict)
    asked_for: Mapping[str, str] = field(default_factory=dict)
    fired: tuple[Fired, ...] = ()
    checks: tuple[Check, ...] = ()

    def without(self, names: Collection[str]) -> ActionLibrary:
        """The library without some of its actions."""
        kept = tuple(one for one in self.library.actions if one.id not in names)
        return self.library.model_copy(update={"actions": kept})

    def rules_of(self, action: str) -> tuple[Rule, ...]:
        """The rules that fired for an action, in their order."""
        return tuple(one.rule for one in self.fired if action in one.actions)


def tailor(
    library: ActionLibrary,
    country: Country | None,
    limits: Constraints,
    population: int | None,
) -> Tailored:
    """Apply the rules of the library, in their order, to a country.

    Only what is settled on the first day of the plan counts: a fact that nobody confirmed, or
    that has expired, gives a `Check` and changes nothing; what is unknown gives nothing at all.
    Without a country no rule is looked at.
    """
    if country is None:
        return Tailored(library)
    known = _Known(country, limits, population)
    work, checks, done = rework.Work(library), _Checks(), []
    for rule in library.rules:
        verdict = known.verdict(rule)
        if verdict is None:
            continue
        meant = rework.meant(library, rule.which)
        names = tuple(name for name in meant if not _settled(name, rule, limits))
        fired = Fired(rule, known.because(rule), names)
        if verdict:
            done.append(fired)
            work.apply(rule, fired.actions)
        else:
            checks.add(fired, known.open_facts(rule))
    return Tailored(work.result(), work.out, work.asked_for, tuple(done), checks.all(known))


def _settled(name: str, rule: Rule, limits: Constraints) -> bool:
    """Tell whether a lock has settled what a rule would change.

    A rule changes nothing of what is done or forbidden, and never takes out what is running or
    committed: whoever locked it knows more.
    """
    taken_out = rule.effect.does in ("exclude", "replace")
    lock = limits.locks.get(name)
    return lock is not None and (taken_out or lock.state in ("done", "forbidden"))


class _Known:
    """What is known of a country on the first day of a plan."""

    def __init__(self, country: Country, limits: Constraints, population: int | None) -> None:
        self.country = country
        self.day = quarters.first_day(limits.start)
        people = limits.people
        if people is None and population is not None:
            people = constraints.people_assumed(limits, population)
        self.numbers = {PEOPLE: people, POPULATION: population}

    def verdict(self, rule: Rule) -> bool | None:
        """True: it fires. False: it would if what it rests on were settled. None: it does not."""
        if not all(self._true(claim) for claim in rule.when):
            return None
        return not self.open_facts(rule)

    def open_facts(self, rule: Rule) -> tuple[str, ...]:
        """Name the facts of a rule that are not settled."""
        names = (claim.fact for claim in rule.when if claim.fact not in self.numbers)
        return tuple(name for name in names if not self.fact(name).settled(self.day))

    def fact(self, name: str) -> Fact:
        """The fact of that name."""
        return self.country.facts[name]

    def because(self, rule: Rule) -> tuple[Because, ...]:
        """The facts of a rule as they are told; what is never printed is not among them."""
        found = []
        for claim in rule.when:
            number = self.numbers.get(claim.fact)
            if number is not None:
                found.append(Because(claim.fact, number, None, None, STATED))
            elif claim.fact in self.country.facts and not self.fact(claim.fact).private:
                fact = self.fact(claim.fact)
                certainty = fact.certainty or ""
                found.append(Because(claim.fact, fact.value, fact.source, fact.as_of, certainty))
        return tuple(found)

    def _true(self, claim: Claim) -> bool:
        """Tell whether a claim is true as far as anybody says; what is doubtful says nothing."""
        if claim.fact in self.numbers:
            number = self.numbers[claim.fact]
            return number is not None and claim.holds_for(number)
        fact = self.country.facts.get(claim.fact)
        if fact is None or not fact.known or fact.certainty in (None, "weak"):
            return False
        return any(self.country.holds(claim.fact, value) for value in claim.among)


class _Checks:
    """The facts that should be looked at, each with the rules that wait for it."""

    def __init__(self) -> None:
        self._rules: dict[str, list[Fired]] = {}

    def add(self, fired: Fired, names: Iterable[str]) -> None:
        """Note that a rule waits for these facts."""
        for name in names:
            listed = self._rules.setdefault(name, [])
            if fired not in listed:
                listed.append(fired)

    def all(self, known: _Known) -> tuple[Check, ...]:
        """One check for each fact, in the order of the rules; none for what is never printed."""
        return tuple(
            Check(name, fact.value, fact.certainty or "", fact.expired(known.day), tuple(rules))
            for name, rules in self._rules.items()
            if not (fact := known.fact(name)).private
        )
