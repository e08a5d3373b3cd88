"""The files of the commands that need no site: what goes in, and how every mistake is named."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import StringConstraints, WithJsonSchema

from assessments.domain.constraints import Constraints
from assessments.domain.facts import Said
from assessments.domain.own import OwnAction
from assessments.domain.shape import Id, ShapeError, Value, Whole, Words, read

Given = Annotated[
    Any,
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"enum": ["unknown", "not-applicable"]}]}),
]
"""An answer; whether it fits the model is asked of `scoring.problems`, which knows the levels."""


class AnswersFile(Value):
    """What `--answers` takes: the answers to one version of a model, and what is printed of them.

    `date` is the day on which the answers were given; a plan that names no start begins with the
    next quarter after it. An indicator that is absent was not asked. `confidence` says of answers
    how sure they are, from 1 (a guess) to 3 (certain); it never changes a score.
    """

    model: Words
    version: Whole | None = None
    institution: Words | None = None
    title: Words | None = None
    date: dt.date | None = None
    answers: Mapping[Id, Given]
    confidence: Mapping[Id, Whole] = {}


class SnapshotFile(Value):
    """What `--snapshot` takes, and what a site freezes at a signature: ids and answers."""

    model: Id
    version: Whole
    answers: Mapping[Id, Given]


class FactsFile(Value):
    """What `--facts` takes: what the ministry says of its country, when, and until when it holds.

    `values` gives by fact its value, or a list of texts; what nobody knows is left out.
    """

    source: Words
    as_of: dt.date
    valid_until: dt.date | None = None
    values: Mapping[Id, Said]


class OwnFile(Value):
    """What `--own` takes: actions of the institution, planned beside those of the library."""

    actions: tuple[OwnAction, ...]


class RegionsFile(Value):
    """What `--regions` takes: the region of a country by its code of three letters."""

    regions: Mapping[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")], Words]


class Beside(Value):
    """What stands in a file of constraints beside the limits of the plan."""

    population: Whole | None = None
    targets: Mapping[Id, Id] = {}


@dataclass(frozen=True, slots=True)
class ConstraintsFile:
    """What `--constraints` takes: the limits of a plan, the population, and the targets.

    Everything may be left out. `targets` names by model the stage to aim at.
    """

    limits: Constraints
    population: int | None
    targets: Mapping[str, str]


def answers(mapping: Mapping[str, Any]) -> AnswersFile:
    """Read a file of answers, or raise ShapeError with every problem at once."""
    return read(AnswersFile, mapping)


def snapshot(mapping: Mapping[str, Any]) -> SnapshotFile:
    """Read a frozen snapshot, or raise ShapeError with every problem at once."""
    return read(SnapshotFile, mapping)


def facts(mapping: Mapping[str, Any]) -> FactsFile:
    """Read a file of confirmed facts, or raise ShapeError with every problem at once."""
    found = read(FactsFile, mapping)
    if found.valid_until is not None and found.valid_until < found.as_of:
        told = f"valid_until: expected {found.as_of} or later, found {found.valid_until}"
        raise ShapeError([told])
    return found


def own(mapping: Mapping[str, Any]) -> OwnFile:
    """Read a file of an institution's own actions, or raise ShapeError with every problem."""
    return read(OwnFile, mapping)


def regions(mapping: Mapping[str, Any]) -> RegionsFile:
    """Read a file of regions, or raise ShapeError with every problem at once."""
    return read(RegionsFile, mapping)


def constraints(mapping: Mapping[str, Any], *, start: str) -> ConstraintsFile:
    """Read a file of constraints, or raise ShapeError with every problem at once.

    The limits stand at the top of the file beside `population` and `[targets]`. `start` is the
    quarter with which a plan begins that names none.
    """
    names = Beside.model_fields
    found: list[str] = []
    limits = beside = None
    try:
        beside = read(Beside, {key: value for key, value in mapping.items() if key in names})
    except ShapeError as error:
        found += error.problems
    rest = {key: value for key, value in mapping.items() if key not in names}
    try:
        limits = read(Constraints, {"start": start, **rest})
    except ShapeError as error:
        found += error.problems
    if limits is None or beside is None:
        raise ShapeError(found)
    return ConstraintsFile(limits, beside.population, beside.targets)
