"""Finds public pages of one language by words, and the passage in which they stand."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Locale, Page
from wagtail.rich_text import get_text_for_indexing

from courses.models import LessonPage

LONGEST_QUERY = 100
MOST_WORDS = 8
MOST_FOUND = 20
AROUND = 90  # letters of the passage on either side of the word
HOME_DEPTH = 2
TATWEEL = "\u0640"


@dataclass(frozen=True)
class Found:
    """A page and the passage that answers: `hit` stands between `before` and `after`."""

    title: str
    url: str
    above: str
    summary: str
    before: str
    hit: str
    after: str


def readable(query: str) -> str:
    """Return what was typed, bounded and without signs that no page can show."""
    shown = (sign if sign.isprintable() else " " for sign in query[:LONGEST_QUERY])
    return " ".join("".join(shown).split())


def words(query: str) -> list[str]:
    """Return what can be searched for in anything that somebody typed.

    At most `MOST_WORDS` words of letters and digits; vowel signs and signs of search languages
    fall away, single letters too unless nothing else was asked.

    >>> words('"mandate" AND* (l’équipe)')
    ['mandate', 'AND', 'équipe']
    """
    plain = unicodedata.normalize("NFC", query[:LONGEST_QUERY]).replace(TATWEEL, "")
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    every = re.findall(r"[^\W_]+", plain)
    return ([word for word in every if len(word) > 1] or every)[:MOST_WORDS]


def pages(wanted: Sequence[str], *, language: str, request: HttpRequest) -> list[Found]:
    """Return the live public pages of `language` that hold all `wanted` words, best first.

    Lessons are left out: they are searched passage by passage (`courses.services.searching`).
    """
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None or not wanted:
        return []
    open_pages = Page.objects.live().public().filter(locale=locale, depth__gt=HOME_DEPTH)
    open_pages = open_pages.not_type(LessonPage)
    ranked = [page.pk for page in open_pages.search(" ".join(wanted))[:MOST_FOUND]]
    known = {page.pk: page for page in Page.objects.filter(pk__in=ranked).specific()}
    titles = _titles_above(list(known.values()))
    return [_found(known[key], wanted, titles, request) for key in ranked if key in known]


def _titles_above(found: Sequence[Page]) -> Mapping[str, str]:
    """Return the titles by path of everything above these pages, in one query."""
    paths = {path for page in found for path in _paths_above(page)}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def _paths_above(page: Page) -> list[str]:
    # the root, the home page and the course index above a course say nothing that the reader asks
    return [page.path[: Page.steplen * depth] for depth in range(HOME_DEPTH + 2, page.depth)]


def _found(
    page: Page, wanted: Sequence[str], titles: Mapping[str, str], request: HttpRequest
) -> Found:
    above = [titles[path] for path in _paths_above(page) if path in titles]
    lead = getattr(page, "summary", "") or getattr(page, "lead", "") or page.search_description
    return Found(
        page.title,
        page.get_url(request) or "",
        " / ".join(above),
        str(lead),
        *_passage(_text(page), wanted),
    )


def _text(page: Page) -> str:
    """Return the running text of a page: of its `body`, whatever kind of field that is."""
    body = getattr(page, "body", "")
    if hasattr(body, "stream_block"):
        return " ".join(map(str, body.stream_block.get_searchable_content(body)))
    return get_text_for_indexing(str(body))


def _passage(text: str, wanted: Sequence[str]) -> tuple[str, str, str]:
    """Return what stands before, at and after the first of the words; empty if none stands."""
    plain = " ".join(text.split())
    hit = re.search("|".join(map(re.escape, wanted)), plain, re.IGNORECASE)
    if hit is None:
        return "", "", ""
    before, after = plain[: hit.start()], plain[hit.end() :]
    return _end(before), hit.group(), _beginning(after)


def _beginning(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rsplit(" ", 1)[0] + " …"


def _end(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].split(" ", 1)[-1]
