"""The tables of a DOCX: a header row that repeats, a text for whoever does not see them."""

from itertools import zip_longest
from math import sqrt

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import Table
from lxml.html import HtmlElement

from cms.press.writers import docx_runs
from cms.press.writers.docx_runs import Look, Paragraph

LETTER, PADDING = Pt(5.3), Pt(12)
"""What a bold letter of a cell takes, on average, and what stands beside the text."""


def write(document: Word, node: HtmlElement, *, look: Look, caption: str) -> None:
    """Write a table; `caption` (the heading above it) is its alternative text."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    if not rows:
        return
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    describe(table, caption, rtl=look.rtl)
    widths = _widths([[cell.text_content() for cell in row] for row in rows], _room(document))
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    heads = len(node.findall("thead/tr"))
    for place, (row, cells) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        mark(row, header=place < heads)
        for target, width in zip(row.tc_lst, widths, strict=True):
            target.width = width
        for target, cell in zip(row.tc_lst, cells, strict=False):
            paragraph = Paragraph(target.p_lst[0], table)
            docx_runs.styled(paragraph._p, "Cell")
            docx_runs.direct(paragraph, rtl=look.rtl)
            docx_runs.write(paragraph, cell, look)


def _room(document: Word) -> int:
    """Return the width between the margins, in EMU."""
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def _widths(rows: list[list[str]], room: int) -> list[Emu]:
    """Share the room out to the columns: whole words first, the rest by the root of the texts.

    A text of four times the length gets twice the width, and so twice the lines.
    """
    columns = [
        [" ".join(text.split("\n")) for text in one] for one in zip_longest(*rows, fillvalue="")
    ]
    words = [max(len(word) for text in one for word in text.split(" ")) for one in columns]
    least = [LETTER * letters + PADDING for letters in words]
    roots = [sqrt(max(map(len, one))) for one in columns]
    rest = max(0, room - sum(least))
    shared = [low + rest * root / (sum(roots) or 1) for low, root in zip(least, roots, strict=True)]
    return [Emu(int(room * one / sum(shared))) for one in shared]


def describe(table: Table, caption: str, *, rtl: bool) -> None:
    """Say what a table is for whoever does not see it, and from which side it is read."""
    properties = table._tbl.tblPr
    if rtl:
        table.table_direction = 1  # WD_TABLE_DIRECTION.RTL
    for kind in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(kind)
        said.set(qn("w:val"), caption)
        properties.append(said)


def mark(row: object, *, header: bool) -> None:
    """Keep a row on one page; a header row comes again on the next."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    for kind in ("w:cantSplit", "w:tblHeader") if header else ("w:cantSplit",):
        properties.append(OxmlElement(kind))
