"""DOCX: a page of HTML becomes a document to edit, with real headings, lists and table headers."""

import io
from collections.abc import Iterable

from babel import Locale
from docx import Document
from docx.document import Document as Word
from lxml import html as parser

from cms.press.writers import docx_frame, docx_runs, docx_tables
from cms.press.writers.characters import printable
from cms.press.writers.docx_runs import Look
from cms.press.writers.packed import settled

HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
NOTES = {"why", "words", "what", "period"}
LISTS = {"ul": "List Bullet", "ol": "List Number"}


def write(html: str, *, title: str, language: str) -> bytes:
    """Return the page as a Word document with this title and language.

    Headings become heading styles, lists and tables their counterparts, the first row of a
    table with a `<thead>` its header. Pictures are left out: a page that is to be edited says
    in words and tables what another draws. Elements of the class `run` go to the edges of all
    pages, `next-page` begins a new one. In a language that runs from right to left pages,
    paragraphs, tables and letters do so too.
    """
    root = parser.document_fromstring(printable(html))
    rtl = Locale.parse(language.replace("-", "_")).text_direction == "rtl"
    document = Document()
    docx_frame.prepare(document, title=printable(title), language=language, rtl=rtl)
    writer = _Writer(document, Look(language=language, rtl=rtl))
    docx_frame.edges(document, _edges(root), rtl=rtl)
    writer.blocks(root.find("body"))
    stream = io.BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def _edges(root: parser.HtmlElement) -> dict[str, str]:
    """Give what runs along the edges by its name: {"who": ..., "hash": ...}."""
    found = root.find_class("run")
    return {
        (set(docx_runs.classes(one)) - {"run"}).pop(): " ".join(one.text_content().split())
        for one in found
    }


class _Writer:
    """Walks through the blocks of a page and writes each into the document."""

    def __init__(self, document: Word, look: Look) -> None:
        self.document = document
        self.look = look
        self.anchor = ""
        self.new_page = False
        self.heading = ""
        self.bookmarks = 0

    def blocks(self, node: parser.HtmlElement) -> None:
        """Write the children of a node; loose text between them becomes a paragraph."""
        for child in node:
            if docx_runs.hidden(child):
                continue
            self._note(child)
            self._block(child)

    def _note(self, node: parser.HtmlElement) -> None:
        """Keep what the next paragraph has to bear: an anchor, the beginning of a page."""
        self.anchor = node.get("id") or self.anchor
        self.new_page = self.new_page or "next-page" in docx_runs.classes(node)

    def _block(self, node: parser.HtmlElement) -> None:
        if node.tag in HEADINGS:
            self.heading = " ".join(node.text_content().split())
            self._paragraph(HEADINGS[node.tag], [node])
        elif node.tag in LISTS:
            self._list(node)
        elif node.tag == "dl":
            self._pairs(node)
        elif node.tag == "table":
            docx_tables.write(self.document, node, look=self.look, caption=self.heading)
            self._paragraph("Note", [])
        elif any(child.tag in docx_runs.BLOCKS for child in node):
            self.blocks(node)
        else:
            self._paragraph(self._style(node), [node])

    @staticmethod
    def _style(node: parser.HtmlElement) -> str:
        told = set(docx_runs.classes(node))
        if "lead" in told:
            return "Subtitle"
        return "Note" if told & NOTES else "Normal"

    def _list(self, node: parser.HtmlElement) -> None:
        number = docx_frame.new_numbering(self.document) if node.tag == "ol" else None
        for item in node.iterchildren("li"):
            self._note(item)
            made = self._paragraph(LISTS[node.tag], [item])
            if number is not None:
                docx_frame.numbered(made, number)

    def _pairs(self, node: parser.HtmlElement) -> None:
        """Write terms with what is said of them: the term bold, then a tab, then the text."""
        term: list[parser.HtmlElement] = []
        for one in node.iter("dt", "dd"):
            if one.tag == "dt":
                term = [one]
            else:
                self._paragraph("Pair", [*term, one], between="\t")
                term = []

    def _paragraph(
        self, style: str, nodes: Iterable[parser.HtmlElement], between: str = ""
    ) -> docx_runs.Paragraph:
        paragraph = self.document.add_paragraph()
        docx_runs.styled(paragraph._p, style)
        paragraph.paragraph_format.page_break_before = True if self.new_page else None
        docx_runs.direct(paragraph, rtl=self.look.rtl)
        if self.anchor:
            self.bookmarks += 1
            docx_runs.bookmark(paragraph, self.anchor, self.bookmarks)
        self.anchor, self.new_page = "", False
        for place, node in enumerate(nodes):
            if place:
                paragraph.add_run(between)
            docx_runs.write(paragraph, node, self.look)
        return paragraph
