"""The sheets of a workbook as rows of typed cells; a formula is told, and never read."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assessments.imports import cells, columns, packed
from assessments.imports.columns import Column, Sheet
from assessments.imports.imported import Unreadable

BROKEN = (
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    *packed.BROKEN,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: what its cells hold by the key of their column, and where."""

    sheet: str
    number: int
    values: Mapping[str, Any]
    letters: Mapping[str, str]

    def place(self, key: str = "") -> str:
        """Name a cell of the row: "Indicators!C7"; without a key, or an unknown one, the first."""
        return f"{self.sheet}!{self.letters.get(key, 'A')}{self.number}"


@dataclass(slots=True)
class Grid:
    """All rows by sheet, the headings that an author added, and what was wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def of(self, sheet: Sheet) -> list[Row]:
        """The rows of a sheet; none if there is no such sheet."""
        return self.rows.get(sheet.name, [])


def read(content: bytes) -> Grid:
    """Read all sheets, or raise Unreadable if the workbook cannot or may not be opened."""
    packed.check(content)
    try:
        return _read(content)
    except BROKEN:
        raise Unreadable(
            ["(the file): expected a workbook (.xlsx), found one that cannot be read"]
        ) from None


def _read(content: bytes) -> Grid:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    grid, known = Grid(), {sheet.name: sheet for sheet in columns.SHEETS}
    for page in book.worksheets:
        if page.title == columns.HELP:
            continue
        if (sheet := known.pop(page.title, None)) is None:
            names = ", ".join(one.name for one in columns.SHEETS)
            grid.problems.append(f"{page.title}: is not a known sheet; the sheets are {names}")
            continue
        page.reset_dimensions()
        _sheet(grid, sheet, page.iter_rows())
    grid.problems += [f"{name}: the sheet is missing" for name in known if name in columns.NEEDED]
    return grid


def _sheet(grid: Grid, sheet: Sheet, lines: Iterator[tuple[Any, ...]]) -> None:
    heads = _heads(grid, sheet, next(lines, ()))
    letters = {column.key: get_column_letter(n + 1) for n, column in heads.items()}
    found = []
    for number, line in enumerate(lines, start=2):
        values = {}
        for n, cell in enumerate(line):
            place = f"{sheet.name}!{get_column_letter(n + 1)}{number}"
            if (told := _cell(grid, place, heads.get(n), cell)) is not None:
                values[heads[n].key] = told
        if values:
            found.append(Row(sheet.name, number, values, letters))
    grid.rows[sheet.name] = found


def _heads(grid: Grid, sheet: Sheet, line: tuple[Any, ...]) -> dict[int, Column]:
    """The columns by their place; a heading that is not known is told, unless it may be added."""
    known = {column.heading.lower(): column for column in sheet.columns}
    heads: dict[int, Column] = {}
    seen: set[str] = set()
    for n, cell in enumerate(line):
        place = f"{sheet.name}!{get_column_letter(n + 1)}1"
        title = _cell(grid, place, _HEADING, cell)
        if title is None:
            continue
        column = known.get(title.lower())
        if column is None and sheet.name in columns.OPEN:
            column = _added(sheet, title)
            grid.added.setdefault(sheet.name, []).append(title)
        if column is None or title.lower() in seen:
            names = ", ".join(one.heading for one in sheet.columns)
            what = "is not a known heading" if column is None else "stands there twice"
            grid.problems.append(f"{place}: {title} {what}; the headings are {names}")
            continue
        seen.add(title.lower())
        heads[n] = column
    for column in sheet.columns[:1]:
        if column.heading.lower() not in seen:
            grid.problems.append(f"{sheet.name}!A1: the heading {column.heading} is missing")
    return heads


_HEADING = Column("", "", "id", "")
ADDED = "added:"
"""Before the key of a column that an author headed, so that it meets no other."""


def _added(sheet: Sheet, title: str) -> Column:
    kind: columns.Kind = "whole" if sheet is columns.MINIMUM else "text"
    return Column(title, ADDED + title, kind, "")


def _cell(grid: Grid, place: str, column: Column | None, cell: Any) -> Any:
    """What a cell holds, None if it is empty or wrong; what is wrong is told."""
    if cell.value is None:
        return None
    if cell.data_type == "f":
        grid.problems.append(f"{place}: expected a value, found a formula")
    elif cell.data_type == "e":
        grid.problems.append(f"{place}: expected a value, found the error {cell.value}")
    elif column is None:
        grid.problems.append(f"{place}: stands in a column without a heading")
    else:
        try:
            told = cells.value(column.kind, cell.value)
            return cells.unescaped(told) if isinstance(told, str) else told
        except ValueError as error:
            grid.problems.append(f"{place}: {error}")
    return None
