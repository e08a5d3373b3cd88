"""Paragraphs of a rich text: each as a line with marks that a translator can type, and back."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from courses.domain import marks

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote"})

Level = tuple[str, int]
"""An element that a paragraph stands in: its tag, and which of the text it is."""


@dataclass(frozen=True)
class Part:
    """A paragraph, heading or point of a list: what it stands in, outermost first, and its text.

    `language` and `direction` are those of a part that is not in the language of its text.
    """

    wrap: tuple[Level, ...]
    text: str
    language: str = ""
    direction: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of the elements that it stands in."""
        return tuple(tag for tag, _number in self.wrap)


@dataclass(frozen=True)
class _Run:
    """What stands between two tags of blocks: where in the HTML, and within which elements."""

    wrap: tuple[Level, ...]
    start: int
    end: int


def parts(source: str) -> tuple[Part, ...]:
    """Return the paragraphs of a rich text in their order; what has no words is none."""
    return tuple(Part(run.wrap, text) for run, text in _told(source))


@lru_cache(maxsize=64)  # what is published is read several times: as it was, and as it is
def texts(source: str) -> tuple[str, ...]:
    """Return the texts of its paragraphs.

    >>> texts("<p>One <b>word</b></p><ul><li>two</li></ul>")
    ('One **word**', 'two')
    """
    return tuple(part.text for part in parts(source))


def filled(source: str, wanted: Sequence[str]) -> str:
    """Put a text into each paragraph of a rich text; one that says the same keeps its bytes."""
    found, at = [], 0
    for (run, text), new in zip(_told(source), wanted, strict=True):
        if new != text:
            found += [source[at : run.start], marks.html_of(new)]
            at = run.end
    return "".join([*found, source[at:]])


def built(wanted: Iterable[Part]) -> str:
    """Return a rich text of these parts: neighbours within the same element share it."""
    found: list[str] = []
    standing: list[Level] = []
    for part in wanted:
        common = len(list(takewhile(_equal, zip(standing, part.wrap, strict=False))))
        common = min(common, len(part.wrap) - 1)  # a leaf is never shared
        found += [f"</{tag}>" for tag, _number in reversed(standing[common:])]
        found += [f"<{tag}>" for tag, _number in part.wrap[common:-1]]
        found += [_opened(part), marks.html_of(part.text)]
        standing = list(part.wrap)
    return "".join([*found, *(f"</{tag}>" for tag, _number in reversed(standing))])


def beside(part: Part, neighbour: Part | None, number: int) -> Part:
    """Return `part` so that it can stand behind `neighbour`: in the same list, if both are points
    of one kind of list; `number` is of no other element."""
    if neighbour is not None and neighbour.tags == part.tags:
        return replace(part, wrap=(*neighbour.wrap[:-1], (part.tags[-1], number)))
    return replace(part, wrap=tuple((tag, number) for tag in part.tags))


def _equal(pair: tuple[Level, Level]) -> bool:
    return pair[0] == pair[1]


def _opened(part: Part) -> str:
    tag = part.tags[-1]
    if not part.language:
        return f"<{tag}>"
    return f'<{tag} lang="{html.escape(part.language)}" dir="{html.escape(part.direction)}">'


def _told(source: str) -> Iterator[tuple[_Run, str]]:
    for run in _runs(source):
        text = marks.text_of(source[run.start : run.end])
        if text:
            yield run, text


def _runs(source: str) -> Iterator[_Run]:
    standing: list[Level] = []
    counted: dict[str, int] = {}
    at = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name not in _BLOCKS:
            continue
        yield _Run(_leaf(standing), at, tag.start())
        at = tag.end()
        if not tag[1]:
            counted[name] = counted.get(name, 0) + 1
            standing.append((name, counted[name]))
        elif any(name == one for one, _number in standing):
            while standing.pop()[0] != name:
                pass
    yield _Run(_leaf(standing), at, len(source))


def _leaf(standing: Sequence[Level]) -> tuple[Level, ...]:
    """Words outside of every element are a paragraph."""
    return tuple(standing) or (("p", 0),)


def same_shape(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Tell whether two texts have the same elements in the same order."""
    return [part.tags for part in one] == [part.tags for part in other]
