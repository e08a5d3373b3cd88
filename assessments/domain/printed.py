"""A printed plan, read again: what is added up of it, and whether its own figures agree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, StringConstraints

from assessments.domain.quarters import AnyQuarter
from assessments.domain.shape import Exact, Value, Whole, Words, read, shown

BANDS = ("low", "likely", "high")


def _hash(value: object) -> object:
    if not isinstance(value, str) or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise ValueError("expected 64 hexadecimal figures")
    return value


def _count(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("expected a whole number, 0 or more")
    return value


Hash = Annotated[str, BeforeValidator(_hash)]
Count = Annotated[int, BeforeValidator(_count)]
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Told(Value):
    """A part of a plan. A machine wrote it and says more than is read here: the rest is left."""

    model_config = ConfigDict(extra="ignore")


class Band(Told):
    """US dollars of the price year."""

    low: Count
    likely: Count
    high: Count


class Number(Told):
    """A number, of which only the exact text is read."""

    exact: Exact


class Cost(Told):
    """Money to be found: once, and for every year after the end."""

    set_up: Band
    running_per_year: Band


class People(Told):
    """Person-months once and a year, and posts that are created."""

    set_up: Number
    running_per_year: Number
    posts: Count


class Funding(Told):
    """Who pays in a fiscal year: `domestic`, the id of a window, or nobody yet: `gap`."""

    source: Words
    year: Whole
    amount: Count


class Action(Told):
    """A placed action; `funding` is None where the plan does not speak of it."""

    id: Words
    kind: Literal["library", "verify"]
    start: AnyQuarter
    end: AnyQuarter
    cost: Cost
    people: People
    funding: tuple[Funding, ...] | None = None


class Year(Told):
    """Money and people of one fiscal year."""

    year: Whole
    quarters: tuple[AnyQuarter, ...]
    set_up: Band
    running: Band
    person_months: Number


class Totals(Told):
    """Money of the whole plan, and of every year after it."""

    set_up: Band
    running_in_plan: Band
    running_per_year: Band
    posts: Count


class PrintedPlan(Told):
    """What a portfolio needs of a plan, as `plan` prints it."""

    hash: Hash
    engine: Words
    library: Words
    price_year: Whole
    country: Iso3
    start: AnyQuarter
    end: AnyQuarter
    actions: tuple[Action, ...]
    years: tuple[Year, ...]
    totals: Totals

    @property
    def says_who_pays(self) -> bool:
        """Tell whether the plan speaks of funding at all."""
        return any(one.funding is not None for one in self.actions)


def parse(mapping: Mapping[str, Any]) -> PrintedPlan:
    """Read a plan, or raise ShapeError with every problem at once."""
    return read(PrintedPlan, mapping)


def problems(plan: PrintedPlan) -> list[str]:
    """Tell where a plan contradicts itself, a sentence each: a file that somebody has changed."""
    return [*_repeated(plan), *_out_of_order(plan), *_sums(plan), *_strange_years(plan)]


def _repeated(plan: PrintedPlan) -> Iterator[str]:
    for name, count in Counter(one.id for one in plan.actions).items():
        if count > 1:
            yield f"actions: {name} is there {count} times"
    for year, count in Counter(one.year for one in plan.years).items():
        if count > 1:
            yield f"years: {year} is there {count} times"


def _out_of_order(plan: PrintedPlan) -> Iterator[str]:
    if plan.end < plan.start:
        yield f"end: expected {plan.start} or later, found {plan.end}"
    for number, one in enumerate(plan.actions):
        if not plan.start <= one.start <= one.end <= plan.end:
            yield (
                f"actions[{number}]: expected quarters from {plan.start} to {plan.end},"
                f" found {one.start} to {one.end}"
            )
    for path, band in _bands(plan):
        if not band.low <= band.likely <= band.high:
            yield f"{path}: expected low, likely, high in this order, found {_told(band)}"


def _bands(plan: PrintedPlan) -> Iterator[tuple[str, Band]]:
    for number, action in enumerate(plan.actions):
        yield f"actions[{number}].cost.set_up", action.cost.set_up
        yield f"actions[{number}].cost.running_per_year", action.cost.running_per_year
    for number, year in enumerate(plan.years):
        yield f"years[{number}].set_up", year.set_up
        yield f"years[{number}].running", year.running


def _told(band: Band) -> str:
    return ", ".join(str(getattr(band, name)) for name in BANDS)


def _sums(plan: PrintedPlan) -> Iterator[str]:
    actions, years, totals = plan.actions, plan.years, plan.totals
    once = [one.cost.set_up for one in actions]
    yearly = [one.cost.running_per_year for one in actions]
    yield from _agree("totals.set_up", totals.set_up, once, "actions")
    yield from _agree("totals.running_per_year", totals.running_per_year, yearly, "actions")
    yield from _agree("totals.set_up", totals.set_up, [one.set_up for one in years], "years")
    inside = [one.running for one in years]
    yield from _agree("totals.running_in_plan", totals.running_in_plan, inside, "years")
    posts = sum(one.people.posts for one in actions)
    if posts != totals.posts:
        yield f"totals.posts: expected {posts}, the sum of the actions, found {totals.posts}"


def _agree(path: str, told: Band, parts: Iterable[Band], whose: str) -> Iterator[str]:
    parts = list(parts)
    for name in BANDS:
        wanted, found = sum(getattr(one, name) for one in parts), getattr(told, name)
        if wanted != found:
            yield f"{path}.{name}: expected {wanted}, the sum of the {whose}, found {found}"


def _strange_years(plan: PrintedPlan) -> Iterator[str]:
    years = {one.year for one in plan.years}
    quarters = Counter(quarter for one in plan.years for quarter in one.quarters)
    for number, one in enumerate(plan.actions):
        for name in ("start", "end"):
            quarter = getattr(one, name)
            if quarters[quarter] != 1:
                yield f"actions[{number}].{name}: expected a quarter of one year, found {quarter}"
        for place, part in enumerate(one.funding or ()):
            if part.year not in years:
                where = f"actions[{number}].funding[{place}].year"
                yield f"{where}: expected a year of the plan, found {shown(part.year)}"
