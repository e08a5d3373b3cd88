"""Scores, plans and documents from files alone: no site, no database, no clock that decides."""

import datetime as dt
import json
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from assessments import library
from assessments.domain import (
    canonical,
    constraints,
    context,
    formats,
    maturity,
    planning,
    quarters,
    scoring,
)
from assessments.domain.context import Country
from assessments.domain.formats import AnswersFile, ConstraintsFile, SnapshotFile
from assessments.domain.maturity import MaturityModel
from assessments.domain.own import OwnAction
from assessments.domain.shape import ShapeError
from assessments.sheets import Sheet
from cms.people import choices
from courses import catalogue

LARGEST = 4_000_000  # bytes of an input file


class Unusable(ValueError):
    """Files or options that nothing can be made of; `problems` holds a sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@contextmanager
def named(name: str) -> Iterator[None]:
    """Put the name of an input before each sentence on what is wrong with it."""
    try:
        yield
    except (Unusable, ShapeError, scoring.AnswersError, planning.PlanError) as error:
        raise Unusable([f"{name}: {told}" for told in error.problems]) from None


class Together:
    """Collects the problems of several inputs, so that their author sees all of them at once."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Note what is wrong with one input, named before each sentence."""
        with self.as_told(), named(name):
            yield

    @contextmanager
    def as_told(self) -> Iterator[None]:
        """Note problems whose sentences name their place already."""
        try:
            yield
        except Unusable as error:
            self.problems += error.problems

    def end(self) -> None:
        """Raise Unusable if anything was wrong."""
        if self.problems:
            raise Unusable(self.problems)


def table(path: str) -> dict[str, Any]:
    """Read a TOML or JSON file, or raise Unusable with a sentence."""
    try:
        size = os.path.getsize(path)
        if size > LARGEST:
            raise Unusable([f"expected at most {LARGEST} bytes, found {size}"])
        text = Path(path).read_text(encoding="utf-8")
        found = json.loads(text) if path.endswith(".json") else tomllib.loads(text)
    except OSError as error:
        raise Unusable([f"cannot be read ({error.strerror})"]) from None
    except UnicodeDecodeError:
        raise Unusable(["is no text in UTF-8"]) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, RecursionError) as error:
        kind = "JSON" if path.endswith(".json") else "TOML"
        raise Unusable([f"is no valid {kind}: {error}"]) from None
    if not isinstance(found, dict):
        raise Unusable(["expected a table at the top of the file"])
    return found


def model(name: str, version: int | None = None) -> MaturityModel:
    """Give a shipped model by its id, or read a TOML file; raise Unusable or ShapeError."""
    if name in library.versions():
        try:
            return library.model(name, version)
        except KeyError:
            shipped = ", ".join(str(one) for one in library.versions()[name])
            raise Unusable([f"version: {name} is there as {shipped}, not as {version}"]) from None
    if not name.endswith(".toml"):
        shipped = ", ".join(sorted(library.versions()))
        raise Unusable([f"model: expected one of {shipped}, or a .toml file, found {name!r}"])
    found = maturity.parse(table(name))
    if wrong := maturity.problems(found):
        raise Unusable(wrong)
    return found


def frozen(one: AnswersFile, asked: MaturityModel) -> dict[str, Any]:
    """Freeze answers as a signature on a site does: model, version, answers."""
    return {"model": asked.id, "version": asked.version, "answers": dict(one.answers)}


def read_answers(path: str, instead: str | None = None) -> tuple[AnswersFile, MaturityModel]:
    """Read a file of answers and the model that they answer, or raise Unusable with everything.

    `instead` names another model, shipped or in a file, than the one that the file names.
    """
    return _answered(path, formats.answers, instead)


def read_snapshot(path: str) -> tuple[SnapshotFile, MaturityModel]:
    """Read a frozen snapshot and its model, or raise Unusable with everything."""
    return _answered(path, formats.snapshot, None)


def _answered(path: str, read: Callable[[Mapping[str, Any]], Any], instead: str | None) -> Any:
    """Read a file with a model and answers: its shape, its model and its answers all at once."""
    all_of, one, asked = Together(), None, None
    with all_of.of(path):
        raw = table(path)
        with all_of.of(path):
            one = read(raw)
        named, version = instead or raw.get("model"), raw.get("version")
        if isinstance(named, str):
            asked = model(named, None if instead or not isinstance(version, int) else version)
        given = raw.get("answers")
        if asked and isinstance(given, dict):
            wrong = scoring.problems(asked, given)
            if isinstance(stated := raw.get("confidence"), dict):
                wrong += scoring.confidence_problems(given, stated)
            if wrong:
                raise Unusable(wrong)
    all_of.end()
    return one, asked


