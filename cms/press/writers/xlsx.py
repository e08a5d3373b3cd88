"""XLSX: tables become sheets with ids, headings, real numbers and dates, and sums as formulas."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from babel import Locale
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from cms.press.writers.characters import printable
from cms.press.writers.packed import settled

Value = str | int | float | dt.date | None
Kind = Literal["text", "whole", "money", "months", "date", "share"]

FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "whole": "0",
    "money": "#,##0",
    "months": "#,##0.0",
    "date": "yyyy-mm-dd",
    "share": "0%",
}
IDS, HEADINGS, FIRST = 1, 2, 3
"""Rows: the ids (hidden), the headings, the first of the values."""
LONGEST = 32_767
"""Characters of a cell; a program that reads more calls the file damaged."""
_CODED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: an id that is the same in every language, and a heading that is not."""

    id: str
    heading: str
    kind: Kind = "text"
    width: int = 14
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: rows by the ids of columns. `total` is the label of the row of sums, if any."""

    id: str
    name: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Value]]
    total: str = ""


def write(tables: Sequence[Table], *, title: str, language: str) -> bytes:
    """Return the workbook of these tables, laid out in the direction of the language.

    The first row of a sheet holds the ids and is hidden, the second the headings. A defined
    name (the id of the table) stands for ids, headings and rows, whatever the sheet is called.
    What is typed stays text, whatever sign it begins with; None leaves a cell to be filled in.
    """
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.language = printable(title), language
    book.properties.creator = ""
    rtl = Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    for table in tables:
        page = book.create_sheet(_NOT_IN_NAMES.sub(" ", printable(table.name))[:31])
        page.sheet_view.rightToLeft = rtl
        _fill(page, table)
        area = f"$A${IDS}:${get_column_letter(len(table.columns))}${_last(table)}"
        quoted = page.title.replace("'", "''")
        book.defined_names[table.id] = DefinedName(table.id, attr_text=f"'{quoted}'!{area}")
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def _last(table: Table) -> int:
    """The last row of values; an empty table has one row, which is empty."""
    return FIRST + max(len(table.rows), 1) - 1


def _fill(page: Worksheet, table: Table) -> None:
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        put(page.cell(IDS, number), column.id)
        put(page.cell(HEADINGS, number), column.heading)
        page.cell(HEADINGS, number).font = Font(bold=True)
        page.cell(HEADINGS, number).fill = PatternFill("solid", fgColor="E8EEEF")
        for row in range(FIRST, _last(table) + 1):
            value = table.rows[row - FIRST].get(column.id) if table.rows else None
            put(page.cell(row, number), value, column.kind)
        if table.total and column.summed:
            _sum(page, letter, number, _last(table), column.kind)
    if table.total:
        put(page.cell(_last(table) + 1, 1), table.total)
        page.cell(_last(table) + 1, 1).font = Font(bold=True)
    page.row_dimensions[IDS].hidden = True
    page.freeze_panes = page.cell(FIRST, 1)
    page.auto_filter.ref = f"A{HEADINGS}:{get_column_letter(len(table.columns))}{_last(table)}"
    page.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _sum(page: Worksheet, letter: str, number: int, last: int, kind: Kind) -> None:
    cell = page.cell(last + 1, number)
    cell.value = f"=SUM({letter}{FIRST}:{letter}{last})"
    cell.number_format, cell.font = FORMATS[kind], Font(bold=True)


def put(cell: Cell, value: Value, kind: Kind = "text") -> None:
    """Write a value into a cell: a number or a date as such, a text always as a text."""
    cell.number_format = FORMATS[kind]
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _CODED.sub("_x005F_x", printable(value))[:LONGEST]
    cell.data_type, cell.number_format = "s", FORMATS["text"]
    cell.quotePrefix = value.startswith(_FORMULA)
