"""What binds a plan (time, people, money, caps) and every default and constant, in one table."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from assessments.domain import currency, staffing
from assessments.domain.currency import Currency
from assessments.domain.needs import ActionId
from assessments.domain.quarters import AnyQuarter, Quarter
from assessments.domain.shape import Exact, Id, Truth, Value, Whole, read
from assessments.domain.staffing import Name, PlannedPeople

Lead = Literal[
    "lead-authority",
    "csirt-host",
    "csirt",
    "regulator",
    "justice",
    "foreign-affairs",
    "finance",
    "crisis-office",
    "interior",
    "education",
    "digital-agency",
    "head-of-government",
]
"""The kind of institution that leads an action; a plan may name who plays that role here."""
LEADS: tuple[Lead, ...] = get_args(Lead)
FiscalYear = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
Area = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
HORIZON = 12
LONGEST_HORIZON = 20
MOST_RESTARTS = 1000
LEAST_WEIGHT, MOST_WEIGHT = Fraction(1, 2), Fraction(3, 2)
"""Between these lies the political weight of an area; one that is not named weighs 1."""
DOMESTIC, GAP = "domestic", "gap"
RESERVED_SOURCES = (DOMESTIC, GAP)
"""Names of sources of money that no donor window may have."""
KINDS = ("funded", "requested", "gap")
"""What a source stands for: domestic money, that of a donor window, or nobody's yet."""
PEOPLE_BY_POPULATION: tuple[tuple[int | None, int], ...] = (
    (300_000, 2),
    (2_000_000, 4),
    (10_000_000, 8),
    (None, 15),
)


class Caps(Value):
    """Limits on how much is begun at once; every one can be changed."""

    major_at_a_time: Whole = 2
    major_per_lead: Whole = 1
    starts_per_area_in_first_year: Whole = 3
    quick_wins_per_lead: Whole = 1


class Constants(Value):
    """The constants of value and priority; docs/planning.md says what each does."""

    unlock: Exact = Fraction(1, 2)
    last_of_stage_bonus: Exact = Fraction(1, 2)
    confidence_if_unknown: Exact = Fraction(1, 2)
    weight_of_cost: Exact = Fraction(1)
    weight_of_staff: Exact = Fraction(1)
    weight_of_duration: Exact = Fraction(1)
    soft_need_discount: Exact = Fraction(3, 4)
    quick_win_quarters: Whole = 2
    quick_win_cost: Whole = 100_000
    verify_person_months: Exact = Fraction(1, 2)
    restarts: Whole = 200
    windows_pay_running: Truth = False


def _several(value: object) -> object:
    """Take one area for a list of one."""
    return [value] if isinstance(value, str) else value


class DonorWindow(Value):
    """Money of a donor: for which areas of action, in which quarters, how many US dollars in all.

    `theme` is the letter of an area or a list of them. Both ends of the time belong to it.
    """

    id: Id
    theme: Annotated[tuple[Area, ...], BeforeValidator(_several)]
    opens: AnyQuarter = Field(alias="from")
    closes: AnyQuarter = Field(alias="to")
    amount: Whole


class Lock(Value):
    """What is settled of an action before the plan is made; docs/planning.md says what each means.

    `start` is the quarter of what is committed, and of what is running the one in which it
    began; without it what is running begins with the plan.
    """

    state: Literal["done", "running", "committed", "forbidden"]
    start: AnyQuarter | None = None


class Constraints(Value):
    """What the ministry said; whatever it left out has a default, so that a plan needs no input.

    `budget_per_year` is the domestic money of every fiscal year that `budgets` does not name.
    None means unknown: money then binds nothing in these years. `sittings` None means that
    parliament may meet in every quarter. `people` None takes the default of the population.
    `people_by_institution` says how many of them an institution has, by the name that `player`
    gives; one that is not named is bound by the number of all alone. `roles` names the
    institution that plays a role here, `vacant` the roles that nobody plays; limits on an
    institution bind the real one, whatever roles it plays. `locks` names actions that are done,
    running, committed or forbidden, `weights` how much an area matters to politics, from 1/2 to
    3/2. `currency` is one in which the sums are shown too; it changes no plan.
    """

    start: AnyQuarter
    horizon: Whole = HORIZON
    fiscal_year_begins: Whole = 1
    budget_per_year: Whole | None = None
    budgets: Mapping[FiscalYear, Whole] = {}
    donor_windows: tuple[DonorWindow, ...] = ()
    people: Whole | None = None
    people_by_institution: Mapping[Name, Whole] = {}
    planned_people: tuple[PlannedPeople, ...] = ()
    blackouts: tuple[AnyQuarter, ...] = ()
    sittings: tuple[AnyQuarter, ...] | None = None
    roles: Mapping[Lead, Name] = {}
    vacant: tuple[Lead, ...] = ()
    locks: Mapping[ActionId, Lock] = {}
    weights: Mapping[Area, Exact] = {}
    currency: Currency | None = None
    caps: Caps = Caps()
    constants: Constants = Constants()

    def player(self, lead: str) -> str:
        """The institution that plays a role here, or the role itself where none was named."""
        return self.roles.get(cast(Lead, lead), lead)

    def budget(self, year: int) -> int | None:
        """The domestic money of a fiscal year in US dollars, None where nobody knows it."""
        return self.budgets.get(str(year), self.budget_per_year)

    def people_in(self, quarter: Quarter, people: int) -> int:
        """How many people work in a quarter; `people` are those before the first that are planned.

        Where nobody said how many there are, never fewer than the institutions that are named
        have. `Constraints(start="2027-Q1").people_in(Quarter(2027, 3), 2)` is 2.
        """
        planned = staffing.planned(self.planned_people, None, quarter)
        if planned is not None:
            return planned
        return people if self.people is not None else max(people, self.named_people(quarter))

    @property
    def institutions(self) -> tuple[str, ...]:
        """Name the institutions of which somebody said how many people they have or will have."""
        planned = {one.institution for one in self.planned_people if one.institution is not None}
        return tuple(sorted({*self.people_by_institution, *planned}))

    def people_at(self, institution: str, quarter: Quarter) -> int | None:
        """How many people an institution has in a quarter, None where nobody said so."""
        planned = staffing.planned(self.planned_people, institution, quarter)
        return self.people_by_institution.get(institution) if planned is None else planned

    def named_people(self, quarter: Quarter) -> int:
        """How many people the institutions that are named have together in a quarter."""
        return sum(self.people_at(name, quarter) or 0 for name in self.institutions)

    def locked(self, *states: str) -> frozenset[str]:
        """Name the actions whose lock is in one of these states."""
        return frozenset(name for name, lock in self.locks.items() if lock.state in states)