def read_constraints(path: str | None, day: dt.date | None) -> ConstraintsFile:
    """Read the limits of a plan; without a file all have their defaults.

    A plan that names no start begins in the quarter after `day`, or after today.
    """
    start = str(quarters.next_quarter(day or dt.datetime.now(dt.UTC).date()))
    with named(path or "constraints"):
        found = formats.constraints(table(path) if path else {}, start=start)
        wrong = constraints.problems(found.limits)
        if found.population is not None and found.population < 0:
            wrong.append(f"population: expected 0 or more, found {found.population}")
        if wrong:
            raise Unusable(wrong)
    return found


def one_of(value: str, known: Iterable[str]) -> str:
    """Return a value that is among the known ones, or raise Unusable."""
    if value not in known:
        raise Unusable([f"expected one of {', '.join(known)}, found {value!r}"])
    return value


def country(code: str) -> str:
    """Return a known country code, or raise Unusable."""
    try:
        choices.validate_country(code)
    except ValidationError:
        raise Unusable(
            [f"expected a country code of three letters, such as XMA, found {code!r}"]
        ) from None
    return code


def read_facts(code: str, path: str | None) -> Country | None:
    """Give the shipped facts of a country, those of the file in their place as confirmed.

    None for a code on which no fact is shipped; a file on such a country is Unusable.
    """
    shipped = library.countries()
    try:
        found = shipped.of(code)
    except KeyError:
        found = None
    if path is None:
        return found
    with named(path):
        said = formats.facts(table(path))
        if found is None:
            raise Unusable([f"values: no facts are kept on {code}"])
        return context.confirm(
            shipped,
            found,
            said.values,
            source=said.source,
            as_of=said.as_of,
            valid_until=said.valid_until,
        )


def plan(
    snapshots: Sequence[tuple[MaturityModel, Mapping[str, Any]]],
    limits: ConstraintsFile,
    where: str,
    facts: Country | None,
    own: tuple[OwnAction, ...] = (),
) -> planning.Plan:
    """Make a plan of frozen answers and facts; raise Unusable with every problem."""
    with named("plan"):
        try:
            served = library.release_for(*(asked.id for asked, _ in snapshots))
        except KeyError:
            raise Unusable(["no release of the action library serves these models"]) from None
        return planning.make(
            planning.Inputs(
                snapshots=tuple(planning.Snapshot(asked, given) for asked, given in snapshots),
                library=served,
                constraints=limits.limits,
                country=where,
                population=limits.population,
                targets=limits.targets or None,
                facts=facts,
                own=own,
            )
        )


def sheet(one: AnswersFile, made: planning.Plan, language: str) -> Sheet:
    """What a document says of a plan that was made from files: nobody has signed it."""
    answered = [
        {name: one[name] for name in ("model", "version", "answers")}
        for one in made.inputs["snapshots"]
    ]
    where = choices.country_name(made.inputs["country"], language)
    return Sheet(
        result=json.loads(canonical.text(made.result)),
        sha256=made.hash,
        snapshot_sha256=canonical.digest(answered[0] if len(answered) == 1 else answered),
        institution=one.institution or where,
        title=one.title or where,
        made_on=one.date,
        signed_on=None,
        demonstration=choices.is_fictional(made.inputs["country"]),
        links=catalogue.shipped,
        facts=canonical.plain(made.inputs.get("facts", {})),
    )


def nothing_yet() -> tuple[AnswersFile, planning.Plan]:
    """The plan of a fictional state that has nothing yet, in the longest of the models offered."""
    asked = max(library.offered(), key=lambda one: sum(1 for _ in one.indicators()))
    answers: dict[str, Any] = {one.id: 0 for one in asked.indicators()}
    one = formats.answers({"model": asked.id, "version": asked.version, "answers": answers})
    limits = formats.constraints({}, start="2026-Q1")
    return one, plan([(asked, answers)], limits, "XMA", None)


def write(files: Mapping[str, bytes]) -> None:
    """Write all files or none: each beside its place first, then all are moved there.

    Raises Unusable where a place cannot be written.
    """
    ready: dict[str, str] = {}
    try:
        for path, content in files.items():
            handle, draft = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(path)))
            ready[path] = draft
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        for path, draft in ready.items():
            os.chmod(draft, 0o644)
            os.replace(draft, path)
    except OSError as error:
        for draft in ready.values():
            Path(draft).unlink(missing_ok=True)
        where = next((path for path in files if path not in ready), path)
        raise Unusable([f"{where}: cannot be written ({error.strerror})"]) from None
