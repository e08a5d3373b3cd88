"""What a lesson and a course still lack: descriptions, order of headings, easy sentences, weight.

Advice, never a lock: the editor refuses what would break a page, this tells what would make it
better. A finding names its rule, its place and what was found there; its words are elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, pairwise
from typing import Any

from courses.domain import markup, readability
from courses.domain.linkwords import says_nothing
from courses.domain.markup import Heading, Link, Passage

Raw = Mapping[str, Any]
PAGE_BYTES, IMAGE_BYTES = 500_000, 100_000
EXTRACT = 90
MOST = 5
"""Findings of one rule that a lesson lists: whoever mends five sees the next."""


class Rule(StrEnum):
    """What is looked for."""

    SUMMARY = "summary"
    OUTCOME = "outcome"
    EMPTY = "empty"
    ALT = "alt"
    ALT_REPEATS = "alt-repeats"
    TRANSCRIPT = "transcript"
    CAPTIONS = "captions"
    HEADING_ORDER = "heading-order"
    HEADING_EMPTY = "heading-empty"
    LINK = "link"
    SENTENCE = "sentence"
    LEVEL = "level"
    IMAGE_SIZE = "image-size"
    PAGE_SIZE = "page-size"
    PLACEHOLDER = "placeholder"
    NO_LESSON = "no-lesson"
    NO_QUIZ = "no-quiz"
    QUIZ_EMPTY = "quiz-empty"
    UNASKED = "unasked"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: its rule, the block that it is in ("" for the page), what was found, and
    a number where there is one."""

    rule: Rule
    block: str = ""
    extract: str = ""
    number: int = 0


@dataclass(frozen=True)
class Lesson:
    """A lesson as it is checked: `body` and `outcomes` as the editor stores them.

    `sizes` has the bytes of images by their keys; `weight` those of the page, 0 where unknown.
    """

    language: str
    summary: str
    body: Sequence[Raw]
    outcomes: Sequence[Raw]
    sizes: Mapping[int, int] = field(default_factory=dict)
    weight: int = 0


def lesson(one: Lesson) -> tuple[Finding, ...]:
    """Return what a lesson lacks, in the order in which it reads."""
    found = [*_page(one), *_headings(one), *_level(one)]
    for block in one.body:
        found += _block(block, one)
    return tuple(_bounded(found))


def course(
    *, lessons: int, quizzes: Mapping[str, int], taught: Mapping[str, str], asked: Iterable[str]
) -> tuple[Finding, ...]:
    """Return what a course lacks as a whole.

    `quizzes` has the number of questions by title; `taught` outcomes by id; `asked` the ids of
    those that an item of the course is about.
    """
    found = [] if lessons else [Finding(Rule.NO_LESSON)]
    found += [] if quizzes else [Finding(Rule.NO_QUIZ)]
    found += [Finding(Rule.QUIZ_EMPTY, extract=title) for title, n in quizzes.items() if not n]
    left = set(taught) - set(asked) if quizzes else set()
    found += [Finding(Rule.UNASKED, extract=_cut(taught[name])) for name in taught if name in left]
    return tuple(found)


def is_placeholder(text: str) -> bool:
    """Tell whether a text still stands as the template gave it: in square brackets."""
    said = text.strip()
    return said.startswith("[") and said.endswith("]")


def summary(text: str) -> Iterator[Finding]:
    """Yield what the summary of a lesson or a course lacks."""
    if not text.strip():
        yield Finding(Rule.SUMMARY)
    elif is_placeholder(text):
        yield Finding(Rule.PLACEHOLDER, extract=_cut(text))


def placeholders(texts: Iterable[str]) -> Iterator[Finding]:
    """Yield those of the texts that still stand as the template gave them."""
    yield from (
        Finding(Rule.PLACEHOLDER, extract=_cut(one)) for one in texts if is_placeholder(one)
    )


def question(words: Any) -> Iterator[Finding]:
    """Yield the first text of a question that still stands as the template gave it."""
    yield from islice(placeholders(_texts(words)), 1)


