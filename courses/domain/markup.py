"""Rich text of the editor as its parts in order: headings, passages, links."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
PASSAGES = {"p", "li", *HEADINGS}


@dataclass(frozen=True)
class Heading:
    """A heading and its level."""

    level: int
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph or an entry of a list."""

    text: str


@dataclass(frozen=True)
class Link:
    """The words that lead somewhere."""

    text: str


Part = Heading | Passage | Link


def parts(html: str) -> list[Part]:
    """Return what a text consists of; a link stands before the passage that it is in.

    >>> parts('<h2>Who</h2><p>Read <a href="/x/">this</a>.</p>')
    [Heading(level=2, text='Who'), Link(text='this'), Passage(text='Read this.')]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


class _Reader(HTMLParser):
    """Gathers words until the element that holds them ends, or another one of its kind begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Part] = []
        self._words: list[str] = []
        self._linked: list[str] | None = None
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PASSAGES:
            self.end()
            self._level = HEADINGS.get(tag, 0)
        elif tag == "a":
            self._linked = []
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in PASSAGES:
            self.end(empty=tag in HEADINGS)
        elif tag == "a" and self._linked is not None:
            self.found.append(Link(_plain(self._linked)))
            self._linked = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._linked is not None:
            self._linked.append(data)

    def end(self, *, empty: bool = False) -> None:
        """Keep what was gathered. A heading without words is kept too: it is a mistake."""
        text = _plain(self._words)
        if text or (empty and self._level):
            self.found.append(Heading(self._level, text) if self._level else Passage(text))
        self._words, self._level = [], 0


def _plain(words: list[str]) -> str:
    return re.sub(r"\s+", " ", "".join(words)).strip()
