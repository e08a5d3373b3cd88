"""DOCX of two columns: a text and its translation, row by row, written and read again."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from babel import Locale
from docx import Document
from docx.document import Document as Word
from docx.table import _Cell

from cms.press.writers import docx_frame, docx_runs, docx_tables
from cms.press.writers.characters import printable
from cms.press.writers.packed import settled

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Pair:
    """A row: what names it (nobody sees that in a word processor), the text, its translation."""

    key: str
    source: str
    text: str


Section = tuple[str, Sequence[Pair]]


def write(
    sections: Iterable[Section], *, title: str, heads: tuple[str, str], languages: tuple[str, str]
) -> bytes:
    """Return a Word document: for each section its heading and a table of two columns.

    `languages` are those of the two columns. The name of a row stands in it as hidden text, so
    that rows can be moved, sorted or left out.
    """
    document = Document()
    rtl = _from_the_right(languages[1])
    docx_frame.prepare(document, title=printable(title), language=languages[1], rtl=rtl)
    for heading, pairs in sections:
        paragraph = document.add_paragraph(printable(heading), style="Heading 1")
        docx_runs.direct(paragraph, rtl=_from_the_right(languages[0]))
        _table(document, pairs, heading, heads, languages)
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def read(content: bytes) -> Iterator[Pair]:
    """Yield the rows of a document of two columns that came back; a row without a name has "".

    The caller has looked through the file: it holds no macros, and unpacks to what can be read.
    """
    document = Document(io.BytesIO(content))
    count = 0
    for table in document.tables:
        for row in table._tbl.tr_lst:
            cells = [_Cell(one, table) for one in row.tc_lst]
            count += 1
            if len(cells) == 2 and count <= MOST_ROWS:
                key, source = _source(cells[0])
                yield Pair(key, source, _said(cells[1]))


def _table(
    document: Word,
    pairs: Sequence[Pair],
    heading: str,
    heads: tuple[str, str],
    languages: tuple[str, str],
) -> None:
    rtl = [_from_the_right(one) for one in languages]
    table = document.add_table(len(pairs) + 1, 2, style="Table Grid")
    docx_tables.describe(table, heading, rtl=rtl[1])
    rows = table._tbl.tr_lst
    docx_tables.mark(rows[0], header=True)
    for cell, words, right in zip(rows[0].tc_lst, heads, rtl, strict=True):
        _fill(_Cell(cell, table), words, rtl=right)
    for row, pair in zip(rows[1:], pairs, strict=True):
        cells = [_Cell(one, table) for one in row.tc_lst]
        _fill(cells[0], pair.source, rtl=rtl[0])
        _hide(cells[0], pair.key)
        _fill(cells[1], pair.text, rtl=rtl[1])


def _fill(cell: _Cell, text: str, *, rtl: bool) -> None:
    paragraph = cell.paragraphs[0]
    docx_runs.styled(paragraph._p, "Cell")
    docx_runs.direct(paragraph, rtl=rtl)
    run = paragraph.add_run(printable(text))
    run.font.rtl = True if rtl else None


def _hide(cell: _Cell, key: str) -> None:
    cell.paragraphs[0].add_run(key).font.hidden = True


def _source(cell: _Cell) -> tuple[str, str]:
    """The hidden name of a row, and what is seen."""
    hidden = [run.text for one in cell.paragraphs for run in one.runs if run.font.hidden]
    seen = ["".join(run.text for run in one.runs if not run.font.hidden) for one in cell.paragraphs]
    return "".join(hidden).strip(), "\n".join(seen).strip()


def _said(cell: _Cell) -> str:
    return "\n".join(one.text for one in cell.paragraphs).strip()


def _from_the_right(language: str) -> bool:
    return bool(Locale.parse(language.replace("-", "_")).text_direction == "rtl")