def passages(block: Raw) -> Iterator[str]:
    """Yield the rich texts of a block."""
    value = block["value"]
    for name in ("body", "transcript"):
        if isinstance(value, Mapping) and isinstance(value.get(name), str):
            yield value[name]


def _page(one: Lesson) -> Iterator[Finding]:
    yield from summary(one.summary)
    if not one.outcomes:
        yield Finding(Rule.OUTCOME)
    yield from placeholders(_texts(list(one.outcomes)))
    if not one.body:
        yield Finding(Rule.EMPTY)
    if one.weight > PAGE_BYTES:
        yield Finding(Rule.PAGE_SIZE, number=one.weight)


def _headings(one: Lesson) -> Iterator[Finding]:
    """A heading is at most one level below the one before it; the page itself is the first."""
    heads = [
        (block["id"], part)
        for block in one.body
        for part in _parts(block)
        if isinstance(part, Heading)
    ]
    for (_block, before), (block, head) in pairwise([("", Heading(1, "")), *heads]):
        if not head.text:
            yield Finding(Rule.HEADING_EMPTY, block)
        elif head.level > before.level + 1:
            yield Finding(Rule.HEADING_ORDER, block, _cut(head.text), head.level)


def _level(one: Lesson) -> Iterator[Finding]:
    texts = [p.text for block in one.body for p in _parts(block) if isinstance(p, Passage)]
    reached = readability.level(texts, one.language)
    if reached is not None and readability.is_hard(reached, one.language):
        yield Finding(Rule.LEVEL, number=reached)


def _block(block: Raw, one: Lesson) -> Iterator[Finding]:
    name, value = block["id"], block["value"]
    for part in _parts(block):
        if isinstance(part, Link) and says_nothing(part.text, one.language):
            yield Finding(Rule.LINK, name, _cut(part.text))
        elif isinstance(part, Passage):
            for text, count in readability.too_long(part.text, one.language):
                yield Finding(Rule.SENTENCE, name, _cut(text), count)
    for text in _texts(value):
        if is_placeholder(text):
            yield Finding(Rule.PLACEHOLDER, name, _cut(text))
    if block["type"] == "image":
        yield from _image(name, value, one)
    elif block["type"] == "video":
        yield from _video(name, value, one)


def _image(name: str, value: Raw, one: Lesson) -> Iterator[Finding]:
    alt, caption = _said(value, "alt"), _said(value, "caption")
    if not alt:
        yield Finding(Rule.ALT, name)
    elif alt == caption or _is_file(alt):
        yield Finding(Rule.ALT_REPEATS, name, _cut(alt))
    size = one.sizes.get(value.get("image") or 0, 0)
    if size > IMAGE_BYTES:
        yield Finding(Rule.IMAGE_SIZE, name, _cut(alt), size)


def _video(name: str, value: Raw, one: Lesson) -> Iterator[Finding]:
    if not any(isinstance(p, Passage) for p in markup.parts(value.get("transcript") or "")):
        yield Finding(Rule.TRANSCRIPT, name, _cut(_said(value, "title")))
    captions = [entry.get("value") or {} for entry in value.get("captions") or ()]
    if one.language not in {entry.get("language") for entry in captions}:
        yield Finding(Rule.CAPTIONS, name, _cut(_said(value, "title")))


def _parts(block: Raw) -> list[markup.Part]:
    return [part for html in passages(block) for part in markup.parts(html)]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a block, those of its lists and the passages of its rich texts too."""
    if isinstance(value, str):
        rich = [part.text for part in markup.parts(value)] if "<" in value else [value]
        yield from rich
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _said(value: Raw, name: str) -> str:
    return str(value.get(name) or "").strip()


def _is_file(text: str) -> bool:
    return text.lower().endswith((".jpg", ".jpeg", ".png", ".svg", ".webp", ".gif"))


def _cut(text: str) -> str:
    return text if len(text) <= EXTRACT else text[: EXTRACT - 1].rstrip() + "…"


def _bounded(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: dict[Rule, int] = {}
    for one in found:
        seen[one.rule] = seen.get(one.rule, 0) + 1
        if seen[one.rule] <= MOST:
            yield one
