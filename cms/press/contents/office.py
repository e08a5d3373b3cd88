"""Office documents: the archive is looked through for macros, programs, and what it unpacks to."""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cms.press.contents.unfit import Found, Unfit

MOST_MEMBERS = 5_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 400
_BIG = 5_000_000
"""A part that unpacks to less may be packed as tightly as it likes."""
_MOST_XML = 4_000_000
_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    f"{_OOXML}{name}.main+xml": Found(f"{_OOXML}{name}", (suffix,))
    for name, suffix in (
        ("wordprocessingml.document", ".docx"),
        ("spreadsheetml.sheet", ".xlsx"),
        ("presentationml.presentation", ".pptx"),
    )
}
_ODF = {
    f"application/vnd.oasis.opendocument.{name}": Found(
        f"application/vnd.oasis.opendocument.{name}", (suffix,)
    )
    for name, suffix in (("text", ".odt"), ("spreadsheet", ".ods"))
}
_MACROS = re.compile(
    r"vba|macrosheet|activex|(^|/)intlmacrosheets|^scripts/|^basic/(?!.*script-l[bc]\.xml$).*[^/]$",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(r"\.(bin|exe|dll|js|vbs|hta|html?|jar|ps1|bat|cmd|scr|lnk)$", re.IGNORECASE)
_HARMLESS = re.compile(r"printerSettings\d*\.bin$", re.IGNORECASE)
_LOADS = re.compile(r"(attachedTemplate|oleObject|frame|subDocument|externalLinkPath)$")


def office(content: bytes) -> Found | None:
    """Return the kind of an office document; None where the bytes begin no archive.

    Raises Unfit: for another archive, macros, embedded programs, templates from elsewhere, and
    an archive that unpacks to too much.
    """
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_through(archive, content)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        zlib.error,
    ) as wrong:
        raise Unfit("broken") from wrong
    except (ParseError, DefusedXmlException, KeyError, UnicodeDecodeError) as wrong:
        raise Unfit("kind") from wrong


def _looked_through(archive: zipfile.ZipFile, content: bytes) -> Found:
    members = archive.infolist()
    _bounded(members)
    # The directory stands at the very end, and the first part at the very beginning.
    if archive.comment or not content[-22:].startswith(b"PK\x05\x06"):
        raise Unfit("two-kinds")
    if min((one.header_offset for one in members), default=1):
        raise Unfit("two-kinds")
    names = [one.filename for one in members]
    if len({name.lower() for name in names}) != len(names):
        raise Unfit("broken")
    found = _kind(archive, names)
    if any(_MACROS.search(name) for name in names):
        raise Unfit("macros")
    if any(_PROGRAMS.search(name) and not _HARMLESS.search(name) for name in names):
        raise Unfit("attached")
    if archive.testzip():
        raise Unfit("broken")
    return found


def _bounded(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Unfit("too-much")
    for one in members:
        if one.flag_bits & 1:
            raise Unfit("locked")
        if one.file_size > _BIG and one.file_size > MOST_RATIO * max(1, one.compress_size):
            raise Unfit("too-much")
        parts = one.filename.replace("\\", "/").split("/")
        if ".." in parts or not parts[0]:
            raise Unfit("broken")


def _kind(archive: zipfile.ZipFile, names: list[str]) -> Found:
    if "[Content_Types].xml" in names:
        return _ooxml(archive, names)
    if names and names[0] == "mimetype":
        if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
            raise Unfit("locked")
        return _ODF[_read(archive, "mimetype").decode("ascii").strip()]
    raise Unfit("kind")


def _ooxml(archive: zipfile.ZipFile, names: list[str]) -> Found:
    types = {
        one.get("ContentType", "") for one in fromstring(_read(archive, "[Content_Types].xml"))
    }
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types):
        raise Unfit("macros")
    for name in names:
        if name.endswith(".rels"):
            _loads_nothing(fromstring(_read(archive, name)))
    mains = types & _MAIN.keys()
    if len(mains) != 1:
        raise Unfit("two-kinds" if mains else "kind")
    return _MAIN[mains.pop()]


def _loads_nothing(relations: object) -> None:
    """Refuse what a document would fetch or open from elsewhere; links to follow may stay."""
    for one in relations:  # type: ignore[attr-defined]
        if one.get("TargetMode") == "External" and _LOADS.search(one.get("Type", "")):
            raise Unfit("attached")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_XML:
        raise Unfit("too-much")
    return archive.read(name)
