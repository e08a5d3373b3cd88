"""Shipped content is whole: models, releases, facts and codes make sense, seals hold."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from assessments import lessons, library
from assessments.domain import cases, context, maturity, sectors, sense, succession
from assessments.domain.maturity import MaturityModel
from assessments.domain.shape import ShapeError

BROKEN = "assessments.E001"
SENSELESS = "assessments.E002"
DISAGREES = "assessments.E003"
UNSEALED = "assessments.E004"
FACTS = "assessments.E005"
CODES = "assessments.E006"
LEARNING = "assessments.E007"


@register()
def shipped_content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at every shipped model and release, and compare the seals."""
    return [*models_and_releases(), *seals(), *country_facts(), *sector_codes()]


@register(deploy=True)
def shipped_cases(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Run the golden cases: with `check --deploy` only, for they cost every command seconds."""
    return [*golden_cases(), *learning()]


def models_and_releases() -> Iterator[CheckMessage]:
    """Parse everything, and tell what makes no sense."""
    models: dict[str, MaturityModel] = {}
    for slug, numbers in library.versions().items():
        former: list[MaturityModel] = []
        for number in numbers:
            path = f"models/{slug}/v{number}.toml"
            try:
                model = models[slug] = library.model(slug, number)
            except ShapeError as error:
                yield from _errors(BROKEN, path, error.problems)
                continue
            yield from _errors(SENSELESS, path, maturity.problems(model))
            yield from _errors(SENSELESS, path, _misplaced(model, slug, number))
            for old in former:
                yield from _errors(SENSELESS, path, succession.misfits(old, model))
            former.append(model)
    for name in library.releases():
        path = f"library/{name}"
        try:
            release = library.release(name)
        except ShapeError as error:
            yield from _errors(BROKEN, path, error.problems)
            continue
        subjects = library.countries().subjects
        yield from _errors(SENSELESS, path, sense.problems(release, models, subjects))


def learning() -> Iterator[CheckMessage]:
    """Tell where assessment and courses do not name each other: lessons, outcomes, questions."""
    try:
        release, served = library.release(), lessons.serving()
        models = {one.id: one for one in library.models()}
    except (ShapeError, lessons.Broken):
        return  # told by models_and_releases, and by the courses
    path = f"library/{release.release}"
    there = lessons.shipped(name for one in release.actions for name in one.lessons)
    for one in release.actions:
        for name in one.lessons:
            if name not in there:
                yield from _errors(LEARNING, path, [f"{one.id}.lessons: there is no {name}"])
        if bool(one.lessons) == bool(one.no_lesson):
            told = f"{one.id}: expected either lessons, or no_lesson with the reason"
            yield from _errors(LEARNING, path, [told])
    asked = {
        f"{name}/{one.id}"
        for name in sorted({subject.partition("/")[0] for subject in served})
        for one in (models[name].indicators() if name in models else ())
    }
    for subject in sorted(asked ^ served.keys()):
        told = "no outcome serves it" if subject in asked else "no model asks this"
        yield from _errors(LEARNING, "models", [f"{subject}: {told}"])


def golden_cases() -> Iterator[CheckMessage]:
    """Run the cases of the newest version of every model with the release that serves it."""
    try:
        served = [(model, library.release_for(model.id)) for model in library.models()]
    except ShapeError:
        return  # told by models_and_releases
    for model, release in served:
        path = f"models/{model.id}/cases.toml"
        try:
            found = cases.parse(library.cases(model.id))
        except ShapeError as error:
            yield from _errors(BROKEN, path, error.problems)
            continue
        for case in found:
            yield from _errors(DISAGREES, path, cases.disagreements(model, release, case))


def seals() -> Iterator[CheckMessage]:
    """Compare every published file with the hash that was recorded when it was published."""
    recorded = library.seals()
    for path in library.published():
        if path not in recorded:
            yield from _errors(UNSEALED, path, ["is not recorded in sealed.toml"])
        elif library.content_digest(path) != recorded[path]:
            yield from _errors(UNSEALED, path, ["was changed after it had been published"])
    for path in sorted(recorded.keys() - set(library.published())):
        yield from _errors(
            UNSEALED, path, ["is recorded in sealed.toml, but there is no such file"]
        )


def country_facts() -> Iterator[CheckMessage]:
    """Parse the countries and the lists of facts, and tell what makes no sense."""
    try:
        found = context.problems(library.countries())
    except ShapeError as error:
        found = list(error.problems)
    yield from _errors(FACTS, library.COUNTRIES, found)


def sector_codes() -> Iterator[CheckMessage]:
    """Parse the sector codes, and tell what does not fit the releases."""
    try:
        releases = [library.release(name) for name in library.releases()]
    except ShapeError:
        return  # told by models_and_releases
    try:
        found = sectors.problems(library.sector_codes(), releases)
    except ShapeError as error:
        found = list(error.problems)
    yield from _errors(CODES, library.SECTOR_CODES, found)


def _misplaced(model: MaturityModel, slug: str, number: int) -> Iterator[str]:
    if (model.id, model.version) != (slug, number):
        yield f"id: expected {slug} version {number}, found {model.id} version {model.version}"


_HINTS = {
    BROKEN: "docs/assessment-models.md describes every field.",
    SENSELESS: "docs/assessment-models.md describes what has to fit together.",
    DISAGREES: "Either the engine is wrong or the case is; say in the commit which one.",
    FACTS: "docs/country-facts.md describes every field.",
    LEARNING: "docs/content.md says how lessons, actions and questions name each other.",
    CODES: "docs/country-facts.md describes every field.",
    UNSEALED: "A published file is never edited: add a new version or release beside it.",
}


def _errors(code: str, path: str, problems: Iterable[str]) -> Iterator[CheckMessage]:
    for told in problems:
        yield Error(f"assessments/content/{path}: {told}", hint=_HINTS[code], id=code)
