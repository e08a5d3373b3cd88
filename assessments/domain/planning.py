"""One or several snapshots in, a plan out: frozen inputs, hash, dates, reasons, costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import Answers

ENGINE = "1"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was signed: the answers to one version of one model."""

    model: MaturityModel
    answers: Answers


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a plan depends on. No language, no clock, no chance.

    `targets` names the stage to aim at by model id; a model that is not named gets the next
    stage (plans of up to eight quarters) or the one after it (longer plans).
    """

    snapshots: tuple[Snapshot, ...]
    library: ActionLibrary
    constraints: Constraints
    country: str
    population: int | None = None
    targets: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as two JSON-able tables: what went in (`inputs`) and what came out (`result`).

    `hash` is the SHA-256 of the canonical JSON of `inputs`; it also stands in `result`.
    """

    hash: str
    inputs: dict[str, Any]
    result: dict[str, Any]


def make(inputs: Inputs) -> Plan:
    """Make the plan: freeze, score, targets, gaps, candidates, value, select, schedule, explain.

    Raises ShapeError-like ValueErrors with all problems (answers, constraints, targets).
    The steps, constants and laws stand in docs/planning.md.
    """
    raise NotImplementedError
