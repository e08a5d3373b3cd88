"""The JSON of a scorecard, field by field: what docs/headless.md promises to readers."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


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
    targets: list[StageProgress]
    trace: dict[str, list[Reason]] | None = None
