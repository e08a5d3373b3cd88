"""How far each course is in each language: complete, partial, or behind its source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language_info, pgettext_lazy
from wagtail.models import Page

Row = Mapping[str, Any]
LANGUAGE = "locale__language_code"
KINDS = ("course", "module", "lesson", "quiz")
STEPS = ("lesson", "quiz")
WORDS = ("words", "new", "changed")
COLUMNS = ("content_id", "segments", "behind", *(f"drift__{name}" for name in WORDS))
Parts = Mapping[str, Mapping[str, Row]]


class State(models.TextChoices):
    """What a reader finds of a course in a language.

    Complete: every lesson and quiz that the source has is published. Partial: some are missing.
    Behind: all are there, but some of their texts were made from a source that has changed.
    """

    COMPLETE = "complete", pgettext_lazy("a course in a language", "complete")
    PARTIAL = "partial", pgettext_lazy("a course in a language", "partial")
    BEHIND = "behind", pgettext_lazy("a course in a language", "behind")


@dataclass(frozen=True)
class Spoken:
    """A course in a language: how far, and how many of its texts are behind the source of now.

    `percent` is the share of the texts of the source that this language says as they are now.
    """

    state: State
    percent: int = 100
    behind: int = 0

    @property
    def share(self) -> Decimal:
        """The same as a share."""
        return Decimal(self.percent) / 100


States = Mapping[str, Mapping[str, Spoken]]


def states(request: HttpRequest | None = None) -> States:
    """The states of every published course by content id and language, the source language first.

    One query, however many courses and languages; none where the request lends a memory.
    """
    if request is None or not hasattr(request, "remember"):
        return _read()
    return request.remember("languages of courses", _read)


def named(spoken: Mapping[str, Spoken]) -> list[dict[str, Any]]:
    """Return the languages of a course, each by its own name, with how far it is there."""
    return [
        {"code": code, "name": get_language_info(code)["name_local"], "spoken": one}
        for code, one in spoken.items()
    ]


def parts() -> Mapping[str, Parts]:
    """The published pages of every course by its id, language and content id; one query.

    A row has `kind`, `title`, `segments`, `behind`, and the words that were counted: all of the
    source (`words`), those that are `new` and `changed`.
    """
    found: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in map(_flat, _rows()):
        course = row["content_id"].partition("/")[0]
        found[course][row[LANGUAGE]][row["content_id"]] = row
    return {name: one for name, one in found.items() if any(map(_course, one.values()))}


def source_of(rows: Parts) -> str:
    """The language that a course was first written in; one that it has alone, whatever it says."""
    courses = {code: row for code, one in rows.items() if (row := _course(one))}
    declared = str(next(iter(courses.values()))["source_language"])
    return declared if declared in courses else next(iter(courses))


def spoken(source: Mapping[str, Row], rows: Parts) -> dict[str, Spoken]:
    """How far each language is that a course has a page in."""
    return {code: _spoken(source, own) for code, own in rows.items() if _course(own)}


def _read() -> States:
    return {name: _of(rows) for name, rows in parts().items()}


def _course(rows: Mapping[str, Row]) -> Row | None:
    return next((row for row in rows.values() if row["kind"] == "course"), None)


def _rows() -> Iterable[Row]:
    """The published pages of all courses: one query over the tables of their kinds."""
    own = [f"{kind}page__{name}" for kind in KINDS for name in COLUMNS]
    kinds = reduce(or_, (Q(**{f"{kind}page__isnull": False}) for kind in KINDS))
    pages = Page.objects.live().filter(kinds).order_by("path")
    return pages.values(LANGUAGE, "title", *own, "coursepage__source_language")


def _flat(row: Row) -> Row:
    kind = next(kind for kind in KINDS if row[f"{kind}page__content_id"] is not None)
    return {
        "kind": kind,
        LANGUAGE: row[LANGUAGE],
        "title": row["title"],
        "source_language": row["coursepage__source_language"],
        **{name.rpartition("__")[2]: row[f"{kind}page__{name}"] for name in COLUMNS},
    }


def _of(rows: Parts) -> dict[str, Spoken]:
    source = source_of(rows)
    found = spoken(rows[source], rows)
    return {code: found[code] for code in sorted(found, key=lambda code: (code != source, code))}


def _spoken(source: Mapping[str, Row], own: Mapping[str, Row]) -> Spoken:
    """How far a language is; a page that is not there says none of the texts of its source."""
    missing = any(name not in own for name, row in source.items() if row["kind"] in STEPS)
    whole = sum(row["segments"] for row in source.values())
    said = sum(
        max(0, row["segments"] - own[name]["behind"]) for name, row in source.items() if name in own
    )
    behind = sum(own[name]["behind"] for name in source if name in own)
    percent = min(100, 100 * said // whole) if whole else 100
    if missing:
        return Spoken(State.PARTIAL, percent, behind)
    return Spoken(State.BEHIND if behind else State.COMPLETE, percent, behind)
