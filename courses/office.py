"""Word files as HTML, and sheets as rows: what trainers write in, read without running anything."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from courses.domain.exchange.sheet import COLUMNS, MOST_ROWS
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


BROKEN = (
    *(KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, OSError),
    *(EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error),
)


class Unreadable(ValueError):
    """A file that is not what its name says; the message is a sentence."""


def check(content: bytes) -> None:
    """Read every part of XML once as a stream. Raises Unreadable where one declares entities or a
    document type, or is no XML: what reads it afterwards would have to trust it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                if part.filename.lower().endswith((".xml", ".rels")):
                    _plain(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as wrong:
        raise Unreadable(_("this is no office file that can be read.")) from wrong


def _plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        with archive.open(part) as stream:
            sax.parse(stream, ContentHandler(), forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError) as wrong:
        sentence = _("expected plain XML without declarations.")
        raise Unreadable(Problem(part.filename[:80], sentence)) from wrong


def rows(content: bytes) -> Iterator[Sequence[object]]:
    """The rows of the first sheet of a workbook. Formulas give the values that were stored."""
    from openpyxl import load_workbook  # heavy, and rarely asked for

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=len(COLUMNS) + 20, values_only=True)
        yield from found
    except BROKEN as wrong:
        raise Unreadable(_("this is no workbook that can be read.")) from wrong


def html(content: bytes) -> str:
    """The text of a Word file as HTML. What it has besides text stands as tags of its own name."""
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
        return "".join(_Word(document).parts())
    except BROKEN as wrong:
        raise Unreadable(_("this is no Word file that can be read.")) from wrong


