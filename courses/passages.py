"""The blocks of a lesson one after another, with the first use of each key term marked."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from cms.words import letters
from cms.words.glossary import Word
from courses.domain.keyterms import KeyTerm, mark

WITH_PROSE = ("text", "callout")
GLOSSARY = "glossary_"


Passage = tuple[StreamValue.StreamChild, RichText | None]


def of(lesson: Any, glossary: Iterable[Word] = ()) -> Iterator[Passage]:
    """Yield each block, and its prose with terms that lead to their meaning (None without prose).

    The text of the lesson is read when the first block is asked for: a page whose text is drawn
    already asks for none.

    A term leads to its meaning by a link, which every browser since 2010 opens in place
    (`:target`) and a screen reader follows; the meaning leads back to the word. The lesson's own
    terms come first; a word of the glossary that is none of them leads on to its page there.
    """
    body: StreamValue = lesson.shown
    left = terms = terms_of(body, glossary)
    for block in body:
        prose = None
        if block.block_type in WITH_PROSE:
            source = block.value["body"].source
            met = [term for term in terms if term not in left]
            text, left = mark(source, left, word=_word, meaning=_meaning, met=met)
            prose = RichText(text)
        yield block, prose


def terms_of(body: StreamValue, glossary: Iterable[Word]) -> list[KeyTerm]:
    """Return the key terms of a lesson, then those words of the glossary that are none of them."""
    own = [term for block in body if block.block_type == "terms" for term in _terms(block.value)]
    taken = {letters.plain(term.term) for term in own}
    return [*own, *(_of_glossary(word) for word in glossary if _to_be_shown(word, taken))]


def _to_be_shown(word: Word, taken: set[str]) -> bool:
    return word.linked and taken.isdisjoint(map(letters.plain, (word.term, *word.forms)))


def _of_glossary(word: Word) -> KeyTerm:
    return KeyTerm(f"{GLOSSARY}{word.key}", word.term, word.meaning, word.forms, attached=True)


def _terms(value: Any) -> Iterator[KeyTerm]:
    for term in value["terms"]:
        if value["anchor"] and term["anchor"]:
            yield KeyTerm(f"{value['anchor']}-{term['anchor']}", term["term"], term["meaning"])


# An underscore stands in no id of an author: the ids made here meet no other.
def _word(term: KeyTerm, written: str) -> str:
    link = '<a class="term" id="use_{}" href="#meaning_{}">'
    return format_html(link, term.id, term.id) + written + "</a>"


def _meaning(term: KeyTerm, _written: str) -> str:
    return format_html(
        '<span class="meaning" id="meaning_{}" role="note" tabindex="-1"><dfn>{}</dfn> '
        '<span>{}</span> <a href="#use_{}">{}</a>{}</span>',
        term.id,
        term.term,
        term.meaning,
        term.id,
        _("Back to the text"),
        _onward(term),
    )


def _onward(term: KeyTerm) -> str:
    """A link to the page of a word that is of the glossary."""
    if not term.id.startswith(GLOSSARY):
        return ""
    address = reverse("words:term", args=[term.id.removeprefix(GLOSSARY)])
    return format_html(' <a href="{}">{}</a>', address, _("In the glossary"))
