"""The JSON that leaves the engine, field by field: what docs/headless.md promises to readers."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assessments.domain.constraints import Constraints
from assessments.domain.formats import AnswersFile, Beside, RegionsFile, SnapshotFile
from assessments.domain.framework import MaturityModel
from assessments.domain.summed import Portfolio


class Out(BaseModel):
    """The parent of every value that is written: nothing but what is named here."""

    model_config = ConfigDict(extra="forbid")


class Number(Out):
    """A number exactly, as a fraction, and rounded to four decimals."""

    exact: str
    value: float


class Reason(Out):
    """Why: a code of docs/planning.md, or in a trace of docs/scoring.md, and its parameters."""

    code: str
    params: dict[str, Any]


class Span(Out):
    """Stages reached, counted from 0: surely, and at most."""

    low: int
    high: int


class Share(Out):
    """A share of a whole, from 0 to 1: surely, and at most."""

    low: Number
    high: Number


class StageProgress(Out):
    """One stage: the indicators that meet it, miss it, or may do either."""

    id: str
    met: list[str]
    unmet: list[str]
    open: list[str]
    share: Share


class Coverage(Out):
    """How many indicators were answered in which way."""

    answered: int
    unknown: int
    not_applicable: int
    not_asked: int


class Confidence(Out):
    """How sure those who answered are, from 1 to 3, and how many answers say so."""

    mean: Number
    stated: int


class Node(Out):
    """The score of the whole or of a node, up to `top`; null where nothing applies.

    `met_next` is the share of the first stage that is not surely reached, null at the top.
    """

    low: Number | None
    high: Number | None
    top: Number
    stage: Span
    met_next: Share | None
    coverage: Coverage
    confidence: Confidence | None
    stages: list[StageProgress]


class Leaf(Out):
    """The score of an indicator; null where it is left out."""

    state: Literal["answered", "unknown", "not-applicable", "not-asked"]
    level: int | None
    low: Number | None
    high: Number | None


class Scorecard(Out):
    """What `score` prints; `trace` only where it was asked for, by the id of the node."""

    model: str
    version: int
    overall: Node
    nodes: dict[str, Node | Leaf]
    contradictions: list[str]
    trace: dict[str, list[Reason]] | None = None


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
    """One placed action; `kind` tells those of the library from tasks to find something out."""

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
    lost_if_skipped: Lost
    rules_fired: list[Any]


class LeftOut(Out):
    """An action that is not in the plan, and the first thing that stood in its way."""

    id: str
    reason: Reason


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


class Year(Out):
    """Money and people of one fiscal year."""

    year: int
    quarters: list[str]
    set_up: Band
    running: Band
    person_months: Number


class Totals(Out):
    """Money of the whole plan, and of every year after it."""

    set_up: Band
    running_in_plan: Band
    running_per_year: Band
    posts: int


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
    roles: dict[str, str]
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
    path: list[Milestone]
    notices: list[Reason]
    rules_fired: list[Any]


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
        "scorecard": Scorecard.model_json_schema(),
        "plan": Plan.model_json_schema(by_alias=True),
        "assessment": Assessment.model_json_schema(by_alias=True),
        "regions": RegionsFile.model_json_schema(),
        "portfolio": Portfolio.model_json_schema(),
    }
