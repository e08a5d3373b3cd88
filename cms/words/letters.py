"""Letters: a word is the same word however it is written. Plain Python, no Django."""

import re
import unicodedata

ARTICLE = "ال"
_TATWEEL = "\u0640"
_SAME = str.maketrans({"ة": "ه", "ى": "ي", "ٱ": "ا", "œ": "oe", "æ": "ae", _TATWEEL: None})
_WORD = re.compile(r"[^\W_]+")
_SPANISH_N = "n\u0303"


def plain(text: str) -> str:
    """Return a text in the one form in which words are compared.

    Small letters without accents and vowel signs; in Arabic every alef is one letter, a ta marbuta
    is a ha, an alef maqsura a ya, and the stroke that lengthens a word is gone.

    >>> plain("L’Équipe"), plain("الإِدَارَة"), plain("مستوى")
    ('l’equipe', 'الاداره', 'مستوي')
    """
    apart = text
    for _ in range(2):  # a drawn letter, as 𝑨, is a capital only once it is taken apart
        apart = unicodedata.normalize("NFKD", apart.casefold())
    apart = apart.translate(_SAME)
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")


def words(text: str) -> list[str]:
    """Return the words of a text in their plain form.

    >>> words("A “team”, l’équipe_2")
    ['a', 'team', 'l', 'equipe', '2']
    """
    return _WORD.findall(plain(text))


def order(term: str, language: str) -> tuple[str, str]:
    """Return what puts terms into the order of a dictionary in this language.

    Accents decide only between words that are the same without them, ñ follows n, and the Arabic
    article counts for nothing.
    """
    return _dictionary(term, language), term.casefold()


def initial(term: str, language: str) -> str:
    """Return the letter under which a term stands: `É` is E in French, `ال` is left out in Arabic.

    >>> initial("Équipe", "fr"), initial("التفويض", "ar"), initial("ñandú", "es")
    ('E', 'ت', 'Ñ')
    """
    first = _dictionary(term, language)[:1]
    if first == "n" and _dictionary(term, language)[1:2] == "~":
        return "Ñ"
    return first.upper() if first.isalpha() else "#"


def _dictionary(term: str, language: str) -> str:
    if language == "es":  # sorted after n with anything else behind it
        term = unicodedata.normalize("NFKD", term.casefold()).replace(_SPANISH_N, "n~")
    flat = plain(term).lstrip("\"'«»“”‘’([ ")
    if language == "ar" and flat.startswith(ARTICLE) and len(flat) > len(ARTICLE) + 1:
        return flat.removeprefix(ARTICLE)
    return flat
