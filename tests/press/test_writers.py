"""PDF and QR: tagged, titled, in the language, with the site's own files only."""

import io
from collections import Counter
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import translation
from pypdf import PdfReader

from cms.press.writers import lines, pdf, qr

ENGLISH = """<html><body><h1>Roadmap of Vellamar</h1><p>First step: <em>appoint</em> a team.</p>
<table><thead><tr><th>Quarter</th></tr></thead><tbody><tr><td>Q1 2027</td></tr></tbody></table>
</body></html>"""
ARABIC = (
    """<html><body><h1>خارطة طريق فيلامار</h1><p>الخطوة الأولى: تعيين فريق.</p></body></html>"""
)


def _read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.mark.parametrize(
    ("html", "title", "language", "word"),
    [
        (ENGLISH, "Roadmap of Vellamar", "en", "appoint"),
        (ARABIC, "خارطة طريق فيلامار", "ar", "فيلامار"),
    ],
)
def test_a_document_is_tagged_and_says_its_title_and_language(
    html: str, title: str, language: str, word: str
) -> None:
    content = pdf.write(html, title=title, language=language)
    document = _read(content)
    root = document.trailer["/Root"]
    assert content.startswith(b"%PDF-")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == title
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert word in document.pages[0].extract_text()


def test_every_glyph_of_both_scripts_has_a_font() -> None:
    text = "".join(_read(pdf.write(ARABIC, title="t", language="ar")).pages[0].extract_text())
    assert "\ufffd" not in text
    assert "\u25a1" not in text


def test_what_a_worker_keeps_from_one_document_changes_nothing_in_the_next() -> None:
    first = pdf.write(ARABIC, title="t", language="ar")
    pdf.write(ENGLISH, title="t", language="en")
    assert pdf.write(ARABIC, title="t", language="ar") == first


def test_a_stylesheet_holds_for_every_document_that_links_it() -> None:
    linked = ENGLISH.replace(
        "<html>",
        '<html><head><link rel="stylesheet" href="static:site/css/report.css"></head>',
    )
    plain, first, second = (
        pdf.write(html, title="t", language="en") for html in (ENGLISH, linked, linked)
    )
    assert first == second != plain


def test_laying_a_right_to_left_line_out_once_gives_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from weasyprint.layout import inline

    once = pdf.write(ARABIC, title="t", language="ar")
    placed, laid_out = inline.avoid_collisions, []

    def count(*args: Any, **more: Any) -> Any:
        laid_out.append(args)
        return twice(*args, **more)

    twice = placed.__wrapped__  # the library's own
    count.once = True  # type: ignore[attr-defined]
    monkeypatch.setattr(inline, "avoid_collisions", count)
    assert pdf.write(ARABIC, title="t", language="ar") == once
    of_twice = len(laid_out)
    laid_out.clear()
    twice = placed
    assert pdf.write(ARABIC, title="t", language="ar") == once
    assert len(laid_out) < of_twice, "The library does without: delete cms/press/writers/lines.py."


def test_isolated_pieces_are_plain_text_where_nothing_is_isolated() -> None:
    isolated = "<p><bdi>12</bdi> or <bdi>30 USD</bdi> <b>by</b> <bdi>2027</bdi>.</p>"
    plain = "<p>12 or 30 USD <b>by</b> 2027.</p>"
    made = [pdf.write(html, title="t", language="en") for html in (isolated, plain)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("direction", "kept", "left"),
    [
        ("ltr", "<bdi>فيلامار</bdi>, <bdi class='id'>C07</bdi>", {"bdi": 2}),
        ("ltr", "<bdi>C07</bdi>, <bdi>12 %</bdi>", {}),
        ("ltr", "<bdi><bdi>Désigné</bdi></bdi>, <bdi><bdi>الجمهور</bdi> b</bdi>", {"bdi": 1}),
        ("rtl", "<bdi>C07</bdi>, <bdi>2027</bdi>, <bdi>?</bdi>", {"bdi": 3}),
        ("rtl", "<bdi>وزارة فيلامار</bdi>, <bdi>(فيلامار)</bdi>", {}),
    ],
)
def test_only_what_runs_as_the_page_does_loses_its_isolation(
    direction: Literal["ltr", "rtl"], kept: str, left: dict[str, int]
) -> None:
    page = ElementTree.fromstring(f"<p>1. {kept}!</p>")
    words = "".join(page.itertext())
    lines.join(page, direction)
    assert Counter(child.tag for child in page) == left
    assert "".join(page.itertext()) == words


