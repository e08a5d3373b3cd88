"""The words within a paragraph of a DOCX: runs with weight, language and direction, and links."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.html import HtmlElement

__all__ = ["Look", "Paragraph", "bookmark", "classes", "direct", "hidden", "styled", "write"]

BLOCKS = frozenset(
    {"address", "article", "aside", "body", "div", "dl", "footer", "h1", "h2", "h3", "h4"}
    | {"header", "main", "nav", "ol", "p", "section", "table", "ul"}
)
SILENT = frozenset({"head", "script", "style", "svg", "title"})
BOLD = frozenset({"b", "strong", "th", "dt"})
AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
"""What may stand behind the mark of direction: Word reads a paragraph in this order only."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look and read: language, direction, weight, size, and where they lead."""

    language: str
    rtl: bool
    bold: bool = False
    italic: bool = False
    small: bool = False
    code: bool = False
    link: str = ""


Piece = tuple[str, Look]


def classes(node: HtmlElement) -> list[str]:
    """Give the classes of an element."""
    return (node.get("class") or "").split()


def hidden(node: HtmlElement) -> bool:
    """Tell whether an element is no word for a reader: a comment, a picture, an edge, a mark."""
    if not isinstance(node.tag, str) or node.tag in SILENT or node.get("aria-hidden") == "true":
        return True
    return bool({"run", "n"}.intersection(classes(node)))


def direct(paragraph: Paragraph, *, rtl: bool) -> None:
    """Say that a paragraph runs from right to left, where it does."""
    if rtl:
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def styled(element: Any, style: str) -> None:
    """Give a paragraph or a run a style by its name; looking each up takes longer than all else."""
    element.style = style.replace(" ", "")


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name the beginning of a paragraph, so that links lead there."""
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def write(paragraph: Paragraph, node: HtmlElement, look: Look) -> None:
    """Write the words of an element at the end of a paragraph, white space as a browser has it."""
    begun = True  # nothing has been written yet, or a line has just begun
    for text, shown in _merged(_pieces(node, _seen(node, look))):
        if text == "\n":
            if not begun:
                _run(paragraph, "\n", shown)
            begun = True
            continue
        told = text.lstrip(" ") if begun else text
        if told:
            _run(paragraph, told, shown)
            begun = told.endswith(" ")


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Put neighbours of one look together; a break waits until something follows it."""
    text, last, broken = "", None, None
    for piece, look in pieces:
        if piece == "\n":
            broken = look
            continue
        if not piece.strip() and (broken or not text):
            piece = " " if text and not broken else ""
        if not piece:
            continue
        if broken or (last is not None and last != look):
            if text and last is not None:
                yield (text.rstrip(" ") if broken else text), last
            if broken:
                yield "\n", broken
            text, broken = "", None
        text, last = re.sub(r" {2,}", " ", text + piece), look
    if text.strip() and last is not None:
        yield text.rstrip(" "), last


def _pieces(node: HtmlElement, look: Look) -> Iterator[Piece]:
    if node.text:
        yield _spaced(node.text), look
    for child in node:
        if not hidden(child):
            yield from _child(child, node, look)
        if child.tail:
            yield _spaced(child.tail), look


def _child(child: HtmlElement, node: HtmlElement, look: Look) -> Iterator[Piece]:
    if child.tag == "br":
        yield "\n", look
        return
    apart = child.tag in BLOCKS or child.tag in ("small", "li") or "why" in classes(child)
    by = "by" in classes(child)
    big = child.tag == "b" and "big" in classes(node.getparent())
    if apart or by:
        yield "\n", look
    yield from _pieces(child, _seen(child, look))
    if apart or big:
        yield "\n", look


def _seen(node: HtmlElement, look: Look) -> Look:
    """Return how the words of an element look, inside of what surrounds it."""
    told = set(classes(node))
    return replace(
        look,
        bold=look.bold or node.tag in BOLD,
        italic=look.italic or node.tag in ("em", "i") or "tag" in told,
        small=look.small or node.tag == "small" or "why" in told,
        code=look.code or bool({"code", "hash-text"} & told),
        language=node.get("lang") or look.language,
        rtl=_direction(node, look),
        link=(node.get("href") or "") if node.tag == "a" else look.link,
    )


def _direction(node: HtmlElement, look: Look) -> bool:
    """Tell whether the words of an element run from right to left; `<bdi>` goes by its letters."""
    if node.get("dir"):
        return node.get("dir") == "rtl"
    if node.tag == "bdi":
        for letter in node.text_content():
            kind = unicodedata.bidirectional(letter)
            if kind in ("L", "R", "AL"):
                return kind != "L"
    return look.rtl


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _run(paragraph: Paragraph, text: str, look: Look) -> None:
    run = paragraph.add_run(text)
    font = run.font
    if look.bold:
        font.bold = font.cs_bold = True
    if look.italic:
        font.italic = font.cs_italic = True
    if look.small:
        styled(run._r, "Small")
    if look.code:
        styled(run._r, "Code")
    if look.rtl:
        font.rtl = True
    _language(run, look)
    if look.link:
        _linked(paragraph, run, look.link)


def _language(run: Run, look: Look) -> None:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:bidi" if look.rtl else "w:val"), look.language)
    run._r.get_or_add_rPr().append(tag)


def _linked(paragraph: Paragraph, run: Run, address: str) -> None:
    """Let a run lead to a place in the document or to an address of the web; nowhere else."""
    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:])
    elif address.startswith(("https://", "http://")):
        kind = RELATIONSHIP_TYPE.HYPERLINK
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
        run.font.underline = True
    else:
        return
    run._r.addprevious(link)
    link.append(run._r)
