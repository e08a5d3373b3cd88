"""What a file is, by its bytes: every kind that is kept, and what hides in one."""

import io
import zipfile

import pytest

from cms.press import contents
from tests.press import handed

GOOD = {
    "application/pdf": handed.pdf,
    "image/png": handed.picture,
    "image/jpeg": lambda: handed.picture("JPEG"),
    "image/webp": lambda: handed.picture("WEBP"),
    "text/plain; charset=utf-8": lambda: "المادة 1; Décret\r\n<b>not a page</b>".encode(),
    "text/plain; charset=utf-16": lambda: "قرار".encode("utf-16"),
    "text/plain": lambda: "قرار وزاري".encode("cp1256"),
    "wordprocessingml.document": handed.docx,
    "spreadsheetml.sheet": handed.xlsx,
    "presentationml.presentation": handed.pptx,
    "opendocument.text": handed.odf,
    "opendocument.spreadsheet": lambda: handed.odf("spreadsheet"),
}
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://x/{0}" Target="https://x.example" TargetMode="External"/>'
    "</Relationships>"
)
TEMPLATE, LINK = RELATION.format("attachedTemplate"), RELATION.format("hyperlink")
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
LAUNCH = b"<< /Type /Catalog /OpenAction << /S /La#75nch /F (cmd.exe) >> >>"
SCRIPT = b"1 0 << /S /JavaScript /JS (app.alert) >>"
BAD = {
    "empty": ("empty", lambda: b""),
    "program": ("kind", lambda: b"MZ\x90\x00\x03\x00"),
    "old word": ("kind", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "archive": ("kind", lambda: handed.packed({"a.txt": "x"})),
    "html": ("script", lambda: b"  <!DOCTYPE html><p>x"),
    "html after words": ("script", lambda: b"Dear reader <script>alert(1)</script>"),
    "svg": ("script", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "html in utf-16": ("script", lambda: "<html>".encode("utf-16")),
    "shell": ("script", lambda: b"#!/bin/sh\nrm -rf /"),
    "pdf after a space": ("script", lambda: b" %PDF-1.7\n%%EOF"),
    "text with zero": ("kind", lambda: b"text\x00text"),
    "cut pdf": ("broken", lambda: handed.pdf()[:-20]),
    "script in pdf": ("script", handed.pdf_with_script),
    "launch in pdf": ("script", lambda: handed.pdf_of(LAUNCH)),
    "packed script": ("script", lambda: handed.pdf_of(handed.packed_objects(SCRIPT))),
    "packed short script": (
        "script",
        lambda: handed.pdf_of(handed.packed_objects(b"1 0 << /S /Rendition /JS (x) >>")),
    ),
    "packed twice": (
        "script",
        lambda: handed.pdf_of(handed.packed_objects(b"x", b"[/ASCIIHexDecode /FlateDecode]")),
    ),
    "file in pdf": ("attached", handed.pdf_with_file),
    "locked pdf": ("locked", handed.locked_pdf),
    "pdf that is an archive": ("two-kinds", lambda: handed.pdf() + handed.packed({"a": "%%EOF"})),
    "pdf that unpacks": (
        "too-much",
        lambda: handed.pdf_of(handed.packed_objects(bytes(40_000_000))),
    ),
    "stream without end": ("broken", lambda: handed.pdf_of(b"stream\n")),
    "streams in streams": (
        "too-much",
        lambda: handed.pdf_of(b"stream\n" * 5000 + b"x" * 100_000 + b"endstream"),
    ),
    "objects that are not packed": (
        "script",
        lambda: handed.pdf_of(b"<< /Type /ObjStm >>\nstream\n<< /#4aS (x) >>\nendstream"),
    ),
    "cut png": ("broken", lambda: handed.picture()[:40]),
    "png with a tail": ("two-kinds", lambda: handed.picture() + b"<script>"),
    "jpeg that is an archive": (
        "two-kinds",
        lambda: handed.picture("JPEG") + handed.packed({"a": "x"}),
    ),
    "huge picture": ("too-much", lambda: handed.picture(size=(9000, 9000))),
    "macros": ("macros", lambda: handed.docx_with("word/vbaProject.bin")),
    "macros by their type": (
        "macros",
        lambda: handed.packed({"[Content_Types].xml": handed.TYPES.format(MACRO)}),
    ),
    "basic": ("macros", lambda: handed.odf(**{"Basic/Standard/Module1.xml": "x"})),
    "program in word": ("attached", lambda: handed.docx_with("word/embeddings/oleObject1.bin")),
    "template from elsewhere": (
        "attached",
        lambda: handed.docx_with("word/_rels/settings.xml.rels", TEMPLATE),
    ),
    "locked odt": (
        "locked",
        lambda: handed.packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": "<encryption-data/>",
            }
        ),
    ),
    "entities": (
        "kind",
        lambda: handed.packed(
            {"[Content_Types].xml": '<!DOCTYPE x [<!ENTITY a "b">]><Types>&a;</Types>'}
        ),
    ),
    "bomb": ("too-much", lambda: handed.docx_with("word/media/a.png", zeros())),
    "word with a tail": ("two-kinds", lambda: handed.docx() + b"tail"),
    "word behind a page": ("two-kinds", lambda: b"PK\x03\x04<html>" + handed.docx()),
    "way out": ("broken", lambda: handed.docx_with("../../etc/passwd")),
}


def zeros() -> bytes:
    """Enough to be refused by its ratio once it is packed."""
    return bytes(6_000_000)


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_that_is_kept_is_known_by_its_bytes(kind: str) -> None:
    assert contents.inspect(GOOD[kind]()).content_type.endswith(kind)


@pytest.mark.parametrize("name", BAD)
def test_what_hides_in_a_file_is_named_by_a_code_and_a_sentence(name: str) -> None:
    code, made = BAD[name]
    with pytest.raises(contents.Unfit) as refused:
        contents.inspect(made())
    assert refused.value.code == code
    assert str(refused.value.sentence).endswith(".")


def test_links_to_follow_may_stay_in_a_document() -> None:
    found = contents.inspect(handed.docx_with("word/_rels/footer.xml.rels", LINK))
    assert found.suffixes == (".docx",)


def test_a_packed_bomb_is_refused_before_it_is_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("a.xml", bytes(250_000_000), compresslevel=1)
    with pytest.raises(contents.Unfit, match="too-much"):
        contents.inspect(kept.getvalue())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("قانون 2026.pdf", "قانون 2026.pdf"),
        ("../../etc/law.PDF", "law.pdf"),
        ("C:\\papers\\law.exe", "law.exe.pdf"),
        ("law\u202efdp.exe", "lawfdp.exe.pdf"),
        ('a"b\r\nSet-Cookie.pdf', "a'bSet-Cookie.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_harmless_and_ends_as_its_kind_does(name: str, shown: str) -> None:
    assert contents.clean(name, (".pdf",)) == shown
