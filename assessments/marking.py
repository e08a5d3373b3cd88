"""Marks a text whose language is not the page's, so that it is read out and shaped rightly."""

from babel import Locale, UnknownLocaleError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def marked(text: object) -> SafeString:
    """Return the text as HTML; one that is not translated yet keeps its language and direction."""
    language = getattr(text, "language", None)
    if language is None or language == get_language():
        return conditional_escape(str(text))
    return format_html('<span lang="{}" dir="{}">{}</span>', language, _direction(language), text)


def isolated(text: object) -> SafeString:
    """Return the text kept apart from the direction of the sentence around it."""
    language = getattr(text, "language", None)
    if language is None or language == get_language():
        return format_html("<bdi>{}</bdi>", text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, _direction(language), text)


def apart(text: object, language: str) -> str:
    """Return the text as plain text for a page in a language, whatever it is written in.

    Where it runs the other way it stands between direction marks, which every format keeps.
    """
    own = getattr(text, "language", None) or language
    if _direction(own) == _direction(language):
        return str(text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _direction(language: str) -> str:
    # Written out, as print does not guess a direction from the text. A model may be written in a
    # language that is none of the site's.
    try:
        return str(Locale.parse(language.replace("-", "_")).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
