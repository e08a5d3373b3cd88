"""PDF: its objects are searched for scripts, programs and files, packed objects included.

A search through bytes, not a reader of PDF: docs/evidence.md says what it cannot find.
"""

import re
import zlib
from collections.abc import Iterator

from cms.press.contents.unfit import Found, Unfit, refuse_second_kind

MOST = 32_000_000
"""Bytes that one stream may unpack to."""
MOST_UNPACKED = 200_000_000
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_TAIL = 2048
_FOUND = Found("application/pdf", (".pdf",))
_STREAM = re.compile(rb"(?<!end)stream(\r\n|\n|\r)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENDS = rb"(?=[\s()<>\[\]{}/%\x00]|$)"
# Long names are searched for everywhere; the short one only where objects stand, as three bytes
# turn up by chance in every large picture.
_LONG = (
    (re.compile(rb"/(JavaScript|Launch|RichMedia|XFA|SubmitForm|ImportData)" + _ENDS), "script"),
    (re.compile(rb"/(EmbeddedFiles?|GoToE)" + _ENDS), "attached"),
)
_SHORT = (re.compile(rb"/JS" + _ENDS), "script")
_LOCKED = (re.compile(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)"), "locked")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")


def pdf(content: bytes) -> Found | None:
    """Return the kind of a PDF; None where the bytes do not begin as one. Raises Unfit."""
    if not _HEADER.match(content):
        return None
    if b"%%EOF" not in content[-_TAIL:]:
        raise Unfit("broken")
    refuse_second_kind(content)
    if re.search(rb"<script|<html|<\?php", content[:1024], re.IGNORECASE):
        raise Unfit("two-kinds")
    _search(content, *_LONG)
    _search(b" ".join(_between_streams(content)), _SHORT, _LOCKED)
    _packed(content)
    return _FOUND


def _search(content: bytes, *wanted: tuple[re.Pattern[bytes], str]) -> None:
    """Raise Unfit where one of these names stands, written out or with #xx for its letters."""
    written = _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), content)
    for pattern, code in wanted:
        if pattern.search(written):
            raise Unfit(code)


def _between_streams(content: bytes) -> Iterator[bytes]:
    begin = 0
    for one in _STREAM.finditer(content):
        if one.start() < begin:
            continue
        yield content[begin : one.start()]
        end = content.find(b"endstream", one.end())
        begin = end if end >= 0 else one.end()
    yield content[begin:]


def _packed(content: bytes) -> None:
    """Unpack every stream but pictures, and search it too; objects may stand in it."""
    unpacked = 0
    for one in _STREAM.finditer(content):
        head = content[max(0, one.start() - 4096) : one.start()]
        head = _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), head)
        head = head[head.rfind(b"obj") + 3 :]
        objects = b"/ObjStm" in head
        if not objects and _PICTURE.search(head):
            continue
        text = _unpacked(content, one.end(), head, objects)
        unpacked += len(text)
        if unpacked > MOST_UNPACKED:
            raise Unfit("too-much")
        _search(text, *_LONG)
        if objects:
            _search(text, _SHORT)


def _unpacked(content: bytes, begin: int, head: bytes, objects: bool) -> bytes:
    """Return what a stream holds; packed objects that cannot be read are refused."""
    filters = _FILTERS.search(head)
    plain_flate = filters is not None and set(re.findall(rb"/(\w+)", filters[1])) <= {
        b"FlateDecode",
        b"Fl",
    }
    if objects and filters is None:
        return b""  # not packed: searched with the rest
    if objects and (not plain_flate or b"/Predictor" in head):
        raise Unfit("script")
    if not objects and content[begin : begin + 1] not in (b"x", b"h", b"H", b"X", b"\x18", b"8"):
        return b""
    end = content.find(b"endstream", begin)
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(memoryview(content)[begin : end if end >= 0 else None], MOST)
    except zlib.error as wrong:
        if objects:
            raise Unfit("broken") from wrong
        return b""
    if not unpack.eof and len(text) >= MOST:
        raise Unfit("too-much")
    if objects and not unpack.eof:  # a false end would hide what follows
        raise Unfit("broken")
    return text
