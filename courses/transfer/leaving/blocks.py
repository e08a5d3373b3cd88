"""The blocks of a page as blocks of a lesson's file: the way back of `body.py`."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from courses.domain import markdown, prose, richtext
from courses.domain.lesson import KINDS, Block, LessonText
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _
from courses.transfer.leaving.collected import Collected
from courses.transfer.saying import one_line

Raw = dict[str, Any]


class Names:
    """The ids of blocks: their own, those of the same block in the source, or new ones.

    A translation has the keys of its source, so a block that nobody has named gets one name in
    every language.
    """

    def __init__(self, source: list[Raw]) -> None:
        self._by_key: dict[str, str] = {}
        self._by_place: dict[tuple[int, str], str] = {}
        taken = {block["value"].get("anchor") for block in source}
        for at, block in enumerate(source):
            kind = block["type"]
            name = block["value"].get("anchor") or ""
            number = 0
            while not name or (not block["value"].get("anchor") and name in taken):
                number += 1
                name = f"{kind}-{number}"
            taken.add(name)
            self._by_key[block.get("id") or ""] = name
            self._by_place[at, kind] = name

    def of(self, block: Raw, at: int) -> str:
        """The id of a block that stands at this place of its list."""
        own = block["value"].get("anchor")
        if own:
            return str(own)
        known = self._by_key.get(block.get("id") or "")
        return known or self._by_place.get((at, block["type"])) or f"{block['type']}-at-{at + 1}"


class Writer:
    """Writes the blocks of one lesson in one language."""

    def __init__(
        self, collected: Collected, lesson: str, place: str, former: LessonText | None
    ) -> None:
        self._collected = collected
        self._lesson = lesson
        self._place = place
        self._former = {block.id: block for block in former.blocks} if former else {}

    def block(self, raw: Raw, name: str) -> Block | None:
        """The block, or None where a problem is collected."""
        place = f"{self._place}, block `{name}`"
        known: Mapping[str, Callable[[Raw, str, str], Raw]] = {
            "text": self._text,
            "callout": self._callout,
            "image": self._image,
            "video": self._video,
            "terms": self._terms,
            "check": self._check,
            "facts": self._facts,
            "sources": self._sources,
        }
        if raw["type"] not in known:
            self._collected.problem(place, _("a bundle has no block `%(kind)s`.", kind=raw["type"]))
            return None
        table = known[raw["type"]](raw["value"], name, place)
        return self._collected.built(KINDS[raw["type"]], {"id": name, **table}, place)

    def _prose(self, html: str, name: str, place: str) -> str:
        """The Markdown of a text: as it was imported, if the page still says the same."""
        tree = richtext.read(html or "")
        before = getattr(self._former.get(name), "body", None)
        if before is not None and richtext.read(prose.html(before)) == tree:
            return str(before)
        if 'linktype="' in (html or ""):
            told = _("a link to a page or document of this site leaves as bare words.")
            self._collected.notes.append(Problem(place, told))
        return markdown.write(tree)

    def _text(self, value: Raw, name: str, place: str) -> Raw:
        return {"body": self._prose(value["body"], name, place)}

    def _callout(self, value: Raw, name: str, place: str) -> Raw:
        body = self._prose(value["body"], name, place)
        return {"tone": value["tone"], "title": one_line(value["title"]), "body": body}

    def _image(self, value: Raw, name: str, place: str) -> Raw:
        caption = one_line(value.get("caption") or "")
        return {
            "file": self._collected.image(value.get("image"), place),
            "alt": one_line(value.get("alt") or ""),
            **({"caption": caption} if caption else {}),
        }

    def _video(self, value: Raw, name: str, place: str) -> Raw:
        told = {
            "title": one_line(value["title"]),
            "file": self._collected.film(value.get("file"), place),
            "captions": {
                one["language"]: self._collected.caption(one.get("file"), place)
                for one in _entries(value["captions"])
            },
            "body": self._prose(value["transcript"], name, place),
        }
        if value.get("poster"):
            told["poster"] = self._collected.image(value["poster"], place)
            told["alt"] = one_line(value.get("poster_alt") or "")
        return told

    def _terms(self, value: Raw, name: str, place: str) -> Raw:
        names = _Numbered("term")
        return {
            "terms": {
                names.of(one): {name: one_line(one[name]) for name in ("term", "meaning")}
                for one in _entries(value["terms"])
            }
        }

    def _check(self, value: Raw, name: str, place: str) -> Raw:
        names = _Numbered("option")
        options = {names.of(one): one for one in _entries(value["options"])}
        return {
            "prompt": one_line(value["prompt"]),
            "correct": [key for key, one in options.items() if one.get("correct")],
            "options": {
                key: {part: one_line(one[part]) for part in ("text", "feedback")}
                for key, one in options.items()
            },
        }

    def _facts(self, value: Raw, name: str, place: str) -> Raw:
        statements, facts = {}, {}
        for wish, fact, text in facts_of(value, self._lesson):
            facts[wish] = self._collected.fact(fact, wish, place)
            statements[wish] = text
        return {"statements": statements, "facts": _others(facts)}

    def _sources(self, value: Raw, name: str, place: str) -> Raw:
        keys = {
            self._collected.source(source, wish, place): wish
            for wish, source in sources_of(value, self._lesson)
        }
        return {"sources": list(keys), "names": _others(keys)}


def facts_of(value: Raw, lesson: str) -> Iterator[tuple[str, Raw, str]]:
    """The facts of a box: the id that each would have, what it says, and its sentence."""
    for at, one in enumerate(_entries(value["facts"]), start=1):
        told = {
            "cited": one_line(one["source"]),
            "url": one["url"],
            "as_of": _day(one["as_of"]),
            "valid_until": _day(one["valid_until"]),
            "certainty": one["certainty"],
        }
        yield one.get("anchor") or f"{lesson}-fact-{at}", told, one_line(one["text"])


def sources_of(value: Raw, lesson: str) -> Iterator[tuple[str, Raw]]:
    """The publications of a block: the id that each would have, and what it says."""
    for at, one in enumerate(_entries(value["sources"]), start=1):
        told = {
            "title": one_line(one["title"]),
            "publisher": one_line(one["publisher"]),
            "year": one["year"],
            "language": one["language"],
            "url": one["url"],
        }
        yield one.get("anchor") or f"{lesson}-source-{at}", told


def _others(names: Mapping[str, str]) -> dict[str, str]:
    """The pairs whose two names are not the same."""
    return {one: other for one, other in names.items() if one != other}


class _Numbered:
    """Ids of entries: their own, else numbers."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._taken: set[str] = set()

    def of(self, entry: Raw) -> str:
        """The id of the next entry."""
        name = entry.get("anchor") or ""
        number = len(self._taken)
        while not name or name in self._taken:
            number += 1
            name = f"{self._kind}-{number}"
        self._taken.add(name)
        return str(name)


def _entries(listed: Any) -> list[Raw]:
    """The values of a list block; older rows hold them bare."""
    return [one["value"] if isinstance(one, dict) and "value" in one else one for one in listed]


def _day(told: Any) -> datetime.date:
    return told if isinstance(told, datetime.date) else datetime.date.fromisoformat(told)
