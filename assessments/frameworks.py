"""Every maturity model that can be answered here: those shipped, and those published on this site.

A published version never changes, so a process reads it once. Translations may be mended, so they
are read anew after a while.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from assessments import library
from assessments.domain import asking, canonical, maturity, texts
from assessments.domain.asking import Part
from assessments.domain.maturity import MaturityModel
from assessments.models import ModelTexts, PublishedModel

FRESH_SECONDS = 60
"""So long a process keeps the translations of a published model."""


class Tampered(RuntimeError):
    """A published version is no longer what was published."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts of a version in one language by path, and how far they are."""

    state: str
    texts: Mapping[str, str]


def model(slug: str, version: int | None = None) -> MaturityModel:
    """Give a version of a model, the newest if none is named; KeyError if there is none.

    Shipped models ask no database. Raises Tampered where a published version was changed.
    """
    if slug in library.versions():
        return library.model(slug, version)
    return _published(slug, _newest(slug) if version is None else version)


@lru_cache(maxsize=64)
def parts(slug: str, version: int, *, rapid: bool = False) -> tuple[Part, ...]:
    """Give the parts in which a version is asked; KeyError if there is none."""
    return asking.parts(model(slug, version), rapid=rapid)


@lru_cache(maxsize=64)
def places(slug: str, version: int, *, rapid: bool = False) -> Mapping[str, str]:
    """Name for every indicator that is asked the part in which it is asked."""
    every = parts(slug, version, rapid=rapid)
    return {one.id: part.id for part in every for one in part.indicators()}


def is_shipped(slug: str) -> bool:
    """Tell whether a model comes with the software."""
    return slug in library.versions()


def versions(slug: str) -> tuple[int, ...]:
    """List the versions of a model, oldest first; none of an unknown one."""
    if slug in library.versions():
        return library.versions()[slug]
    rows = PublishedModel.objects.filter(slug=slug)
    return tuple(sorted(rows.values_list("number", flat=True)))


def offered() -> tuple[MaturityModel, ...]:
    """Give the models that a new round may answer: the newest of each that none replaces."""
    newest: dict[str, int] = {}
    for slug, number in PublishedModel.objects.values_list("slug", "number"):
        newest[slug] = max(number, newest.get(slug, 0))
    own = [_published(slug, number) for slug, number in sorted(newest.items())]
    replaced = {name for one in own for name in one.replaces}
    shipped = [one for one in library.offered() if one.id not in replaced]
    return (*shipped, *(one for one in own if one.id not in replaced))


def translations(slug: str, number: int) -> Mapping[str, Translation]:
    """Give the translations of a version that lives on this site, by language; one query."""
    rows = ModelTexts.objects.filter(slug=slug, number=number)
    return {row.language: Translation(row.state, row.texts) for row in rows}


def fresh_translations(slug: str, number: int) -> Mapping[str, Translation]:
    """Give the translations of a published version, as they were at most a minute ago."""
    return _translations(slug, number, int(time.monotonic() // FRESH_SECONDS))


@cache
def texts_of(slug: str, number: int) -> Mapping[str, str]:
    """Give the source texts of a published version by path."""
    return texts.of_model(_published(slug, number))


def forget() -> None:
    """Read everything anew when it is next asked for."""
    for kept in (parts, places, _published, _translations, texts_of):
        kept.cache_clear()


@cache
def _published(slug: str, number: int) -> MaturityModel:
    row = PublishedModel.objects.filter(slug=slug, number=number).first()
    if row is None:
        raise KeyError((slug, number))
    content = json.loads(row.content)
    if canonical.digest(content) != row.sha256:
        raise Tampered(f"{row} is no longer what was published.")
    return maturity.parse(content)


def _newest(slug: str) -> int:
    number = PublishedModel.objects.filter(slug=slug).values_list("number", flat=True).first()
    if number is None:
        raise KeyError(slug)
    return int(number)


@lru_cache(maxsize=64)
def _translations(slug: str, number: int, minute: int) -> Mapping[str, Translation]:
    return translations(slug, number)
