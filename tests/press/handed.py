"""Files as people hand them in: good ones of every kind, and the same with something in them."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/main.xml" ContentType="{0}"/></Types>'
)
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def pdf() -> bytes:
    """A PDF of one empty page, as a writer of PDF makes it."""
    return _written(PdfWriter())


def pdf_with_script() -> bytes:
    """A PDF that runs a script when it is opened."""
    opened = b"<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"
    return pdf_of(opened)


def pdf_with_file() -> bytes:
    """A PDF in which another file lies."""
    writer = PdfWriter()
    writer.add_attachment("tool.exe", b"MZ")
    return _written(writer)


def locked_pdf() -> bytes:
    """A PDF behind a password."""
    writer = PdfWriter()
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF whose objects are written by hand; readers mend the missing table."""
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, o) for n, o in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def packed_objects(text: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """An object that holds other objects, packed."""
    data = zlib.compress(text)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter %b >>" % (len(data), filters)
    return head + b"\nstream\n" + data + b"\nendstream"


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture of one colour."""
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, kind)
    return kept.getvalue()


def docx() -> bytes:
    """A text document."""
    kept = io.BytesIO()
    Document().save(kept)
    return kept.getvalue()


def xlsx() -> bytes:
    """A workbook."""
    kept = io.BytesIO()
    Workbook().save(kept)
    return kept.getvalue()


def pptx() -> bytes:
    """The bare bones of a presentation."""
    return packed({"[Content_Types].xml": TYPES.format(f"{PPTX}.main+xml")})


def odf(name: str = "text", **more: str) -> bytes:
    """The bare bones of an OpenDocument file."""
    kind = f"application/vnd.oasis.opendocument.{name}"
    return packed({"mimetype": kind, "META-INF/manifest.xml": "<manifest/>", **more})


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """An archive of these members."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def docx_with(name: str, content: str | bytes = b"x") -> bytes:
    """A text document in which one more member lies."""
    kept = io.BytesIO(docx())
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def _written(writer: PdfWriter) -> bytes:
    writer.add_blank_page(100, 100)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()
