"""What was edited on a page since it was imported, so that a refusal can say it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page

from courses.domain.course import Course
from courses.transfer import files, films, images, saying, wanted
from courses.transfer.known import Known
from courses.transfer.report import TransferError
from courses.transfer.wanted import STREAMS, Wanted


class Since:
    """The pages of one language as they were imported last."""

    def __init__(self, before: Known, language: str) -> None:
        self._before = before
        self._language = language

    def edited(self, page: Page, now: Wanted) -> list[str]:
        """Names of fields and blocks that say something else than at the last import."""
        told = ["a draft that is not published"] if page.has_unpublished_changes else []
        former = self._pages.get(now.content_id)
        if former is None:
            return told or ["the page was made or edited here"]
        held = former.held(page)
        for name, value in former.fields.items():
            if name in STREAMS:
                told += _blocks(value, held[name])
            elif held[name] != value:
                told.append(f"`{name}`")
        if not told and former.digest_of(page) != former.digest:
            told.append("items, blueprint or bands")
        return told

    @cached_property
    def _pages(self) -> Mapping[str, Wanted]:
        course = self._before.imported
        if course is None or self._language not in course.words:
            return {}
        try:
            brought = _Files(course)
        except TransferError:  # a film is gone, so nobody can say what has changed
            return {}
        return {one.content_id: one for one in wanted.pages(course, self._language, brought)}


class _Files(dict[str, int | None]):
    """The files of a former import by name; its photographs are found by their titles."""

    def __init__(self, course: Course) -> None:
        super().__init__(images.bring(course, apply=False))
        self.update(films.bring(course, apply=False))
        self._course = course

    def __missing__(self, name: str) -> int | None:
        return files.find(get_image_model(), self._course, name)


def _blocks(before: Any, after: Any) -> Iterator[str]:
    old, new = _named(before), _named(after)
    for name in [*old, *(one for one in new if one not in old)]:
        if old.get(name) != new.get(name):
            what = "" if name in old and name in new else " (removed)" if name in old else " (new)"
            yield f"block `{name}`{what}"
    if list(old) != list(new) and set(old) == set(new):
        yield "the order of blocks"


def _named(stream: Any) -> dict[str, Any]:
    return {
        block["value"].get("anchor") or f"{block['type']} {at}": saying.said(block)
        for at, block in enumerate(stream, start=1)
    }
