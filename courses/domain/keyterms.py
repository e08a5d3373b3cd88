"""Key terms in running text: the first use of each is found and marked, in exactly its own form.

Whole words only; the case of the first letter may differ ("Mandate", "mandate"). An inflected or
prefixed form is another word and stays as it is: a mark that is missing costs little, a wrong one
misleads. Nothing is marked inside a link or a heading.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LEFT_ALONE = {"a", "h1", "h2", "h3", "h4", "h5", "h6"}
_HOLDERS = {"p", "li"}  # where a passage ends, and the meaning of a word in it can stand
_JOINERS = "-\N{NON-BREAKING HYPHEN}&_"


@dataclass(frozen=True)
class KeyTerm:
    """A word of the field: its id in the page, the word, its meaning."""

    id: str
    term: str
    meaning: str


Show = Callable[[KeyTerm, str], str]


def mark(
    text: str, terms: Sequence[KeyTerm], *, word: Show, meaning: Show
) -> tuple[str, list[KeyTerm]]:
    """Mark the first use of each term in the HTML `text`; return it, and the terms not yet met.

    `word` and `meaning` make the HTML of a term and of its meaning, from the term and the word as
    it is written there (already HTML). The word is replaced in place; the meaning is put at the
    end of the paragraph or list item, and left out with the mark where the text stands in neither.
    """
    marker = _Marker(terms, word, meaning)
    return "".join(marker.parts(text)), marker.left


class _Marker:
    def __init__(self, terms: Sequence[KeyTerm], word: Show, meaning: Show) -> None:
        self.left = list(terms)
        self.word, self.meaning = word, meaning
        self.closed = 0  # how many links and headings are open
        self.waiting: list[list[str]] = []  # meanings, for each open paragraph or list item

    def parts(self, text: str) -> Iterator[str]:
        at = 0
        for tag in _TAG.finditer(text):
            yield self._marked(text[at : tag.start()])
            yield self._tag(tag)
            at = tag.end()
        yield self._marked(text[at:])

    def _tag(self, tag: re.Match[str]) -> str:
        ends, name = bool(tag[1]), tag[2].lower()
        if name in _LEFT_ALONE:
            self.closed += -1 if ends else 1
        if name in _HOLDERS and not ends:
            self.waiting.append([])
        if name in _HOLDERS and ends and self.waiting:
            return "".join(self.waiting.pop()) + tag[0]
        return tag[0]

    def _marked(self, text: str) -> str:
        if self.closed or not self.waiting:
            return text
        done = ""
        while (found := self._first(text)) is not None:
            term, start, end = found
            self.left.remove(term)
            done += text[:start] + self.word(term, text[start:end])
            self.waiting[-1].append(self.meaning(term, text[start:end]))
            text = text[end:]
        return done + text

    def _first(self, text: str) -> tuple[KeyTerm, int, int] | None:
        """The first use of any term that is left; of two at the same place the longer one."""
        uses = [(use, term) for term in self.left if (use := _use(text, term.term))]
        if not uses:
            return None
        (start, end), term = min(uses, key=lambda found: (found[0][0], -found[0][1]))
        return term, start, end


def _use(text: str, term: str) -> tuple[int, int] | None:
    """Where `term` stands in `text` as words of their own."""
    written = html.escape(term, quote=False)
    first, rest = re.escape(written[:1]), re.escape(written[1:])
    if written[1:2].islower():
        first = f"[{re.escape(written[0].lower())}{re.escape(written[0].upper())}]"
    for found in re.finditer(first + rest, text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if not (_part_of_a_word(before) or _part_of_a_word(after)):
            return found.span()
    return None


def _part_of_a_word(sign: str) -> bool:
    return sign != "" and (sign in _JOINERS or unicodedata.category(sign)[0] in "LMN")
