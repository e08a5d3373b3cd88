"""The texts of a page, item or scenario as segments: a path that stays, and the words there.

What is read is the raw form in which it is stored: a mapping of fields, of which `outcomes` and
`body` are streams of blocks and everything else is words, tables of words, or lists of them.
A path is `body/<block>/<field>`, with `#<number>` for a paragraph of a rich text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Any

from courses.domain import inline

Raw = Mapping[str, Any]
STREAMS = ("outcomes", "body")
NO_WORDS = frozenset({"state", "confirmed_by", "confirmed_on", "confirmed-by", "confirmed-on"})


class Rule(Enum):
    """What a translation does with a field of a block.

    LINE and RICH are translated. KEPT is the same in every language and follows the source. OWN
    begins as the source's and may be another one in each language.
    """

    LINE = "line"
    RICH = "rich"
    KEPT = "kept"
    OWN = "own"


Rules = Mapping[str, "Rule | Rules"]

BLOCKS: Mapping[str, Rules] = {
    "outcome": {"anchor": Rule.KEPT, "text": Rule.LINE},
    "text": {"anchor": Rule.KEPT, "body": Rule.RICH},
    "callout": {
        "anchor": Rule.KEPT,
        "tone": Rule.KEPT,
        "title": Rule.LINE,
        "body": Rule.RICH,
    },
    "image": {
        "anchor": Rule.KEPT,
        "image": Rule.OWN,
        "alt": Rule.LINE,
        "caption": Rule.LINE,
    },
    "video": {
        "anchor": Rule.KEPT,
        "title": Rule.LINE,
        "file": Rule.OWN,
        "captions": Rule.OWN,
        "transcript": Rule.RICH,
        "poster": Rule.OWN,
        "poster_alt": Rule.LINE,
    },
    "terms": {
        "anchor": Rule.KEPT,
        "terms": {"anchor": Rule.KEPT, "term": Rule.LINE, "meaning": Rule.LINE},
    },
    "check": {
        "anchor": Rule.KEPT,
        "prompt": Rule.LINE,
        "options": {
            "anchor": Rule.KEPT,
            "text": Rule.LINE,
            "feedback": Rule.LINE,
            "correct": Rule.KEPT,
        },
    },
    "facts": {
        "anchor": Rule.KEPT,
        "facts": {
            "anchor": Rule.KEPT,
            "text": Rule.LINE,
            "source": Rule.OWN,
            "url": Rule.OWN,
            "as_of": Rule.KEPT,
            "valid_until": Rule.KEPT,
            "certainty": Rule.KEPT,
        },
    },
    "sources": {"anchor": Rule.KEPT, "sources": Rule.OWN},
}


@dataclass(frozen=True)
class Segment:
    """Words at a place."""

    path: str
    text: str

    @property
    def digest(self) -> str:
        """The hash by which versions of it are told apart."""
        return digest(self.text)

    @property
    def field(self) -> str:
        """The field that it stands in."""
        return self.path.partition("#")[0]

    @property
    def is_paragraph(self) -> bool:
        """Whether it is one of the paragraphs of a rich text, whose number is no identity."""
        return "#" in self.path


def digest(text: str) -> str:
    """Return the SHA-256 of a text; "" of what is not there."""
    return sha256(text.encode()).hexdigest() if text else ""


def of(raw: Raw) -> tuple[Segment, ...]:
    """Return everything that is translated, in its order; what is empty is not there."""
    return tuple(one for one in _fields(raw) if one.text)


def texts(raw: Raw) -> dict[str, str]:
    """Return the same as a mapping of paths to words."""
    return {one.path: one.text for one in of(raw)}


def _fields(raw: Raw) -> Iterator[Segment]:
    for name, value in raw.items():
        if name in STREAMS:
            for block in value:
                yield from of_block(block, name)
        elif name not in NO_WORDS:
            yield from words(value, name)


def words(value: Any, path: str) -> Iterator[Segment]:
    """Yield the words of a table of words at any depth."""
    if isinstance(value, str):
        yield Segment(path, value)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from words(one, f"{path}/{name}")
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from words(one, f"{path}/{number}")


def of_block(block: Mapping[str, Any], path: str) -> Iterator[Segment]:
    """Yield the texts of a block of the stream at `path`."""
    yield from _values(block["value"], BLOCKS.get(block["type"], {}), f"{path}/{block.get('id')}")


def _values(value: Any, rules: Rules, path: str) -> Iterator[Segment]:
    for name, rule in rules.items():
        held, place = value.get(name), f"{path}/{name}"
        if rule is Rule.LINE:
            yield Segment(place, held or "")
        elif rule is Rule.RICH:
            yield from paragraphs(held or "", place)
        elif isinstance(rule, Mapping):
            yield from of_entries(held or (), rule, place)


def of_entries(entries: Iterable[Mapping[str, Any]], rules: Rules, path: str) -> Iterator[Segment]:
    """Yield the texts of the entries of a list."""
    for entry in entries:
        yield from _values(entry["value"], rules, f"{path}/{entry.get('id')}")


def paragraphs(source: str, path: str) -> Iterator[Segment]:
    """Yield the paragraphs of a rich text."""
    for number, text in enumerate(inline.texts(source)):
        yield Segment(f"{path}#{number}", text)


def undecided(kind: str, fields: Mapping[str, Any]) -> list[str]:
    """Return the fields of a block that nobody has decided about; `fields` as in BLOCKS, with
    None for what is no list of entries."""
    return list(_undecided(BLOCKS.get(kind), fields, kind))


def _undecided(rules: "Rules | Rule | None", fields: Mapping[str, Any], path: str) -> Iterator[str]:
    if not isinstance(rules, Mapping):
        yield path
        return
    for name, below in fields.items():
        if name not in rules:
            yield f"{path}.{name}"
        elif below is not None and isinstance(rules[name], Mapping):
            yield from _undecided(rules[name], below, f"{path}.{name}")
