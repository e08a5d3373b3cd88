"""The text of a lesson as a search finds it, passage by passage; never which answer is right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags

Raw = Mapping[str, Any]
# Of each kind of block: what stands in it, what stands in its list, and that list's own name
FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("body",),
    "callout": ("title", "body"),
    "image": ("alt", "caption"),
    "video": ("title", "transcript"),
    "check": ("prompt",),
}
LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "terms": ("terms", ("term", "meaning")),
    "check": ("options", ("text",)),
    "facts": ("facts", ("text",)),
    "sources": ("sources", ("title", "publisher")),
}


@dataclass(frozen=True)
class Piece:
    """The text of a passage, and where it stands in the page ("": at its head)."""

    anchor: str
    text: str


def pieces(lesson: Any) -> list[Piece]:
    """Return the passages of a lesson that hold words; its head is the first one."""
    outcomes = (block["value"].get("text", "") for block in lesson.outcomes.raw_data)
    head = Piece("", _joined([lesson.title, lesson.summary, *outcomes]))
    found = [head, *map(_piece, lesson.body.raw_data)]
    return [piece for piece in found if piece.text]


def _piece(block: Raw) -> Piece:
    value = block["value"] if isinstance(block["value"], Mapping) else {}
    return Piece(value.get("anchor") or "", _joined(_texts(block["type"], value)))


def _texts(kind: str, value: Raw) -> Iterator[str]:
    yield from (str(value.get(name) or "") for name in FIELDS.get(kind, ()))
    listed, names = LISTS.get(kind, ("", ()))
    for entry in value.get(listed) or ():
        entry = entry.get("value", entry)  # entries of a list may stand in an envelope
        yield from (str(entry.get(name) or "") for name in names)


def _joined(texts: Iterable[str]) -> str:
    found = (_flat(text.replace("</h2>", " · ").replace("</h3>", " · ")) for text in texts)
    return " · ".join(text for text in found if text)


def _flat(html: str) -> str:
    """The words of a text with or without elements; what stands in two of these stays apart."""
    return " ".join(unescape(strip_tags(html.replace("</", " </"))).split()).strip(" ·")
