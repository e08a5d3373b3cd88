"""A questionnaire that was filled in as a workbook: its seal, and the cells of every question."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from assessments.imports import cells, packed
from assessments.imports.grid import BROKEN
from assessments.imports.imported import Unreadable

MOST_BYTES = 2 * 1024 * 1024
SEAL_SHEET, LISTS_SHEET = "waymark-seal", "waymark-lists"
MARK = "waymark-answers"
"""What stands in the first, hidden cell of the sheet with the questions."""
ID, ANSWER, SURE, NOTE = "id", "answer", "sure", "note"
KEYS = (MARK, "number", "question", "levels", ANSWER, SURE, NOTE)
"""The hidden first row: what each column holds, whatever its heading says."""
FORMULA, STRANGE = "formula", "strange"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds as a text, where it stands, and why it cannot be read ("" if it can)."""

    place: str
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The row of one question."""

    id: str
    answer: Cell
    sure: Cell
    note: Cell


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook of ours holds; whether the seal is whole is not known here."""

    seal: str
    lines: tuple[Line, ...]


class NotOurs(Unreadable):
    """A workbook that can be read but is none that was handed out to be filled in."""


def read(content: bytes) -> Filled:
    """Read a filled workbook.

    Raises NotOurs where it is another kind of workbook, Unreadable where it cannot or may not be
    opened: no bomb, no macro, no link outside.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(["(the file): expected at most 2 MB"])
    packed.check(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        return _read(book)
    except NotOurs:
        raise
    except BROKEN:
        raise Unreadable(["(the file): expected a workbook (.xlsx)"]) from None


def _read(book: Any) -> Filled:
    seal, lines = "", None
    for page in book.worksheets:
        page.reset_dimensions()
        rows = page.iter_rows()
        if page.title == SEAL_SHEET:
            seal = "".join(str(row[0].value) for row in rows if row and row[0].value is not None)
        elif page.title != LISTS_SHEET and lines is None:
            lines = _lines(page.title, rows)
    if not seal or lines is None:
        raise NotOurs(["(the file): expected a workbook that was downloaded here"])
    return Filled(seal, lines)


def _lines(sheet: str, rows: Iterator[Any]) -> tuple[Line, ...] | None:
    """Return the questions of a sheet; None where it is not the sheet of the questions."""
    keys = [cell.value for cell in next(rows, ())]
    if not keys or keys[0] != MARK or not {ANSWER, SURE, NOTE}.issubset(keys):
        return None
    places = {key: keys.index(key) for key in (ANSWER, SURE, NOTE)}
    found = []
    for number, row in enumerate(rows, start=2):
        name = row[0].value if row else None
        if not isinstance(name, str) or not name.strip():
            continue
        told = {
            key: _cell(
                f"{sheet}!{get_column_letter(n + 1)}{number}", row[n] if n < len(row) else None
            )
            for key, n in places.items()
        }
        found.append(Line(name.strip(), told[ANSWER], told[SURE], told[NOTE]))
    return tuple(found)


def _cell(place: str, cell: Any) -> Cell:
    value = None if cell is None else cell.value
    if value is None:
        return Cell(place)
    if cell.data_type == "f":
        return Cell(place, problem=FORMULA)
    if cell.data_type == "e" or isinstance(value, bool):
        return Cell(place, problem=STRANGE)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int | float):
        return Cell(place, str(value))
    return (
        Cell(place, cells.unescaped(value))
        if isinstance(value, str)
        else Cell(place, problem=STRANGE)
    )
