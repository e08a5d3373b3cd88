"""The JSON of plans, and every schema: what docs/headless.md promises to readers."""

from typing import Any, Literal

from pydantic import Field

from assessments.domain.constraints import Constraints, DonorWindow, Lock
from assessments.domain.currency import Currency
from assessments.domain.formats import (
    AnswersFile,
    Beside,
    FactsFile,
    OwnFile,
    RegionsFile,
    SnapshotFile,
)
from assessments.domain.framework import MaturityModel
from assessments.domain.own import OwnAction
from assessments.domain.rules import Does
from assessments.domain.scored import Number, Out, Reason, Scorecard
from assessments.domain.staffing import PlannedPeople
from assessments.domain.summed import Portfolio


class Band(Out):
    """US dollars of the price year: low, likely, high."""

    low: int
    likely: int
    high: int


class Cost(Out):
    """Money to be found: once, and for every year after the end."""

    set_up: Band
    running_per_year: Band


class People(Out):
    """Person-months once and a year, and posts that are created."""

    set_up: Number
    running_per_year: Number
    posts: int


class Funding(Out):
    """Who pays in a fiscal year: `domestic`, the id of a window, or nobody yet: `gap`."""

    source: str
    year: int
    amount: int


class Closed(Out):
    """A gap that an action closes."""

    model: str
    indicator: str
    stage: str
    from_: int | None = Field(alias="from")
    to: int


class Lost(Out):
    """What is lost without an action: stages not reached, actions that could not begin."""

    stages: list[dict[str, str]]
    actions: list[str]


class Action(Out):
    """One placed action; `kind` tells those of the library from tasks to find something out.

    `own` marks what the institution added; its words stand in `own` of the plan.
    """

    id: str
    kind: Literal["library", "verify"]
    model: str | None
    dimension: str | None
    indicators: list[str]
    area: str | None
    lead: str
    institution: str | None
    start: str
    end: str
    quarters: list[str]
    binding: Reason
    because: list[Reason]
    cost: Cost
    people: People
    needs: list[dict[str, Any]]
    quick_win: bool
    value: Number | None
    priority: Number | None
    closes: list[Closed]
    funding: list[Funding]
    lost_if_skipped: Lost
    rules_fired: list[Reason]
    lock: Literal["running", "committed"] | None
    own: bool


class LeftOut(Out):
    """An action that is not in the plan, and the first thing that stood in its way.

    `quarters` is there where only time is missing: after about so many it would be finished.
    """

    id: str
    reason: Reason
    quarters: int | None = None


class Gap(Out):
    """An indicator that is not surely at the level which a stage asks for."""

    model: str
    dimension: str
    indicator: str
    stage: str
    state: str
    level: int | None
    required: int
    closed_by: list[str]


class Theme(Out):
    """US dollars of one area in one fiscal year."""

    area: str
    funded: int
    requested: int
    gap: int


class Year(Out):
    """Money and people of one fiscal year.

    `likely` and `cautious` are what half and four fifths of the draws stay within, set-up and
    running together. `funded` is domestic, `requested` falls to windows, `gap` is to be found.
    """

    year: int
    quarters: list[str]
    set_up: Band
    running: Band
    person_months: Number
    likely: int
    cautious: int
    funded: int
    requested: int
    gap: int
    themes: list[Theme]


class Totals(Out):
    """Money of the whole plan, and of every year after it; its range as in a year."""

    set_up: Band
    running_in_plan: Band
    running_per_year: Band
    posts: int
    likely: int
    cautious: int


class Search(Out):
    """Which of the orders that were tried is the plan, and the worth that it and the first have."""

    restarts: int
    kept: Literal["priority", "restart", "previous"]
    number: int
    worth: Number
    first: Number


class Milestone(Out):
    """A stage, and the quarter at whose end it is reached."""

    quarter: str
    model: str
    stage: str
    number: int


class PlannedModel(Out):
    """A model of the plan: its version, its scorecard and the stage that is aimed at."""

    id: str
    version: int
    scorecard: Scorecard
    target: str | None
    target_number: int


class Fact(Out):
    """A fact on which a rule rests; `stated` are people and population, from the constraints."""

    fact: str
    value: str | int | list[str]
    source: str | None
    as_of: str | None
    certainty: Literal["confirmed", "stated"]


class Change(Out):
    """What a rule does; `value` is its factor, action, institution or need, or true."""

    does: Does
    value: Any


class Fired(Out):
    """A rule that fired, in the order of the rules, and what it is about in this plan."""

    id: str
    because: list[Fact]
    effect: Change
    actions: list[str]


class Plan(Out):
    """What `plan` prints."""

    hash: str
    engine: str
    library: str
    price_year: int
    country: str
    constants: dict[str, Any]
    caps: dict[str, int]
    budget_per_year: int | None
    budgets: dict[str, int]
    donor_windows: list[DonorWindow]
    roles: dict[str, str]
    locks: dict[str, Lock]
    weights: dict[str, Number]
    people_by_institution: dict[str, int]
    planned_people: list[PlannedPeople]
    own: list[OwnAction]
    start: str
    end: str
    horizon: int
    people: int
    models: list[PlannedModel]
    gaps: list[Gap]
    actions: list[Action]
    left_out: list[LeftOut]
    years: list[Year]
    totals: Totals
    search: Search
    currency: Currency | None = None
    path: list[Milestone]
    notices: list[Reason]
    rules_fired: list[Fired]


class Assessment(Out):
    """What `assess --json` writes."""

    snapshot: SnapshotFile
    snapshot_sha256: str
    scorecard: Scorecard
    plan: Plan


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of every file by its name, those that are read and those written."""
    constraints = Constraints.model_json_schema()
    beside = Beside.model_json_schema()
    constraints["properties"] |= beside["properties"]
    constraints["required"] = []
    return {
        "model": MaturityModel.model_json_schema(),
        "answers": AnswersFile.model_json_schema(),
        "snapshot": SnapshotFile.model_json_schema(),
        "constraints": constraints,
        "facts": FactsFile.model_json_schema(),
        "own": OwnFile.model_json_schema(),
        "scorecard": Scorecard.model_json_schema(),
        "plan": Plan.model_json_schema(by_alias=True),
        "assessment": Assessment.model_json_schema(by_alias=True),
        "regions": RegionsFile.model_json_schema(),
        "portfolio": Portfolio.model_json_schema(),
    }