def test_headings_paragraphs_and_tables_are_tags() -> None:
    root = _read(pdf.write(ENGLISH, title="t", language="en")).trailer["/Root"]
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, list):
            for one in node:
                walk(one.get_object() if hasattr(one, "get_object") else one)
        elif isinstance(node, dict):
            found.add(str(node.get("/S")))
            if "/K" in node:
                walk(node["/K"].get_object() if hasattr(node["/K"], "get_object") else node["/K"])

    walk(root["/StructTreeRoot"].get_object())
    assert {"/Document", "/H1", "/P", "/Table", "/TR", "/TH", "/TD"} <= found


def test_the_given_title_and_language_win_over_those_in_the_page() -> None:
    html = "<html lang='fr'><head><title>Old</title></head><body><p>x</p></body></html>"
    document = _read(pdf.write(html, title="New", language="ar"))
    assert document.metadata.title == "New"
    assert document.trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:8000/static/site/css/print.css",
        "https://elsewhere.example/a.css",
        "http://testserver.elsewhere.example/static/a.css",
        "http://testserver/en/account/login/",
        "ftp://elsewhere.example/a.css",
        "data:text/css,body{color:red}",
        "static:../../etc/passwd",
        "static:site/css/missing.css",
        "media:../private/secret",
        "media:missing.png",
    ],
)
def test_nothing_but_the_sites_own_files_is_loaded(address: str) -> None:
    html = f'<html><head><link rel="stylesheet" href="{address}"></head><body>x</body></html>'
    with pytest.raises(pdf.ForbiddenResource):
        pdf.write(html, title="t", language="en")


@pytest.mark.parametrize("tag", ['<img src="{}" alt="a">', '<p style="background: url({})">a</p>'])
def test_an_image_from_elsewhere_stops_the_document(tag: str) -> None:
    html = f"<html><body>{tag.format('file:///etc/hostname')}</body></html>"
    with pytest.raises(pdf.ForbiddenResource, match="file:///etc/hostname"):
        pdf.write(html, title="t", language="en")


def test_static_and_media_files_are_loaded_by_scheme_and_by_address(
    tmp_path: Path, settings: object
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "a.css").write_text("p { color: red }")
    assert pdf.resource("static:a.css") == ("http://testserver/static/a.css", b"p { color: red }")
    assert pdf.resource("http://testserver/static/a.css?v=2")[1] == b"p { color: red }"
    name = storages["default"].save("a.txt", ContentFile(b"picture"))
    assert pdf.resource(f"media:{name}")[1] == b"picture"
    assert pdf.resource(f"http://testserver/media/{name}")[1] == b"picture"


def test_a_picture_inside_the_page_itself_is_allowed() -> None:
    image = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    html = f'<html><body><img src="{image}" alt="A dot"></body></html>'
    assert pdf.write(html, title="t", language="en").startswith(b"%PDF-")


def test_a_code_is_an_inline_picture_with_a_translated_name() -> None:
    with translation.override("en"):
        code = qr.svg("https://example.org/en/verify/abc/?a=1&b=2")
    assert code.startswith("<svg")
    assert "<title>QR code for https://example.org/en/verify/abc/?a=1&amp;b=2</title>" in code
    assert "viewBox=" in code
    assert "style=" not in code
    assert "width=" not in code.split(">")[0]
