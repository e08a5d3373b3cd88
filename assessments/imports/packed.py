"""Whether a workbook may be opened at all: no bomb, no macro, nothing that reaches outside."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException, sax

from assessments.imports import bounds
from assessments.imports.imported import Unreadable

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)

REFUSED = {
    "vbaproject": "macros",
    "vbadata": "macros",
    "/macrosheets/": "macros",
    "/dialogsheets/": "macros",
    "/externallinks/": "links to other files",
    "/embeddings/": "embedded objects",
    "/activex/": "embedded objects",
    "/oleobjects/": "embedded objects",
    "/ctrlprops/": "form controls",
    "/connections.xml": "connections to other data",
    "/querytables/": "connections to other data",
    "/model/": "connections to other data",
    "/webextensions/": "extensions",
}
"""What no table of texts and numbers needs, by a part of its path in the file."""

UNREAD = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin")
"""Pictures and the settings of printers; whatever else there is has to be XML."""


def check(content: bytes) -> None:
    """Refuse what is no workbook, or not safe to open: Unreadable with every reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found = list(_directory(packed)) or list(_contents(packed))
    except BROKEN:
        found = ["(the file): expected a workbook (.xlsx), found no readable one"]
    if found:
        raise Unreadable(found)


def _directory(packed: zipfile.ZipFile) -> Iterator[str]:
    """Judge by the list of contents alone: nothing is unpacked yet."""
    parts = packed.infolist()
    names = [part.filename.lower() for part in parts]
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        yield "(the file): expected a workbook (.xlsx), found another kind of archive"
    if len(parts) > bounds.MOST_PARTS:
        yield f"(the file): expected at most {bounds.MOST_PARTS} parts within, found {len(parts)}"
    if len(set(names)) < len(names):
        yield "(the file): holds two parts of the same name"
    if any(part.flag_bits & 1 for part in parts):
        yield "(the file): is protected by a password"
    yield from _bombs(parts)
    refused = {told for name in names for sign, told in REFUSED.items() if sign in f"/{name}"}
    for told in sorted(refused):
        yield f"(the file): holds {told}, which are refused; save it as a plain workbook (.xlsx)"


def _bombs(parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > bounds.MOST_UNPACKED:
        most, found = bounds.megabytes(bounds.MOST_UNPACKED), bounds.megabytes(unpacked)
        yield f"(the file): expected at most {most} unpacked, found {found}"
    for part in parts:
        if part.file_size > max(bounds.SMALL, bounds.MOST_RATIO * part.compress_size):
            yield f"{part.filename[:80]}: unpacks to more than {bounds.MOST_RATIO} times its size"


def _contents(packed: zipfile.ZipFile) -> Iterator[str]:
    """Read every part of XML once as a stream: no declarations, no macros, not too many cells."""
    counter = _Counter()
    for part in packed.infolist():
        if part.filename.lower().endswith(UNREAD):
            continue
        counter.begin(part.filename)
        try:
            with packed.open(part) as stream:
                sax.parse(stream, counter, forbid_dtd=True)
        except (SAXException, DefusedXmlException, ValueError):
            yield f"{part.filename[:80]}: expected plain XML, found something else"
    yield from counter.problems


class _Counter(ContentHandler):
    """Counts the cells of all sheets, and finds those that lie far outside."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = 0
        self.found: dict[str, None] = {}
        self.types = False
        self.name = ""

    def begin(self, name: str) -> None:
        self.name = name
        self.types = name.lower() == "[content_types].xml"

    @property
    def problems(self) -> list[str]:
        if self.cells > bounds.MOST_CELLS:
            self.found[f"(the file): expected at most {bounds.MOST_CELLS} cells"] = None
        return list(self.found)

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.cells += 1
            self._place(attrs.get("r", "A1"))
        elif kind == "row":
            self._place(f"A{attrs.get('r', '1')}")
        elif self.types and "macro" in attrs.get("ContentType", "").lower():
            self.found["(the file): holds macros, which are refused; save it as .xlsx"] = None

    def _place(self, place: str) -> None:
        """Refuse a place outside of what is read: one cell far down makes a long table."""
        told = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", place)
        if (
            told is None
            or _column(told[1]) > bounds.MOST_COLUMNS
            or int(told[2]) > bounds.MOST_ROWS
        ):
            most = f"{bounds.MOST_ROWS} rows and {bounds.MOST_COLUMNS} columns"
            self.found[f"{self.name[:80]}: expected at most {most}"] = None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
