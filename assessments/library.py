"""Shipped content: models, releases of actions, country facts, sector codes; read once, kept."""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assessments.domain import actions, context, maturity, own, sectors
from assessments.domain.actions import ActionLibrary
from assessments.domain.context import Countries
from assessments.domain.maturity import MaturityModel
from assessments.domain.own import OwnAction
from assessments.domain.sectors import SectorCodes

CONTENT = Path(__file__).parent / "content"
SEALS = "sealed.toml"
COUNTRIES = "countries.toml"
SECTOR_CODES = "sector_codes.toml"


@cache
def models() -> tuple[MaturityModel, ...]:
    """Give the newest version of every shipped model, in the order of their ids."""
    return tuple(model(slug) for slug in sorted(versions()))


@cache
def model(slug: str, version: int | None = None) -> MaturityModel:
    """Give a version of a shipped model, the newest if none is named; KeyError if not shipped."""
    numbers = versions()[slug]
    wanted = numbers[-1] if version is None else version
    if wanted not in numbers:
        raise KeyError((slug, wanted))
    return maturity.parse(read(f"models/{slug}/v{wanted}.toml"))


@cache
def offered() -> tuple[MaturityModel, ...]:
    """Give the models that a new round may answer: those that no other model replaces."""
    replaced = {name for one in models() for name in one.replaces}
    return tuple(one for one in models() if one.id not in replaced)


@cache
def versions() -> dict[str, tuple[int, ...]]:
    """List the versions of every shipped model by its slug, oldest first."""
    found: dict[str, list[int]] = {}
    for path in CONTENT.glob("models/*/v*.toml"):
        found.setdefault(path.parent.name, []).append(int(path.stem[1:]))
    return {slug: tuple(sorted(numbers)) for slug, numbers in sorted(found.items())}


@cache
def releases() -> tuple[str, ...]:
    """Name the releases of the action library, oldest first."""
    names = [path.parent.name for path in CONTENT.glob("library/*/release.toml")]
    return tuple(sorted(names, key=lambda name: [int(part) for part in name.split(".")]))


@cache
def release(name: str | None = None) -> ActionLibrary:
    """Give a release of the action library, the newest if none is named; KeyError if unknown."""
    wanted = releases()[-1] if name is None else name
    if wanted not in releases():
        raise KeyError(wanted)
    folder = f"library/{wanted}"
    rules = f"{folder}/rules.toml"
    return actions.parse(
        read(f"{folder}/release.toml"),
        read(f"{folder}/actions.toml"),
        read(rules) if (CONTENT / rules).exists() else None,
    )


def planned_with(result: Mapping[str, Any]) -> ActionLibrary:
    """Give the release that a stored plan was made with, and the institution's own actions."""
    found = release(result["library"])
    return own.merged(found, own_actions(result)) if result.get("own") else found


def own_actions(result: Mapping[str, Any]) -> tuple[OwnAction, ...]:
    """Give the institution's own actions of a stored plan; older plans have none."""
    return tuple(own.parse(one) for one in result.get("own", ()))


@cache
def serves(slug: str) -> bool:
    """Tell whether any release can close gaps of this model."""
    return any(slug in release(name).covers for name in releases())


@cache
def release_for(*slugs: str) -> ActionLibrary:
    """Give the newest release that can close gaps of all these models; KeyError if there is none.

    What was signed on a model that newer releases no longer serve is planned with the release
    that did.
    """
    for name in reversed(releases()):
        found = release(name)
        if found.covers.issuperset(slugs):
            return found
    raise KeyError(slugs)


def serves_together(*slugs: str) -> bool:
    """Tell whether one release can close gaps of all these models."""
    return any(release(name).covers.issuperset(slugs) for name in releases())


def release_serving(first: str, *others: str) -> ActionLibrary:
    """Give the newest release for all these models; without one, the newest for the first."""
    together = (first, *others)
    return release_for(*together) if serves_together(*together) else release_for(first)


@cache
def countries() -> Countries:
    """Give the countries and the lists of facts on them; ShapeError with every problem of shape."""
    return context.parse(read(COUNTRIES))


@cache
def sector_codes() -> SectorCodes:
    """Give the sector codes to suggest; ShapeError with every problem of shape."""
    return sectors.parse(read(SECTOR_CODES))


def cases(slug: str) -> dict[str, Any]:
    """Give the golden cases of a model as its author wrote them; none without a file."""
    path = f"models/{slug}/cases.toml"
    return read(path) if (CONTENT / path).exists() else {"cases": []}


def published() -> tuple[str, ...]:
    """List the files that are never edited again: model versions and releases."""
    patterns = ("models/*/v*.toml", "library/*/*.toml")
    found = [path for pattern in patterns for path in CONTENT.glob(pattern)]
    return tuple(sorted(path.relative_to(CONTENT).as_posix() for path in found))


def seals() -> dict[str, str]:
    """Give the recorded SHA-256 of every published file by its path inside the content."""
    return {str(path): str(digest) for path, digest in read(SEALS)["files"].items()}


def content_digest(path: str) -> str:
    """Compute the SHA-256 of a content file, whatever the line ends of the checkout."""
    text = (CONTENT / path).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def read(path: str) -> dict[str, Any]:
    """Read a TOML file of the content."""
    return tomllib.loads((CONTENT / path).read_text(encoding="utf-8"))
