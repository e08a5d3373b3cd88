"""The tables of a DOCX: a header row that repeats, a text for whoever does not see them."""

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from lxml.html import HtmlElement

from cms.press.writers import docx_runs
from cms.press.writers.docx_runs import Look, Paragraph


def write(document: Word, node: HtmlElement, *, look: Look, caption: str) -> None:
    """Write a table; `caption` (the heading above it) is its alternative text."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in node.iter("tr")]
    if not rows:
        return
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    _describe(table, caption, rtl=look.rtl)
    heads = len(node.findall("thead/tr"))
    for place, (row, cells) in enumerate(zip(table._tbl.tr_lst, rows, strict=True)):
        _mark(row, header=place < heads)
        for target, cell in zip(row.tc_lst, cells, strict=False):
            paragraph = Paragraph(target.p_lst[0], table)
            docx_runs.styled(paragraph._p, "Cell")
            docx_runs.direct(paragraph, rtl=look.rtl)
            docx_runs.write(paragraph, cell, look)


def _describe(table: Table, caption: str, *, rtl: bool) -> None:
    properties = table._tbl.tblPr
    if rtl:
        table.table_direction = 1  # WD_TABLE_DIRECTION.RTL
    for kind in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(kind)
        said.set(qn("w:val"), caption)
        properties.append(said)


def _mark(row: object, *, header: bool) -> None:
    """Keep a row on one page; a header row comes again on the next."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    for kind in ("w:cantSplit", "w:tblHeader") if header else ("w:cantSplit",):
        properties.append(OxmlElement(kind))
