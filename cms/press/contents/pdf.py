"""PDF: its objects are searched for scripts, programs and files, packed objects included.

A search through bytes, not a reader of PDF: docs/evidence.md says what it cannot find.
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator

from cms.press.contents.unfit import Found, Unfit, refuse_second_kind

MOST = 32_000_000
"""Bytes that one stream may unpack to."""
MOST_UNPACKED = 200_000_000
MOST_STREAMS = 50_000
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_TAIL = 2048
_FOUND = Found("application/pdf", (".pdf",))
_STREAM = re.compile(rb"(?<!end)stream(\r\n|\n|\r)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def _named(*names: bytes) -> re.Pattern[bytes]:
    """Return what finds these names, each letter as it is or as #xx."""
    letters = (b"".join(b"(?:%c|#(?i:%02x))" % (one, one) for one in name) for name in names)
    return re.compile(b"/(?:" + b"|".join(letters) + rb")(?=[\s()<>\[\]{}/%\x00]|$)")


# Long names are searched for everywhere; the short one only where objects stand, as three bytes
# turn up by chance in every large picture.
_LONG = (
    (
        _named(b"JavaScript", b"Launch", b"RichMedia", b"XFA", b"SubmitForm", b"ImportData"),
        "script",
    ),
    (_named(b"EmbeddedFile", b"EmbeddedFiles", b"GoToE"), "attached"),
)
_SHORT = (_named(b"JS"), "script")
_LOCKED = (_named(b"Encrypt"), "locked")
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
    streams = _streams(content)
    _search(b" ".join(_between(content, streams)), _SHORT, _LOCKED)
    _packed(content, streams)
    return _FOUND


def _search(content: bytes, *wanted: tuple[re.Pattern[bytes], str]) -> None:
    """Raise Unfit where one of these names stands."""
    for pattern, code in wanted:
        if pattern.search(content):
            raise Unfit(code)


def _streams(content: bytes) -> list[tuple[int, int, int]]:
    """Return where each stream is announced, begins, and ends; one without an end is broken."""
    ends = [one.start() for one in re.finditer(b"endstream", content)]
    found = []
    for one in _STREAM.finditer(content):
        place = bisect_left(ends, one.end())
        if place == len(ends):
            raise Unfit("broken")
        found.append((one.start(), one.end(), ends[place]))
        if len(found) > MOST_STREAMS:
            raise Unfit("too-much")
    return found


def _between(content: bytes, streams: list[tuple[int, int, int]]) -> Iterator[bytes]:
    """Give what stands outside of the streams."""
    after = 0
    for announced, _begin, end in streams:
        if announced >= after:
            yield content[after:announced]
            after = end
    yield content[after:]


def _packed(content: bytes, streams: list[tuple[int, int, int]]) -> None:
    """Unpack every stream but pictures, and search it too; objects may stand in it."""
    unpacked = looked_at = 0
    for announced, begin, end in streams:
        looked_at += end - begin
        if looked_at > 3 * len(content):  # streams within streams, made to cost time
            raise Unfit("too-much")
        head = content[max(0, announced - 4096) : announced]
        head = _ESCAPED.sub(lambda each: bytes([int(each[1], 16)]), head)
        head = head[head.rfind(b"obj") + 3 :]
        objects = b"/ObjStm" in head
        if not objects and _PICTURE.search(head):
            continue
        text = _unpacked(content[begin:end], head, objects)
        unpacked += len(text)
        if unpacked > MOST_UNPACKED:
            raise Unfit("too-much")
        _search(text, *_LONG)
        if objects:
            _search(text, _SHORT)


def _unpacked(packed: bytes, head: bytes, objects: bool) -> bytes:
    """Return what a stream holds; packed objects that cannot be read are refused."""
    filters = _FILTERS.search(head)
    plain_flate = filters is not None and set(re.findall(rb"/(\w+)", filters[1])) <= {
        b"FlateDecode",
        b"Fl",
    }
    if objects and filters is None:
        return packed
    if objects and (not plain_flate or b"/Predictor" in head):
        raise Unfit("script")
    if not objects and packed[:1] not in (b"x", b"h", b"H", b"X", b"\x18", b"8"):
        return b""
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(packed, MOST)
    except zlib.error as wrong:
        if objects:
            raise Unfit("broken") from wrong
        return b""
    if not unpack.eof and len(text) >= MOST:
        raise Unfit("too-much")
    if objects and not unpack.eof:  # a false end would hide what follows
        raise Unfit("broken")
    return text