class _Word:
    """Walks through a document: paragraphs, lists, tables."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.lists: list[str] = []
        self.formats = dict(_numberings(document))

    def parts(self) -> Iterator[str]:
        """The HTML, piece by piece."""
        yield from self._blocks(self.document.element.body)
        yield from self._close(0)

    def _blocks(self, body: Any) -> Iterator[str]:
        for element in body.iterchildren():
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._close(0)
                yield from self._table(element)
            elif element.tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                yield from self._blocks(content) if content is not None else ()

    def _table(self, table: Any) -> Iterator[str]:
        yield "<table>"
        for row in table.iter(f"{W}tr"):
            yield "<tr>"
            for cell in row.iterchildren(f"{W}tc"):
                yield "<td>"
                for paragraph in cell.iter(f"{W}p"):
                    yield f"<p>{self._inline(paragraph)}</p>"
                yield "</td>"
            yield "</tr>"
        yield "</table>"

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        inner = self._inline(paragraph)
        level = self._heading(paragraph)
        place = self._numbered(paragraph) if not level else None
        if place is None:
            yield from self._close(0)
            tag = f"h{level}" if level else "p"
            yield f"<{tag}>{inner}</{tag}>"
            return
        depth, kind = place
        yield from self._close(depth + 1)
        while len(self.lists) < depth + 1:
            self.lists.append(kind)
            yield f"<{kind}>"
        if self.lists[-1] != kind:
            yield f"</{self.lists.pop()}>"
            self.lists.append(kind)
            yield f"<{kind}>"
        yield f"<li>{inner}"

    def _close(self, depth: int) -> Iterator[str]:
        while len(self.lists) > depth:
            yield f"</{self.lists.pop()}>"

    def _heading(self, paragraph: Any) -> int:
        name = (self._style(paragraph) or "").lower()
        if name == "title":
            return 1
        if name.startswith("heading ") and name[8:9].isdigit():
            return min(6, int(name[8]))
        return 0

    def _style(self, paragraph: Any) -> str | None:
        told = paragraph.find(f"{W}pPr/{W}pStyle")
        key = told.get(f"{W}val") if told is not None else None
        found = next((one for one in self.document.styles if one.style_id == key), None)
        return found.name if found is not None else key

    def _numbered(self, paragraph: Any) -> tuple[int, str] | None:
        """How deep in a list a paragraph stands, and which list it is."""
        told = paragraph.find(f"{W}pPr/{W}numPr")
        style = (self._style(paragraph) or "").lower()
        if told is None:
            if style.startswith("list bullet"):
                return _depth(style), "ul"
            return (_depth(style), "ol") if style.startswith("list number") else None
        number, level = told.find(f"{W}numId"), told.find(f"{W}ilvl")
        key = number.get(f"{W}val") if number is not None else "0"
        depth = int(level.get(f"{W}val")) if level is not None else 0
        if key == "0":
            return None
        return min(depth, 8), self.formats.get((key, depth), "ul")

    def _inline(self, element: Any) -> str:
        return "".join(self._runs(element))

    def _runs(self, element: Any) -> Iterator[str]:
        for child in element.iterchildren():
            tag = child.tag
            if tag == f"{W}r":
                yield self._run(child)
            elif tag == f"{W}hyperlink":
                yield self._link(child)
            elif tag in (f"{W}ins", f"{W}moveTo"):
                yield f"<change></change>{self._inline(child)}"
            elif tag in (f"{W}del", f"{W}moveFrom"):
                yield "<change></change>"
            elif tag in (f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}fldSimple"):
                yield self._inline(child)
            elif tag == f"{W}commentRangeStart":
                yield "<comment></comment>"
            elif tag.startswith(MATH):
                yield "<formula></formula>"

    def _link(self, link: Any) -> str:
        key, anchor = link.get(_REL), link.get(f"{W}anchor")
        rels = self.document.part.rels
        target = rels[key].target_ref if key in rels and rels[key].is_external else ""
        href = target or (f"#{anchor}" if anchor else "")
        inner = self._inline(link)
        return f'<a href="{escape(href)}">{inner}</a>' if href.startswith("http") else inner

    def _run(self, run: Any) -> str:
        text = "".join(self._pieces(run))
        look = run.find(f"{W}rPr")
        if look is None or not text:
            return text
        for name, tag in (("b", "strong"), ("i", "em"), ("u", "u"), ("strike", "s")):
            if _is_on(look.find(f"{W}{name}")):
                text = f"<{tag}>{text}</{tag}>"
        raised = look.find(f"{W}vertAlign")
        if raised is not None and raised.get(f"{W}val") in ("superscript", "subscript"):
            tag = raised.get(f"{W}val")[:3]
            text = f"<{tag}>{text}</{tag}>"
        if look.find(f"{W}color") is not None or look.find(f"{W}highlight") is not None:
            text = f"<colour></colour>{text}"
        return text

    def _pieces(self, run: Any) -> Iterator[str]:
        for child in run.iterchildren():
            tag = child.tag
            if tag == f"{W}t":
                yield escape(child.text or "")
            elif tag in (f"{W}br", f"{W}cr"):
                yield "<br>"
            elif tag == f"{W}tab":
                yield " "
            elif tag == f"{W}noBreakHyphen":
                yield "‑"
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield "<footnote></footnote>"
            elif tag == f"{W}object":
                yield "<chart></chart>"
            elif tag in (f"{W}drawing", f"{W}pict", f"{_COMPAT}AlternateContent"):
                yield _drawn(child)


def _drawn(element: Any) -> str:
    """What stands where something is drawn: a text box, a chart, else a picture."""
    inside = {one.tag.rpartition("}")[2] for one in element.iter() if isinstance(one.tag, str)}
    if "txbxContent" in inside:
        return "<textbox></textbox>"
    return "<chart></chart>" if "chart" in inside else "<img>"


def _depth(style: str) -> int:
    return int(style[-1]) - 1 if style[-1:].isdigit() else 0


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(f"{W}val") not in ("0", "false", "none")


def _numberings(document: Any) -> Iterator[tuple[tuple[str, int], str]]:
    """For each list and each depth of it whether it has bullets or numbers."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return
    kinds = {
        (one.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level.find(f"{W}numFmt")
        for one in root.iterchildren(f"{W}abstractNum")
        for level in one.iterchildren(f"{W}lvl")
    }
    for number in root.iterchildren(f"{W}num"):
        abstract = number.find(f"{W}abstractNumId")
        for (key, level), told in kinds.items():
            if abstract is not None and key == abstract.get(f"{W}val"):
                bullet = told is None or told.get(f"{W}val") in ("bullet", "none")
                yield (number.get(f"{W}numId"), int(level)), "ul" if bullet else "ol"
