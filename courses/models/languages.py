"""How far each course is in each language: complete, partial, or behind its source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

Row = Mapping[str, Any]
LANGUAGE = "locale__language_code"


class State(models.TextChoices):
    """What a reader finds of a course in a language.

    Complete: every lesson and quiz that the source has is published. Partial: some are missing.
    Behind: all are there, but the source is newer.
    """

    COMPLETE = "complete", pgettext_lazy("a course in a language", "complete")
    PARTIAL = "partial", pgettext_lazy("a course in a language", "partial")
    BEHIND = "behind", pgettext_lazy("a course in a language", "behind")


States = Mapping[str, Mapping[str, State]]


def states(request: HttpRequest | None = None) -> States:
    """The states of every published course by content id and language, the source language first.

    Three queries, however many courses and languages; none where the request lends a memory.
    """
    if request is None or not hasattr(request, "remember"):
        return _read()
    return request.remember("languages of courses", _read)


def is_behind(source: Row, translation: Row) -> bool:
    """Whether the source of a course says something newer than this translation of it.

    Today a translation is behind where it was made from an earlier version of the course: where
    an import has kept what somebody edited here. The one place to ask for more, such as hashes of
    single passages; no time stamps, which call every mended comma newer.
    """
    return bool(translation["version"] < source["version"])


def _read() -> States:
    pages: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in _rows("CoursePage", "version", "source_language"):
        pages[row["content_id"]][row[LANGUAGE]] = row
    parts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in (*_rows("LessonPage"), *_rows("QuizPage")):
        course = row["content_id"].partition("/")[0]
        parts[course][row[LANGUAGE]].add(row["content_id"])
    return {name: _of(found, parts[name]) for name, found in pages.items()}


def _rows(kind: str, *columns: str) -> Iterable[Row]:
    pages = apps.get_model("courses", kind).objects.live()
    return pages.order_by("path").values("content_id", LANGUAGE, *columns)


def _of(pages: Mapping[str, Row], parts: Mapping[str, set[str]]) -> dict[str, State]:
    source = next(iter(pages.values()))["source_language"]
    order = sorted(pages, key=lambda code: (code != source, code))
    first = pages[order[0]]
    whole = parts.get(order[0], set())
    return {code: _state(first, pages[code], whole - parts.get(code, set())) for code in order}


def _state(source: Row, page: Row, missing: set[str]) -> State:
    if missing:
        return State.PARTIAL
    return State.BEHIND if is_behind(source, page) else State.COMPLETE
