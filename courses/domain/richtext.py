"""Rich text as values: headings, paragraphs, lists and runs of words; what two HTMLs both say.

The editor writes `<b>` where a bundle has `<strong>`, and gives every paragraph a key. Neither is
said to a reader: the same values are the same text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from courses.domain import prose

BREAK = "\n"
_BLANKS = " \t\n\r\f"


@dataclass(frozen=True)
class Run:
    """Some words of one style; a line break stands as `\\n`."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the second or third level."""

    level: Literal[2, 3]
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Listing:
    """A list: each item has paragraphs and further lists."""

    ordered: bool
    items: "tuple[tuple[Paragraph | Listing, ...], ...]"


Part = Heading | Paragraph | Listing
Tree = tuple[Part, ...]


def read(html: str) -> Tree:
    """The values of an HTML text; what is not among them is left out, its words are kept."""
    return read_foreign(html)[0]


def read_foreign(html: str) -> tuple[Tree, Counter[str]]:
    """The values of any HTML, and what it had besides: names of tags, and how often."""
    tree, lost = read_placed(html)
    found = Counter[str]()
    for (what, _near), times in lost.items():
        found[what] += times
    return tree, found


def read_placed(html: str) -> "tuple[Tree, Counter[tuple[str, str]]]":
    """The same, and of what it had besides also the heading below which it stood."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return tuple(_flat(reader.parts)), reader.lost


def words(tree: Iterable[Part]) -> str:
    """The bare words, as one line."""
    return " ".join(
        "".join(run.text for run in part.line).replace(BREAK, " ")
        if not isinstance(part, Listing)
        else " ".join(words(item) for item in part.items)
        for part in tree
    )


def line(runs: Iterable[Run]) -> Line:
    """Runs in normal form: blanks are one, none stands at an end or carries a style that ends."""
    letters = _collapsed((letter, run) for run in runs for letter in run.text)
    styled = [_blank_style(letters, at) for at in range(len(letters))]
    found = []
    for style, group in groupby(zip(letters, styled, strict=True), key=lambda pair: pair[1]):
        found.append(Run("".join(letter for (letter, _run), _style in group), *style))
    return tuple(found)


Style = tuple[bool, bool, str]
Letters = Sequence[tuple[str, Run]]


def _collapsed(letters: Iterable[tuple[str, Run]]) -> Letters:
    found: list[tuple[str, Run]] = []
    for letter, run in letters:
        if letter == " " and (not found or found[-1][0] in " \n"):
            continue
        if letter == BREAK and found and found[-1][0] == " ":
            found.pop()
        found.append((letter, run))
    while found and found[0][0].isspace():
        found.pop(0)
    while found and found[-1][0].isspace():
        found.pop()
    return found


def _blank_style(letters: Letters, at: int) -> Style:
    """The style of a letter; a blank has what the letters on both of its sides share."""
    if not letters[at][0].isspace():
        return _style(letters[at][1])
    before = next(run for letter, run in reversed(letters[:at]) if not letter.isspace())
    after = next(run for letter, run in letters[at + 1 :] if not letter.isspace())
    own, one, two = letters[at][1], _style(before), _style(after)
    return (
        own.strong and one[0] and two[0],
        own.em and one[1] and two[1],
        own.href if own.href == one[2] == two[2] else "",
    )


def _style(run: Run) -> Style:
    return run.strong, run.em, run.href


def _flat(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts in normal form: a list in an item of its own that has no words is that list."""
    for part in parts:
        if isinstance(part, Listing):
            items = (tuple(_flat(item)) for item in part.items)
            kept = tuple(item for item in items if item)
            if kept:
                yield Listing(part.ordered, kept)  # type: ignore[arg-type]
        elif part.line:
            yield part


class _Reader(HTMLParser):
    """Collects the parts of a text; an item of a list has parts of its own."""

    SILENT = {"script", "style", "head", "title", "template"}
    BLOCKS = {"p", "div", "blockquote", "pre", "tr", "table", "section", "article", "figure", "dl"}
    BLOCKS |= {"dt", "dd", "hr", "td", "th", "thead", "tbody", "figcaption", "caption", "body"}
    STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
    PLAIN = {"p", "br", "span", "div", "body", "html", "tbody", "thead", "td"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.lost: Counter[tuple[str, str]] = Counter()
        self._near = ""
        self._above: list[tuple[list[Part], bool, list[tuple[Part, ...]]]] = []
        self._runs: list[Run] = []
        self._level: Literal[0, 2, 3] = 0
        self._deep = Counter[str]()
        self._links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self._silent += tag not in ("head",)
        elif tag in self.STYLES:
            self._deep[self.STYLES[tag]] += 1
        elif tag == "a":
            self._links.append(self._address(dict(attrs).get("href") or ""))
        elif tag == "br":
            self._add(BREAK)
        elif tag in ("ul", "ol"):
            self._open_list(tag == "ol")
        elif tag == "li":
            self._open_item()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._open_heading(tag)
        else:
            self._other(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self._silent = max(0, self._silent - (tag not in ("head",)))
        elif tag in self.STYLES:
            self._deep[self.STYLES[tag]] -= self._deep[self.STYLES[tag]] > 0
        elif tag == "a":
            self._links = self._links[:-1]
        elif tag in ("ul", "ol"):
            self._close_list()
        elif tag == "li":
            self._close_item()
        elif tag in self.BLOCKS or tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.end_line()

    def handle_data(self, data: str) -> None:
        self._add("".join(" " if letter in _BLANKS else letter for letter in data))

    def end_line(self) -> None:
        """What was read so far is a line of its own."""
        level, self._level = self._level, 0
        runs, self._runs = self._runs, []
        if level and not self._above:
            joined = [Run(r.text.replace(BREAK, " "), r.strong, r.em, r.href) for r in runs]
            if found := line(joined):
                self.parts.append(Heading(level, found))
                self._near = words(self.parts[-1:])
        elif found := line(runs):
            self.parts.append(Paragraph(found))

    def _lose(self, what: str) -> None:
        self.lost[what, self._near] += 1

    def _add(self, text: str) -> None:
        if not self._silent:
            href = self._links[-1] if self._links else ""
            strong, em = self._deep["strong"] > 0, self._deep["em"] > 0
            self._runs.append(Run(text, strong, em, href))

    def _address(self, href: str) -> str:
        found = prose.address(href)
        if not found:
            self._lose("address of a link")
        return found

    def _open_heading(self, tag: str) -> None:
        self.end_line()
        level = int(tag[1])
        if level not in (2, 3):
            self._lose(f"heading of level {level}")
        self._level = 2 if level < 3 else 3

    def _open_list(self, ordered: bool) -> None:
        self.end_line()
        self._above.append((self.parts, ordered, []))
        self.parts = []

    def _open_item(self) -> None:
        if not self._above:
            self.end_line()
            return
        self._close_item()

    def _close_item(self) -> None:
        self.end_line()
        if self._above and self.parts:
            self._above[-1][2].append(tuple(self.parts))
            self.parts = []

    def _close_list(self) -> None:
        if not self._above:
            return
        self._close_item()
        parts, ordered, items = self._above.pop()
        self.parts = [*parts, Listing(ordered, tuple(items))]  # type: ignore[arg-type]

    def _other(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.end_line()
        if tag not in self.PLAIN:
            self._lose(tag)

    def close(self) -> None:
        super().close()
        while self._above:
            self._close_list()
