"""The sums of many plans as values, field by field: what docs/headless.md promises to readers."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from assessments.domain import canonical
from assessments.domain.printed import Hash
from assessments.domain.quarters import AnyQuarter
from assessments.domain.shape import Value

Number = Annotated[
    Fraction,
    PlainValidator(Fraction),
    PlainSerializer(canonical.number),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {"exact": {"type": "string"}, "value": {"type": "number"}},
            "required": ["exact", "value"],
            "additionalProperties": False,
        }
    ),
]

Start = Annotated[AnyQuarter, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-Q[1-4]$"})]


class Band(Value):
    """US dollars of the price year: low, likely, high."""

    low: int
    likely: int
    high: int


class Work(Value):
    """Person-months: once, and a year after the end, there by who holds the posts, if any."""

    set_up: Number
    running_per_year: Number


class Paid(Value):
    """US dollars by who pays, from the `plans` that say so.

    `funded` is domestic, `requested` falls to windows of donors, `gap` is to be found.
    """

    plans: int
    funded: int
    requested: int
    gap: int


class Sums(Value):
    """What an action asks for in all plans; `funding` is null where no plan speaks of it.

    `first_start` and `last_start` are the earliest and the latest quarter in which it begins.
    """

    plans: int
    countries: int
    set_up: Band
    running_per_year: Band
    person_months: Work
    posts: int
    funding: Paid | None
    first_start: Start
    last_start: Start


class OfAction(Sums):
    """One action of the library, or one thing to find out."""

    id: str
    kind: str


class Whole(Sums):
    """All plans together, or those of a region; the starts are those of the plans.

    What is spent and worked inside the plans is the sum of their years; who holds a new post
    is not among those who work there.
    """

    running_in_plan: Band
    person_months_in_plan: Number


class OfRegion(Whole):
    """One region; null holds the plans of countries whose region was not given."""

    region: str | None


class OfYear(Value):
    """One fiscal year of each plan, named by the calendar year in which it begins.

    `posts` are those whose action ends in the year; the starts are those of actions that begin
    in it, null where none does.
    """

    year: int
    plans: int
    countries: int
    set_up: Band
    running: Band
    person_months: Number
    posts: int
    funding: Paid | None
    first_start: Start | None
    last_start: Start | None


class Note(Value):
    """What a reader of the sums has to know: a code of docs/headless.md, and its parameters."""

    code: str
    params: Mapping[str, Any]


class Portfolio(Value):
    """What `portfolio` prints. Actions stand in the order of their ids, regions of their names."""

    engine: str
    price_year: int
    libraries: tuple[str, ...]
    hashes: tuple[Hash, ...]
    totals: Whole
    actions: tuple[OfAction, ...]
    regions: tuple[OfRegion, ...]
    years: tuple[OfYear, ...]
    notes: tuple[Note, ...]
