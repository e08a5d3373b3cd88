"""Word files and workbooks are read as text and rows."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl import Workbook
from PIL import Image

from courses import office
from courses.domain.exchange import texts


def saved(document) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def word() -> bytes:
    """A document as an official writes one."""
    made = Document()
    made.add_heading("Le premier appel", 0)
    intro = made.add_paragraph("Un ")
    intro.add_run("mot").bold = True
    intro.add_run(" et ").italic = True
    intro.add_run("un autre : « ici ».")
    made.add_heading("Prendre l’appel", 1)
    made.add_paragraph("un", style="List Bullet")
    made.add_paragraph("deux", style="List Bullet 2")
    made.add_paragraph("trois", style="List Bullet")
    made.add_paragraph("d’abord", style="List Number")
    made.add_heading("Ensuite", 2)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "gauche", "droite"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    made.add_picture(picture)
    _specials(made)
    return saved(made)


def _specials(made) -> None:
    """A link, a tracked change, a footnote, a text box, underlined words."""
    paragraph = made.add_paragraph("Voir ")
    key = made.part.relate_to(
        "https://example.org/",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>le site</w:t></w:r>"))
    paragraph._p.append(link)
    for xml in (
        "<w:ins w:id='1' w:author='x'><w:r><w:t> ajouté</w:t></w:r></w:ins>",
        "<w:del w:id='2' w:author='x'><w:r><w:delText>ôté</w:delText></w:r></w:del>",
        "<w:r><w:footnoteReference w:id='2'/></w:r>",
        "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>",
        "<w:commentRangeStart w:id='1'/>",
    ):
        head, _bracket, tail = xml.partition(">")
        slash = "/" if head.endswith("/") else ""
        paragraph._p.append(parse_xml(f"{head.removesuffix('/')} {nsdecls('w')}{slash}>{tail}"))
    made.add_paragraph().add_run("souligné").underline = True


def test_a_word_file_becomes_blocks_and_says_what_is_lost():
    draft = texts.of_html(office.html(word()), "appel.docx")
    assert draft.title == "Le premier appel"
    assert [block.id for block in draft.blocks] == ["part-1", "prendre-l-appel", "ensuite"]
    assert draft.blocks[0].body == "Un **mot** *et* un autre : « ici »."
    assert "- un\n  - deux\n- trois\n\n1. d’abord" in draft.blocks[1].body
    assert "Voir [le site](https://example.org/) ajouté" in draft.blocks[2].body
    assert "gauche\n\ndroite" in draft.blocks[2].body
    assert "ôté" not in draft.blocks[2].body
    told = "\n".join(map(str, draft.losses))
    for what in (
        *("a picture", "a table", "a footnote", "a text box", "underlining"),
        *("a comment in the margin", "a tracked change; it was taken as accepted (2 times)"),
    ):
        assert f"below “Ensuite”: {what}" in told


def test_a_workbook_gives_its_rows():
    book = Workbook()
    book.active.append(["kind", "question"])
    book.active.append(["single", 3])
    assert [row[:2] for row in office.rows(saved(book))] == [("kind", "question"), ("single", 3)]


@pytest.mark.parametrize("read", [office.html, lambda content: list(office.rows(content))])
def test_what_is_no_office_file_is_said_to_be_none(read):
    with pytest.raises(office.Unreadable, match="that can be read"):
        read(b"PK\x03\x04 nothing")
