"""The blocks of a lesson one after another, with the first use of each key term marked."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from courses.domain.keyterms import KeyTerm, mark

WITH_PROSE = ("text", "callout")


def of(body: StreamValue) -> Iterator[tuple[StreamValue.StreamChild, RichText | None]]:
    """Yield each block, and its prose with terms that lead to their meaning (None without prose).

    A term leads to its meaning by a link, which every browser since 2010 opens in place
    (`:target`) and a screen reader follows; the meaning leads back to the word.
    """
    left = [term for block in body if block.block_type == "terms" for term in _terms(block.value)]
    for block in body:
        prose = None
        if block.block_type in WITH_PROSE:
            source = block.value["body"].source
            text, left = mark(source, left, word=_word, meaning=_meaning)
            prose = RichText(text)
        yield block, prose


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
        '<span>{}</span> <a href="#use_{}">{}</a></span>',
        term.id,
        term.term,
        term.meaning,
        term.id,
        _("Back to the text"),
    )
