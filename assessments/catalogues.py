"""The content catalogue of a language: brought up to date with the sources, old texts kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

STATE_HEADER = "X-State"
STATE_COMMENT = "state: "
FIRST_STATE = "translated"
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Source:
    """One text to be translated: its context (`<owner>/<id>/<field>`) and its source text."""

    context: str
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many texts of a catalogue are there, missing, and behind their source."""

    whole: int
    missing: int
    behind: int


def path(folder: Path, language: str) -> Path:
    """Say where the content catalogue of a language lies."""
    return folder / language / "LC_MESSAGES" / "content.po"


def load(file: Path) -> polib.POFile:
    """Read a catalogue; an absent file is an empty catalogue."""
    return polib.pofile(str(file), encoding="utf-8") if file.exists() else polib.POFile()


def renew(old: polib.POFile, sources: Iterable[Source], language: str) -> polib.POFile:
    """Make the catalogue that the sources call for, with every translation that still serves.

    Entries are matched by their context. Where the source was edited, the old text stays, marked
    fuzzy with the source it was made from. A text of a new version or release starts from the
    same id and field of another one.
    """
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = f"Texts of maturity models and actions: {language}"
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "MIME-Version": "1.0",
        STATE_HEADER: old.metadata.get(STATE_HEADER, FIRST_STATE),
    }
    known = {entry.msgctxt: entry for entry in old if not entry.obsolete}
    kin = _kin(known)
    for source in sources:
        before = known.get(source.context) or _nearest(kin, source)
        new.append(_entry(source, before))
    return new


def counts(catalogue: polib.POFile) -> Counts:
    """Count what a catalogue lacks."""
    entries = [entry for entry in catalogue if not entry.obsolete]
    return Counts(
        whole=len(entries),
        missing=sum(not entry.msgstr for entry in entries),
        behind=sum(bool(entry.msgstr) and entry.fuzzy for entry in entries),
    )


def state(catalogue: polib.POFile, entry: polib.POEntry) -> str:
    """Tell how good a translation is: "behind", its own mark, or the mark of the file."""
    if entry.fuzzy:
        return "behind"
    for line in entry.tcomment.splitlines():
        if line.startswith(STATE_COMMENT):
            return str(line.removeprefix(STATE_COMMENT))
    return str(catalogue.metadata.get(STATE_HEADER, FIRST_STATE))


def _kin(known: Mapping[str, polib.POEntry]) -> Mapping[str, list[polib.POEntry]]:
    """Group the entries that differ in nothing but the version or release."""
    found: dict[str, list[polib.POEntry]] = {}
    for context, entry in known.items():
        found.setdefault(_without_version(context), []).append(entry)
    return found


def _without_version(context: str) -> str:
    slug, _, rest = context.split("/", 2)
    return f"{slug}/{rest}"


def _nearest(kin: Mapping[str, list[polib.POEntry]], source: Source) -> polib.POEntry | None:
    """The entry of another version: the same source text if there is one, else the last."""
    entries = kin.get(_without_version(source.context), [])
    same = [entry for entry in entries if entry.msgid == source.text and not entry.fuzzy]
    return (same or entries or [None])[-1]


def _entry(source: Source, before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=source.context, msgid=source.text)
    if before is None or not before.msgstr:
        return entry
    entry.msgstr = before.msgstr
    entry.tcomment = before.tcomment
    made_from = before.previous_msgid if before.fuzzy else before.msgid
    if made_from != source.text:
        entry.flags = ["fuzzy"]
        entry.previous_msgid = made_from or before.msgid
    return entry
