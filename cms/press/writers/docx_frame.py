"""What holds for a whole DOCX: paper, styles, language, direction, numbering, edges of the page."""

from collections.abc import Mapping

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from cms.press.writers import docx_runs

FONT = "Arial"
"""There on every machine that edits such files, with Latin and Arabic letters."""
DARK, QUIET = RGBColor(0x0B, 0x55, 0x63), RGBColor(0x4A, 0x5B, 0x60)
SIZES = {
    "Normal": 10, "Title": 22, "Subtitle": 12, "Heading 1": 14, "Heading 2": 12, "Heading 3": 10,
}  # fmt: skip
TERM = Cm(4.5)
AFTER_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")


def prepare(document: Word, *, title: str, language: str, rtl: bool) -> None:
    """Set paper, title, language, direction and the styles of a new document."""
    properties = document.core_properties
    properties.title, properties.language = title[:255], language
    properties.author = properties.comments = properties.last_modified_by = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9)
    section.top_margin = section.bottom_margin = Cm(2)
    if rtl:
        section._sectPr.insert_element_before(
            OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings"
        )
    _language(document, language, rtl=rtl)
    _styles(document, rtl=rtl)


def _language(document: Word, language: str, *, rtl: bool) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for tag in defaults.iter(qn("w:lang")):
        tag.set(qn("w:bidi" if rtl else "w:val"), language)


def _styles(document: Word, *, rtl: bool) -> None:
    kinds = WD_STYLE_TYPE
    for name, size, base in (("Note", 8.5, "Normal"), ("Cell", 9, "Normal"), ("Pair", 9.5, None)):
        style = document.styles.add_style(name, kinds.PARAGRAPH)
        style.base_style = document.styles[base or "Normal"]
        style.font.size = Pt(size)
    for name in SIZES:
        _lettered(document.styles[name], SIZES[name], rtl=rtl)
    document.styles["Note"].font.color.rgb = QUIET
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.styles["Cell"].paragraph_format.space_after = Pt(1)
    pair = document.styles["Pair"].paragraph_format
    pair.left_indent, pair.first_line_indent = TERM, -TERM
    pair.tab_stops.add_tab_stop(TERM)
    small = document.styles.add_style("Small", kinds.CHARACTER)
    small.font.size, small.font.color.rgb = Pt(8.5), QUIET
    code = document.styles.add_style("Code", kinds.CHARACTER)
    code.font.name, code.font.size = "Courier New", Pt(8.5)


def _lettered(style: ParagraphStyle, size: int, *, rtl: bool) -> None:
    """Give a style its letters: the same font and size for Latin and for Arabic ones."""
    style.font.name, style.font.size = FONT, Pt(size)
    if style.name != "Normal":
        style.font.color.rgb = DARK if style.name != "Subtitle" else QUIET
        style.font.italic = False
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), FONT)
    for former in style.element.rPr.findall(qn("w:szCs")):
        style.element.rPr.remove(former)
    tall = OxmlElement("w:szCs")
    tall.set(qn("w:val"), str(size * 2))
    after = ("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign")
    style.element.rPr.insert_element_before(tall, *after, "w:rtl", *AFTER_RTL)
    if rtl:
        mark = OxmlElement("w:bidi")
        style.element.get_or_add_pPr().insert_element_before(mark, *docx_runs.AFTER_BIDI)


def new_numbering(document: Word) -> int:
    """Return the id of a numbering that begins at one: every list counts for itself."""
    style = document.styles["List Number"].element
    known = document.part.numbering_part.element
    number = style.pPr.numPr.numId.val
    abstract = known.num_having_numId(number).abstractNumId.val
    made = known.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def numbered(paragraph: Paragraph, number: int) -> None:
    """Let a paragraph count in a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def edges(document: Word, told: Mapping[str, str], *, rtl: bool) -> None:
    """Write what runs along the edges: whose, mark and state above; hash, day and page below."""
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    above, below = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (above, below):
        paragraph.style = "Note"
        docx_runs.direct(paragraph, rtl=rtl)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(wide // 2, WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.RIGHT)
    _words(above, f"{told.get('who', '')}\t\t{told.get('tlp', '')}", rtl=rtl)
    if told.get("state"):
        state = section.header.add_paragraph(style="Note")
        docx_runs.direct(state, rtl=rtl)
        _words(state, told["state"], rtl=rtl)
    _words(below, f"{told.get('hash', '')}\t{told.get('day', '')}\t", rtl=rtl)
    _field(below, "PAGE")
    below.add_run(" / ")
    _field(below, "NUMPAGES")


def _words(paragraph: Paragraph, text: str, *, rtl: bool) -> None:
    run = paragraph.add_run(text)
    if rtl:
        run.font.rtl = True


def _field(paragraph: Paragraph, name: str) -> None:
    """Write a field that the word processor keeps up to date, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
