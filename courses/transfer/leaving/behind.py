"""The debts of translations that leave: what is behind, and how grave it is, by language."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from courses.domain import keys
from courses.domain.course import Course
from courses.domain.debts import Crossing, owed
from courses.domain.owed import PARTS, Behind, Debt
from courses.domain.segments import Raw
from courses.transfer import items, scenarios, wanted
from courses.transfer.leaving.tree import Tree
from courses.translation import following, reckoning, texts
from courses.translation.text import Text


def told(course: Course, pages: Tree, *, drafts: bool) -> Course:
    """The course with what its translations owe; the same course where they owe nothing."""
    found = texts.of_pages(_all(pages))
    ruled, made = reckoning.classes(found), following.made(found, drafts=drafts)
    tables: dict[str, dict[str, Any]] = {}
    bundled = {code: _bundled(course, code) for code in course.words}
    for text in found:
        source = _crossing(text, course.outline.source, bundled)
        for language in text.translations:
            mine = _crossing(text, language, bundled)
            if source is None or mine is None:
                continue
            debt = owed(mine, source, made[text.key, language], ruled[text.key])
            if debt is not None:
                _enter(tables.setdefault(language, {}), text, debt)
    behind = {code: Behind.model_validate(tables[code]) for code in course.words if code in tables}
    return course.model_copy(update={"behind": MappingProxyType(behind)})


def _all(pages: Tree) -> list[Any]:
    found = []
    for spoken in pages.languages.values():
        found += [spoken.course, *(module for module, _steps in spoken.modules)]
        found += spoken.steps.values()
    return found


def _enter(table: dict[str, Any], text: Text, debt: Debt) -> None:
    if text.kind == "course":
        table["course"] = debt
    else:
        table.setdefault(PARTS[text.kind], {})[text.content_id.partition("/")[2]] = debt


def _crossing(text: Text, code: str, bundled: Mapping[str, Mapping[str, Raw]]) -> Crossing | None:
    """A text in a language beside the same in the bundle; None where the bundle has it not."""
    there = bundled.get(code, {}).get(f"{text.kind} {text.content_id}")
    return Crossing(text.raws[code], there) if there is not None and code in text.raws else None


def _bundled(course: Course, code: str) -> dict[str, Raw]:
    """The raw form of everything that a bundle says in a language, as an import would store it."""
    files: Mapping[str, int | None] = defaultdict(lambda: None)
    found: dict[str, Raw] = {}
    for page in wanted.pages(course, code, files):
        raw = {name: page.fields[name] for name in texts.BODY if name in page.fields}
        if note := page.fields.get("content_note"):
            raw["content_note"] = note
        bands = {"bands": {str(least): one for least, one in page.bands}} if page.bands else {}
        found[f"{texts.KINDS[page.model]} {page.content_id}"] = {**raw, **bands}
    return found | dict(_worded(course, code))


def _worded(course: Course, code: str) -> Iterator[tuple[str, Raw]]:
    for name in course.items:
        if (raw := items.texts_of(course, name).get(code)) is not None:
            yield f"item {keys.content_id(course.id, name)}", raw
    for name in course.scenarios:
        if (raw := scenarios.plain(course, name)[1].get(code)) is not None:
            yield f"scenario {keys.content_id(course.id, name)}", raw