def kind_of(source: str) -> str:
    """Tell which of KINDS a source of money is."""
    return {DOMESTIC: "funded", GAP: "gap"}.get(source, "requested")


def parse(mapping: Mapping[str, Any]) -> Constraints:
    """Read constraints from a mapping, or raise ShapeError with every problem at once."""
    return read(Constraints, mapping)


def problems(constraints: Constraints) -> list[str]:
    """Tell which limits make no sense, a sentence each."""
    found = []
    if not 1 <= constraints.horizon <= LONGEST_HORIZON:
        found.append(f"horizon: expected 1 to {LONGEST_HORIZON}, found {constraints.horizon}")
    if not 1 <= constraints.fiscal_year_begins <= 4:
        found.append(f"fiscal_year_begins: expected 1 to 4, found {constraints.fiscal_year_begins}")
    for name in ("people", "budget_per_year"):
        value = getattr(constraints, name)
        if value is not None and value < 0:
            found.append(f"{name}: expected 0 or more, found {value}")
    found += _money_problems(constraints)
    found += currency.problems(constraints.currency)
    found += staffing.problems(
        constraints.people_by_institution,
        constraints.planned_people,
        {lead: constraints.player(lead) for lead in LEADS},
    )
    found += _lock_problems(constraints)
    found += [
        f"weights.{area}: expected {LEAST_WEIGHT} to {MOST_WEIGHT}, found {weight}"
        for area, weight in sorted(constraints.weights.items())
        if not LEAST_WEIGHT <= weight <= MOST_WEIGHT
    ]
    for name in sorted(set(constraints.roles) & set(constraints.vacant)):
        found.append(f"vacant: {name} is played by {constraints.roles[name]}, so it is not vacant")
    for group in ("caps", "constants"):
        part = getattr(constraints, group)
        for name in type(part).model_fields:
            if getattr(part, name) < 0:
                found.append(f"{group}.{name}: expected 0 or more, found {getattr(part, name)}")
    constants = constraints.constants
    if constants.restarts > MOST_RESTARTS:
        found.append(
            f"constants.restarts: expected {MOST_RESTARTS} or fewer, found {constants.restarts}"
        )
    if not (constants.weight_of_cost + constants.weight_of_staff + constants.weight_of_duration):
        found.append("constants: one of the weights of cost, staff and duration must be above 0")
    return found


def _money_problems(constraints: Constraints) -> list[str]:
    found = [
        f"budgets.{year}: expected 0 or more, found {amount}"
        for year, amount in sorted(constraints.budgets.items())
        if amount < 0
    ]
    known: set[str] = set(RESERVED_SOURCES)
    for number, window in enumerate(constraints.donor_windows):
        where = f"donor_windows[{number}]"
        if window.id in known:
            found.append(f"{where}.id: {window.id} is taken already")
        known.add(window.id)
        if not window.theme:
            found.append(f"{where}.theme: expected one area or more, found none")
        if window.amount < 0:
            found.append(f"{where}.amount: expected 0 or more, found {window.amount}")
        if window.closes < window.opens:
            found.append(f"{where}.to: expected {window.opens} or later, found {window.closes}")
    return found


def _lock_problems(constraints: Constraints) -> list[str]:
    found = []
    for name, lock in sorted(constraints.locks.items()):
        where = f"locks.{name}.start"
        if lock.state == "committed":
            if lock.start is None:
                found.append(f"{where}: is missing; what is committed begins in a quarter")
            elif lock.start < constraints.start:
                found.append(
                    f"{where}: expected {constraints.start} or later for what is committed, "
                    f"found {lock.start}"
                )
        elif lock.state in ("done", "forbidden") and lock.start is not None:
            found.append(f"{where}: expected none for what is {lock.state}, found {lock.start}")
    return found


def people_for(population: int | None) -> int:
    """Give the people to assume for a population; for an unknown one the smallest band."""
    for below, people in PEOPLE_BY_POPULATION:
        if population is not None and (below is None or population < below):
            return people
    return PEOPLE_BY_POPULATION[0][1]


def people_assumed(limits: Constraints, population: int | None) -> int:
    """Give the people to assume where nobody says how many there are in all.

    The number goes by the population, and is never less than the institutions that are named
    have together.
    """
    return max(people_for(population), limits.named_people(limits.start))
