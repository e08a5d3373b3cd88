"""Plans written in every format, each once: the tests read them again with other programs."""

import functools
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf
from docx import Document
from docx.document import Document as Word
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessments import editions
from assessments.exports import documents
from assessments.sheets import Sheet
from tests.assessments.test_brief import LANGUAGES, LONG, LONG_ARABIC, sheet

__all__ = ["LANGUAGES", "LONG", "LONG_ARABIC", "sheet"]

OFFERED = [(edition, one) for edition, formats in editions.FORMATS.items() for one in formats]
IDS, HEADINGS, FIRST = 1, 2, 3


@functools.cache
def usual(level: int | str = 0) -> Sheet:
    """A plan whose every answer is the same; at level 4 there is nothing to do."""
    return sheet(level=level)


@functools.cache
def written(edition: str, written_as: str, language: str, level: int | str = 0) -> bytes:
    """Write the usual plan once."""
    return documents.write(usual(level), language, edition, written_as).content


def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def document(content: bytes) -> Word:
    return Document(io.BytesIO(content))


def rows(page: Worksheet) -> list[dict[str, Any]]:
    """Give the rows of a sheet by the ids in its hidden row; not the row of sums."""
    ids = [cell.value for cell in page[IDS]]
    found = [dict(zip(ids, line, strict=True)) for line in page.iter_rows(FIRST, values_only=True)]
    return [row for row in found if not any(str(one).startswith("=SUM(") for one in row.values())]


def sums(page: Worksheet) -> dict[str, float]:
    """Work out the formulas of the last row, by the ids of their columns."""
    found = {}
    for cell in page[page.max_row]:
        told = re.fullmatch(r"=SUM\(([A-Z]+\d+:[A-Z]+\d+)\)", str(cell.value))
        if told:
            values = [one.value or 0 for (one,) in page[told[1]]]
            found[str(page.cell(IDS, cell.column).value)] = sum(values)
    return found


def words(content: bytes, written_as: str) -> str:
    """Return every word of a file, whatever its format."""
    if written_as == editions.PDF:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if written_as == editions.DOCX:
        return " ".join(_of_document(document(content)))
    if written_as == editions.XLSX:
        book = workbook(content)
        told = " ".join(str(c.value) for page in book for row in page for c in row if c.value)
        return told.replace("_x005F_", "_")  # as spreadsheets show it
    return content.decode()


def _of_document(word: Word) -> Iterator[str]:
    yield from (one.text for one in word.paragraphs)
    yield from (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    for section in word.sections:
        yield from (one.text for one in (*section.header.paragraphs, *section.footer.paragraphs))


def keys(value: Any) -> Iterator[str]:
    """Give every key of a JSON value, however deep."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def squeezed(text: str) -> str:
    """Return a text without space and marks of direction, which extraction sets as it likes."""
    return re.sub(r"[\s\u2066-\u2069\u200e\u200f\u00ad-]", "", text)
