"""How large a framework may be, and the sentences for what is larger."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.imports.imported import Unreadable

MOST_BYTES = 4 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_RATIO = 100
"""A part of a workbook that unpacks to more than this many times its size is a bomb."""
SMALL = 1024 * 1024
"""Up to this unpacked size the ratio says nothing: a sheet of blanks packs well."""
MOST_PARTS = 400
MOST_CELLS = 200_000
MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_NODES = 1_800
LONGEST = 16_000
"""Characters of one text; a cell of a workbook holds 32,767 at most, escapes included."""
DEEPEST = 40
"""Floors of tables and lists in a file; twelve floors of a tree take less than thirty."""
MOST_VALUES = 300_000
"""Values, lists and tables of a YAML file; a framework of 1,800 nodes has some 100,000."""
WHOLE = "(the file)"
"""The place of what is wrong with the file as a whole."""


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or too large, before anything is read of it (Unreadable)."""
    if not content:
        raise Unreadable(["(the file): is empty"])
    if len(content) > MOST_BYTES:
        raise Unreadable(
            [f"(the file): expected at most {megabytes(MOST_BYTES)}, found {_found(content)}"]
        )


def megabytes(size: int) -> str:
    """Say a size in megabytes, as people read it."""
    return f"{size / 1024 / 1024:.0f} MB"


def _found(content: bytes) -> str:
    return f"{len(content) / 1024 / 1024:.1f} MB"


def decoded(content: bytes) -> str:
    """Give the text of a file in UTF-8, or raise Unreadable with the line that is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            [f"line {line}: expected text in UTF-8, found the byte 0x{content[error.start]:02x}"]
        ) from None


def of_mapping(mapping: Mapping[str, Any]) -> Iterator[str]:
    """Tell of every text that is too long, and whether there are too many parts and indicators."""
    nodes = 0
    waiting: list[tuple[str, object, int]] = [("", mapping, 0)]
    while waiting:
        path, value, floor = waiting.pop()
        if floor > DEEPEST:
            yield f"{path[:80]}: lies deeper than {DEEPEST} floors"
        elif isinstance(value, str):
            yield from too_long(path, value)
        elif isinstance(value, Mapping):
            nodes += _is_node(path)
            steps = [(f"{path}.{key}" if path else str(key), one) for key, one in value.items()]
            waiting += [(step, one, floor + 1) for step, one in steps]
        elif isinstance(value, list):
            waiting += [(f"{path}[{n}]", one, floor + 1) for n, one in enumerate(value)]
    yield from too_many(nodes)


def too_long(path: str, text: str) -> Iterator[str]:
    """Tell of a text that is too long."""
    if len(text) > LONGEST:
        yield f"{path}: expected at most {LONGEST} characters, found {len(text)}"


def too_many(nodes: int) -> Iterator[str]:
    """Tell of a framework that has more parts and indicators than can be worked with."""
    if nodes > MOST_NODES:
        yield f"(the file): expected at most {MOST_NODES} parts and indicators, found {nodes}"


def _is_node(path: str) -> bool:
    name, bracket, _ = path.rpartition("[")
    owner = name.rpartition(".")[2]
    return bool(bracket) and owner in {"dimensions", "factors", "indicators"}
