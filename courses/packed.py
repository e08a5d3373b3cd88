"""Bundles as archives: read within bounds, written without a clock."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from courses.domain.bundle import PICTURES, File
from courses.domain.problems import BundleError, Problem, Sentence
from courses.domain.problems import Sentence as _

MOST_BYTES = 30_000_000
MOST_UNPACKED = 120_000_000
MOST_FILES = 3_000
MOST_RATIO = 100
SMALL = 500_000
"""A file that unpacks to less may be packed as tightly as it likes."""
WHOLE = _("(the file)")
TEXTS = (".toml", ".md", ".svg", ".vtt")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".jar")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def read(content: bytes) -> dict[str, File]:
    """The files of a bundle that came as an archive. Raises BundleError with every reason."""
    if len(content) > MOST_BYTES:
        _refuse(
            _(
                "a bundle has at most %(most)s MB, this one is larger.",
                most=MOST_BYTES // 1_000_000,
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not _is_litter(one.filename)]
            if problems := [*_directory(members)]:
                raise BundleError(problems)
            return _unpacked(archive, [one for one in members if not one.is_dir()])
    except _BROKEN as wrong:
        told = Problem(WHOLE, _("this is no archive (.zip) that can be read."))
        raise BundleError([told]) from wrong


def write(files: Mapping[str, File]) -> bytes:
    """The archive of a bundle; the same files give the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return kept.getvalue()


def _is_litter(name: str) -> bool:
    """What desktops add by themselves, and what is hidden."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(
        part.startswith(".") and part != ".." for part in parts if part
    )


def _directory(members: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Judge by the list of contents alone: nothing is unpacked yet."""
    if len(members) > MOST_FILES:
        yield Problem(
            WHOLE,
            _(
                "expected at most %(most)s files, found %(found)s.",
                most=MOST_FILES,
                found=len(members),
            ),
        )
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        yield Problem(
            WHOLE,
            _(
                "expected at most %(most)s MB unpacked.",
                most=MOST_UNPACKED // 1_000_000,
            ),
        )
    names: set[str] = set()
    for one in members[:MOST_FILES]:
        place = one.filename[:120]
        parts = one.filename.rstrip("/").split("/")
        if "\\" in one.filename or ":" in one.filename or "" in parts or ".." in parts:
            yield Problem(place, _("this path leads out of the bundle, or is none."))
        if stat.S_ISLNK(one.external_attr >> 16):
            yield Problem(place, _("this is a link to another file; a bundle has none."))
        if one.flag_bits & 1:
            yield Problem(place, _("this file is protected by a password."))
        if one.filename.lower() in names:
            yield Problem(place, _("two files have this name."))
        names.add(one.filename.lower())
        yield from _member(one, place)


def _member(one: zipfile.ZipInfo, place: str) -> Iterator[Problem]:
    if one.is_dir():
        return
    lower = one.filename.lower()
    if lower.endswith(_ARCHIVES):
        yield Problem(place, _("this is an archive within the archive; pack the bundle once only."))
    elif not lower.endswith((*TEXTS, *PICTURES)):
        yield Problem(place, _("a bundle has no file of this kind."))
    if one.file_size > max(SMALL, MOST_RATIO * max(1, one.compress_size)):
        yield Problem(
            place,
            _("this unpacks to more than %(most)s times its size.", most=MOST_RATIO),
        )


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, File]:
    folder = _folder([one.filename for one in members])
    found: dict[str, File] = {}
    problems = []
    room = MOST_UNPACKED
    for one in members:
        path = one.filename.removeprefix(folder)
        with archive.open(one) as stream:
            content = stream.read(min(room, one.file_size) + 1)
        room -= len(content)
        if room < 0 or len(content) > one.file_size:
            _refuse(_("this unpacks to more than it says."), one.filename[:120])
        if path.endswith(PICTURES):
            found[path] = content
            continue
        try:
            found[path] = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem(path, _("this is no text in UTF-8.")))
            continue
        if "\x00" in found[path]:  # type: ignore[operator]
            problems.append(Problem(path, _("this is no text: it holds the sign U+0000.")))
    if problems:
        raise BundleError(problems)
    return found


def _folder(names: list[str]) -> str:
    """The one folder that everything lies in, if somebody has packed it along."""
    first = names[0].partition("/")[0] + "/" if names else ""
    if "course.toml" not in names and all(name.startswith(first) for name in names):
        return first
    return ""


def _refuse(sentence: Sentence, place: str = WHOLE) -> None:
    raise BundleError([Problem(place, sentence)])
