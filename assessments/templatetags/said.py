"""Shows a text of models and actions, marked with its language where that is not the page's."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from assessments.domain.currency import Currency
from assessments.marking import isolated, marked
from cms.press import formatting

register = template.Library()


@register.filter
def listed(texts: Iterable[Any]) -> SafeString:
    """Show phrases one after the other, each marked with its language where it is another."""
    separator = pgettext("between phrases of a list", "; ")
    return format_html_join(separator, "{}", ((marked(text),) for text in texts))


@register.filter
def said(text: Any) -> SafeString:
    """Show a text; one that is not translated yet keeps its own language and direction."""
    return marked(text)


@register.filter
def typed(text: str) -> SafeString:
    """Show what somebody typed on paper, line by line, each in a direction of its own.

    Print does not guess the direction of an element, but keeps to these marks.
    """
    lines = ((line,) for line in text.splitlines())
    return format_html_join(
        SafeString("<br>"), "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}", lines
    )


@register.filter
def converted(dollars: int, named: Currency) -> SafeString:
    """Show US dollars in another currency: `{{ cost|converted:currency }}`."""
    language = get_language() or "en"
    return isolated(formatting.money(named.of(dollars), language, currency=named.code))


@register.filter
def counted(dollars: int, named: Currency) -> SafeString:
    """Show US dollars as units of another currency, in a table that names it once."""
    return isolated(formatting.sum_of(named.of(dollars), get_language() or "en"))
