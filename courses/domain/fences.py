"""Lesson files: `+++` front matter and `:::` blocks, read and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from courses.domain import toml
from courses.domain.lesson import KINDS, Block, Front, LessonText
from courses.domain.problems import Problem, listed
from courses.domain.problems import Sentence as _
from courses.domain.values import build

FRONT, FENCE, DIVIDER = "+++", ":::", "---"
PROSE_ONLY = {kind for kind, model in KINDS.items() if set(model.model_fields) == {"id", "body"}}
WITH_PROSE = {kind for kind, model in KINDS.items() if "body" in model.model_fields}


@dataclass(frozen=True)
class _Fence:
    kind: str
    id: str
    lines: tuple[str, ...]
    place: str


def read(text: str, place: str) -> tuple[LessonText | None, list[Problem]]:
    """The lesson in `text`, or None with every problem found. `place` is the name of the file."""
    lines = text.removesuffix("\n").split("\n")
    head, start, problems = _front(lines, place)
    front = None
    if not problems:
        table, problems = toml.read(head, f"{place}, front matter")
        if not problems:
            front, problems = build(Front, table, f"{place}, front matter")
    blocks = []
    for found in _fences(lines, start, place):
        block, wrong = ([], [found]) if isinstance(found, Problem) else _block(found)
        problems = [*problems, *wrong]
        blocks += block
    if front is None or problems:
        return None, problems
    return LessonText(front=front, blocks=tuple(blocks)), []


def write(lesson: LessonText) -> str:
    """The file of a lesson. Promise: `read(write(lesson), place)` gives the lesson again."""
    parts = [f"{FRONT}\n{toml.write(_table(lesson.front))}{FRONT}"]
    return "\n\n".join([*parts, *(_fence(block) for block in lesson.blocks)]) + "\n"


def _front(lines: Sequence[str], place: str) -> tuple[str, int, list[Problem]]:
    if lines[0] != FRONT:
        return (
            "",
            0,
            [
                Problem(
                    f"{place}, line 1",
                    _("expected `%(front)s`, which opens the front matter.", front=FRONT),
                )
            ],
        )
    if FRONT not in lines[1:]:
        return (
            "",
            len(lines),
            [
                Problem(
                    f"{place}, line 1",
                    _("the front matter is not closed by `%(front)s`.", front=FRONT),
                )
            ],
        )
    end = lines.index(FRONT, 1)
    return "\n".join(lines[1:end]), end + 1, []


def _fences(lines: Sequence[str], start: int, place: str) -> Iterator[_Fence | Problem]:
    at = start
    while at < len(lines):
        line, where = lines[at], f"{place}, line {at + 1}"
        at += 1
        if not line.strip():
            continue
        words = line.split()
        if words[0] != FENCE or len(words) != 3:
            yield Problem(
                where,
                _(
                    "expected `%(fence)s kind id`, which opens a block; all text stands in blocks.",
                    fence=FENCE,
                ),
            )
            continue
        end = next((n for n in range(at, len(lines)) if lines[n].startswith(FENCE)), len(lines))
        if end == len(lines) or lines[end].rstrip() != FENCE:
            yield Problem(
                where,
                _(
                    "the block `%(name)s` is not closed by `%(fence)s`.",
                    name=words[2],
                    fence=FENCE,
                ),
            )
            at = end
            continue
        yield _Fence(words[1], words[2], tuple(lines[at:end]), where)
        at = end + 1


def _block(fence: _Fence) -> tuple[list[Block], list[Problem]]:
    model = KINDS.get(fence.kind)
    if model is None:
        return [], [
            Problem(
                fence.place,
                _(
                    "no block is called `%(kind)s`; expected %(names)s.",
                    kind=fence.kind,
                    names=listed(list(KINDS)),
                ),
            )
        ]
    place = f"{fence.place}, block `{fence.id}`"
    table, prose, problems = _parts(fence, place)
    if problems:
        return [], problems
    body = {"body": prose} if fence.kind in WITH_PROSE else {}
    block, problems = build(model, {**table, "id": fence.id, **body}, place)
    return ([block] if block else []), problems


def _parts(fence: _Fence, place: str) -> tuple[dict[str, Any], str, list[Problem]]:
    lines = list(fence.lines)
    if fence.kind in PROSE_ONLY:
        return {}, "\n".join(lines).strip(), []
    if fence.kind in WITH_PROSE:
        if DIVIDER not in lines:
            return (
                {},
                "",
                [
                    Problem(
                        place,
                        _(
                            "expected values, a line `%(divider)s` and then the text.",
                            divider=DIVIDER,
                        ),
                    )
                ],
            )
        cut = lines.index(DIVIDER)
        table, problems = toml.read("\n".join(lines[:cut]), place)
        return table, "\n".join(lines[cut + 1 :]).strip(), problems
    table, problems = toml.read("\n".join(lines), place)
    return table, "", problems


def _fence(block: Block) -> str:
    table = _table(block)
    prose = table.pop("body", None)
    del table["id"]
    inner = [part for part in (toml.write(table).strip("\n") if table else "", prose) if part]
    return f"{FENCE} {block.kind} {block.id}\n" + f"\n{DIVIDER}\n".join(inner) + f"\n{FENCE}"


def _table(value: Front | Block) -> dict[str, Any]:
    """The values in the order of the format; a table that may be missing and is empty is left
    out."""
    fields = type(value).model_fields.items()
    pairs = ((name, field, plain(getattr(value, name))) for name, field in fields)
    return {name: one for name, field, one in pairs if one != {} or field.is_required()}


def plain(value: Any) -> Any:
    """Frozen values as the dictionaries, tuples and scalars that TOML can write."""
    if hasattr(type(value), "model_fields"):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if hasattr(value, "items"):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple):
        return tuple(plain(entry) for entry in value)
    return value
