"""A course to carry away as values: chapters, lessons and passages, for its book and its files."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

Raw = Mapping[str, Any]
Rich = Callable[[str], str]

_HEADING = re.compile(r"<(/?)h([1-6])\b")
_WITH_RICH_TEXT = {"text": "body", "callout": "body", "video": "transcript"}
_LISTED = {"terms": "terms", "check": "options", "facts": "facts", "sources": "sources"}
_DAYS = ("as_of", "valid_until")


@dataclass(frozen=True)
class Release:
    """Which text this is: its number, the day of its latest publication, a name for its bytes.

    `edition` changes whenever something in the text is published, restricted or taken away.
    """

    number: int
    published: date | None
    edition: str


@dataclass(frozen=True)
class Picture:
    """A picture that stands for an image: what `src` says, and how many bytes it has, if known."""

    src: str
    size: int | None = None


@dataclass(frozen=True)
class Passage:
    """One block of a lesson. `html` is its rich text, `entries` are the entries of its list.

    `language` is that of a passage that stands there in another language than its lesson.
    """

    kind: str
    id: str
    value: Raw
    html: str = ""
    entries: Sequence[Raw] = ()
    number: int = 0
    picture: Picture | None = None
    language: str = ""


@dataclass(frozen=True)
class Lesson:
    """A lesson with its text; `url` is the whole address of the one that lives."""

    id: str
    title: str
    summary: str
    url: str
    outcomes: Sequence[str]
    passages: Sequence[Passage]


@dataclass(frozen=True)
class Chapter:
    """A module."""

    id: str
    title: str
    summary: str
    url: str
    lessons: Sequence[Lesson]

    @property
    def checks(self) -> list[Passage]:
        """Its questions to oneself, in order: their answers stand at the end of it in print."""
        return [one for one in self.passages if one.kind == "check"]

    @property
    def passages(self) -> Iterator[Passage]:
        """Every passage of every lesson."""
        for lesson in self.lessons:
            yield from lesson.passages

    @property
    def images(self) -> list[int]:
        """The keys of its images, in the order in which they stand."""
        return [one.value["image"] for one in self.passages if one.value.get("image")]

    def illustrated(self, pictures: Mapping[int, Picture]) -> "Chapter":
        """The same with these pictures, by the keys of their images; others are told in words."""

        def shown(one: Passage) -> Passage:
            return replace(one, picture=pictures.get(one.value.get("image") or 0))

        return self._changed(shown)

    def deeper(self, by: int) -> "Chapter":
        """The same with the headings of its texts so many levels deeper."""
        return self._changed(lambda one: replace(one, html=deeper(one.html, by)))

    def _changed(self, change: Callable[[Passage], Passage]) -> "Chapter":
        return replace(
            self,
            lessons=tuple(
                replace(lesson, passages=tuple(map(change, lesson.passages)))
                for lesson in self.lessons
            ),
        )


@dataclass(frozen=True)
class Book:
    """A course in one language, and all that its last page says of it."""

    id: str
    title: str
    summary: str
    language: str
    url: str
    release: Release
    licence: str
    state: str
    confirmed_by: str
    confirmed_on: date | None
    chapters: Sequence[Chapter]

    @property
    def licence_name(self) -> str:
        """The licence as people write it: CC BY 4.0."""
        family, _, rest = self.licence.partition("-")
        kind, _, number = rest.rpartition("-")
        return f"{family} {kind} {number}" if family == "CC" and kind else self.licence

    @property
    def licence_url(self) -> str:
        """Where a licence of Creative Commons is told; empty for any other."""
        family, _, rest = self.licence.lower().partition("-")
        kind, _, number = rest.rpartition("-")
        if family != "cc" or not kind:
            return ""
        return f"https://creativecommons.org/licenses/{kind}/{number}/"

    def chapter(self, name: str) -> Chapter | None:
        """The module of this id."""
        return next((one for one in self.chapters if one.id == name), None)

    def illustrated(self, pictures: Mapping[int, Picture]) -> "Book":
        """The same with these pictures."""
        return replace(self, chapters=tuple(one.illustrated(pictures) for one in self.chapters))

    def deeper(self, by: int) -> "Book":
        """The same with the headings of its texts so many levels deeper."""
        return replace(self, chapters=tuple(one.deeper(by) for one in self.chapters))


def deeper(html: str, by: int) -> str:
    """The same HTML with every heading so many levels deeper, never deeper than six.

    >>> deeper("<h2>One</h2>", 1)
    '<h3>One</h3>'
    """
    return _HEADING.sub(lambda tag: f"<{tag[1]}h{min(6, int(tag[2]) + by)}", html)


def lessons(chapter: Sequence[tuple[Lesson, Sequence[Raw]]], rich: Rich) -> tuple[Lesson, ...]:
    """Lessons with their passages made of the stored blocks; questions are counted through.

    `rich` makes HTML of a stored rich text. Ids are unique within the chapter: a lesson's own
    stands before them.
    """
    count = 0
    made = []
    for lesson, blocks in chapter:
        passages = []
        for block in blocks:
            count += block["type"] == "check"
            passages.append(_passage(lesson.id, block, rich, count))
        made.append(replace(lesson, passages=tuple(passages)))
    return tuple(made)


def _passage(lesson: str, block: Raw, rich: Rich, count: int) -> Passage:
    kind, value = block["type"], block["value"]
    anchor = value.get("anchor") or block.get("id") or ""
    text = value.get(_WITH_RICH_TEXT.get(kind, ""), "")
    entries = value.get(_LISTED.get(kind, ""), ())
    return Passage(
        kind=kind,
        id=f"{lesson}-{anchor}",
        value=value,
        html=rich(text) if text else "",
        entries=tuple(_entry(one) for one in entries),
        number=count if kind == "check" else 0,
        language=block.get("language", ""),
    )


def _entry(stored: Raw) -> Raw:
    value = stored.get("value", stored)
    days = {name: date.fromisoformat(value[name]) for name in _DAYS if value.get(name)}
    return {**value, **days}
