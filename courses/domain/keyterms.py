"""Key terms in running text: the first use of each is found and marked, in exactly its own form.

Whole words only; the case of the first letter may differ ("Mandate", "mandate"). An inflected form
is another word and stays as it is, unless it is among the term's other forms: a mark that is
missing costs little, a wrong one misleads. Of an Arabic term that is `attached`, a use with other
small words written onto it is found as well. Nothing is marked inside a link or a heading.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LEFT_ALONE = {"a", "h1", "h2", "h3", "h4", "h5", "h6"}
_HOLDERS = {"p", "li"}  # where a passage ends, and the meaning of a word in it can stand
_JOINERS = "-\N{NON-BREAKING HYPHEN}&_"


_ARTICLE = "ال"
# and, so; with, as, to; the: each may be missing, and "to the" is written in one
_ATTACHED = re.compile("[وف]?(?:لل|[بك]?ال|[بكل])?")
_LONGEST_ATTACHED = 4
_VOWELS = "[\u064b-\u0652\u0640]*"
_SHORTEST = 3  # letters that a word must have to be known under what is attached to it
_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u064b-\u0652\u0670])*")
_SIGNS = re.compile("[\u064b-\u0652\u0640\u0670]")


@dataclass(frozen=True)
class KeyTerm:
    """A word of the field: its id in the page, the word, its meaning, and its other forms."""

    id: str
    term: str
    meaning: str
    forms: tuple[str, ...] = ()
    attached: bool = False


Show = Callable[[KeyTerm, str], str]


def mark(
    text: str,
    terms: Sequence[KeyTerm],
    *,
    word: Show,
    meaning: Show,
    met: Sequence[KeyTerm] = (),
) -> tuple[str, list[KeyTerm]]:
    """Mark the first use of each term in the HTML `text`; return it, and the terms not yet met.

    `word` and `meaning` make the HTML of a term and of its meaning, from the term and the word as
    it is written there (already HTML). The word is replaced in place; the meaning is put at the
    end of the paragraph or list item, and left out with the mark where the text stands in neither.
    Words of a longer term, also of one that was `met` before, are not marked as a shorter one.
    """
    marker = _Marker(terms, word, meaning, met)
    return "".join(marker.parts(text)), marker.left


class _Marker:
    def __init__(
        self, terms: Sequence[KeyTerm], word: Show, meaning: Show, met: Sequence[KeyTerm]
    ) -> None:
        self.known = list(terms)
        self.open = set(terms)
        self.forms = _indexed([*terms, *met])
        self.word, self.meaning = word, meaning
        self.closed = 0  # how many links and headings are open
        self.waiting: list[list[str]] = []  # meanings, for each open paragraph or list item

    @property
    def left(self) -> list[KeyTerm]:
        return [term for term in self.known if term in self.open]

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
            done += text[:start] + self.word(term, text[start:end])
            self.waiting[-1].append(self.meaning(term, text[start:end]))
            text = text[end:]
        return done + text

    def _first(self, text: str) -> tuple[KeyTerm, int, int] | None:
        """The first use of any term that is left; of two at the same place the longer one."""
        taken = 0  # up to where the words are those of a term that was marked before
        for token in _TOKEN.finditer(text):
            if token.start() < taken:
                continue
            for form in self._candidates(token[0]):
                end = form.end(text, token.start())
                if end is None or end < taken:
                    continue
                if form.term in self.open:
                    self.open.remove(form.term)
                    return form.term, token.start(), end
                taken = end
        return None

    def _candidates(self, token: str) -> list["_Form"]:
        """Forms that may stand at this word, the longest first."""
        found = [form for key in _keys(token) for form in self.forms.get(key, ())]
        return sorted(found, key=lambda form: -form.length)


@lru_cache(maxsize=1 << 14)
def _keys(token: str) -> tuple[tuple[str, str], ...]:
    """What the forms that may stand at a word are looked up by."""
    letters = plain(token)
    lengths = range(min(_LONGEST_ATTACHED, len(letters) - 1) + 1)
    attached = (length for length in lengths if _ATTACHED.fullmatch(letters, 0, length))
    return ("", letters), *((_ARTICLE, letters[length:]) for length in attached)


def plain(text: str) -> str:
    """The letters alone: no signs of vowels, no difference of case."""
    return _SIGNS.sub("", text).casefold()


@dataclass(frozen=True)
class _Form:
    """One way in which a term is written: letter by letter, or with what may be attached to it."""

    term: KeyTerm
    pattern: re.Pattern[str]
    key: tuple[str, str]
    length: int

    def end(self, text: str, start: int) -> int | None:
        """Where it ends, if it stands at `start` as words of their own."""
        found = self.pattern.match(text, start)
        if found is None or _part_of_a_word(text[:start][-1:]):
            return None
        return None if _part_of_a_word(text[found.end() :][:1]) else found.end()


def _indexed(terms: Iterable[KeyTerm]) -> dict[tuple[str, str], list[_Form]]:
    """Every form of these terms by its first word: one look for each word of the text."""
    forms: dict[tuple[str, str], list[_Form]] = {}
    for term in terms:
        for written in (term.term, *term.forms):
            key, pattern = _compiled(html.escape(written, quote=False), term.attached)
            forms.setdefault(key, []).append(_Form(term, pattern, key, len(written)))
    return forms


@lru_cache(maxsize=4096)
def _compiled(written: str, attached: bool) -> tuple[tuple[str, str], re.Pattern[str]]:
    """What a form is looked up by, and what it looks like in HTML."""
    words = written.split()
    first = _SIGNS.sub("", words[0]).removeprefix(_ARTICLE) if words else ""
    if attached and len(first) >= _SHORTEST and _arabic(first):
        rest = "".join(rf"\s+{_with_article(word)}" for word in words[1:])
        return (_ARTICLE, first), re.compile(_ATTACHED.pattern + _vowelled(first) + rest)
    start, rest = re.escape(written[:1]), re.escape(written[1:])
    if written[1:2].islower():
        start = f"[{re.escape(written[0].lower())}{re.escape(written[0].upper())}]"
    token = _TOKEN.match(written)
    return ("", plain(token[0]) if token else ""), re.compile(start + rest)


def _with_article(word: str) -> str:
    stem = _SIGNS.sub("", word).removeprefix(_ARTICLE)
    if len(stem) < _SHORTEST or not _arabic(stem):
        return re.escape(word)
    return f"(?:{_ARTICLE})?{_vowelled(stem)}"


def _vowelled(stem: str) -> str:
    return "".join(re.escape(letter) + _VOWELS for letter in stem)


def _arabic(word: str) -> bool:
    return all("\u0621" <= letter <= "\u064a" for letter in word)


def _part_of_a_word(sign: str) -> bool:
    return sign != "" and (sign in _JOINERS or unicodedata.category(sign)[0] in "LMN")
