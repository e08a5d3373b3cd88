"""The pages of the glossary: all terms of a language, and one term in every language."""

from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.words import glossary, letters
from cms.words.glossary import Word
from cms.words.models import TermText

LONGEST_FILTER = 60
ON_A_PAGE = 120
"""So many terms keep the page light on a slow link, in every script."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the terms of this language in its own order; `?q=` leaves those that hold a word."""
    language = get_language()
    asked = _readable(request.GET.get("q", ""))
    words = glossary.index(language)
    found = [word for word in words if _holds(word, letters.plain(asked))]
    found.sort(key=lambda word: letters.order(word.term, language))
    lettered = [(letters.initial(word.term, language), word) for word in found]
    page = Paginator(lettered, ON_A_PAGE).get_page(request.GET.get("page"))
    places: dict[str, dict[str, object]] = {}
    for index, (letter, _word) in enumerate(lettered):
        place = {"letter": letter, "number": len(places) + 1, "page": index // ON_A_PAGE + 1}
        places.setdefault(letter, place)
    sections = [
        places[letter] | {"words": [word for _letter, word in group]}
        for letter, group in groupby(page, key=itemgetter(0))
    ]
    context = {
        "asked": asked,
        "any": bool(words),
        "found": len(found),
        "longest": LONGEST_FILTER,
        "letters": list(places.values()),
        "page_of_terms": page,
        "sections": sections,
    }
    return render(request, "words/glossary.html", context)


@require_safe
def term(request: HttpRequest, key: str) -> HttpResponse:
    """Show one term: its meaning in this language, and what the other languages call it."""
    rows = list(TermText.objects.filter(owner__key=key).select_related("owner"))
    if not rows:
        raise Http404
    known = {row.language: row for row in rows}
    own = known.get(get_language())
    others = [
        {"language": code, "name": name, "text": known[code]}
        for code, name in settings.LANGUAGES
        if code in known and code != get_language()
    ]
    shown = own or next(known[code] for code, _name in settings.LANGUAGES if code in known)
    source = shown.owner.source
    context = {
        "text": shown,
        "missing": own is None,
        "others": others,
        "source": "" if source == "ours" else source,
    }
    return render(request, "words/term.html", context)


def _holds(word: Word, asked: str) -> bool:
    said = (word.term, word.meaning, *word.forms)
    return not asked or any(asked in letters.plain(text) for text in said)


def _readable(asked: str) -> str:
    shown = (sign if sign.isprintable() else " " for sign in asked[:LONGEST_FILTER])
    return " ".join("".join(shown).split())
