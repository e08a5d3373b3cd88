"""Reading PDFs back: their words, their tags, and the glyphs that a missing font leaves."""

import unicodedata

from pypdf import PdfReader


def text_of(reader: PdfReader) -> str:
    """Return the words of all pages, in the plain forms of their letters."""
    return unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in reader.pages))


def is_tagged(reader: PdfReader) -> bool:
    root = reader.root_object
    return bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root
