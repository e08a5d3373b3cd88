"""Template tags: numbers and dates in the page's language, isolated from its direction."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.press import formatting

register = template.Library()


def _language() -> str:
    return get_language() or "en"


def _isolated(text: str) -> SafeString:
    # <bdi> keeps "2.1 to 2.6" and "14 March" in their own order inside a line of the
    # other direction; it belongs here once, not into every template.
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def number(value: formatting.Number | None, places: int | None = None) -> SafeString | str:
    """Show a number: `{{ count|number }}`, `{{ score|number:1 }}`."""
    return "" if value is None else _isolated(formatting.number(value, _language(), places))


@register.filter
def percent(value: formatting.Number | None, places: int = 0) -> SafeString | str:
    """Show a share as a percentage: `{{ share|percent }}`."""
    return "" if value is None else _isolated(formatting.percent(value, _language(), places))


@register.filter
def longdate(value: dt.date | None) -> SafeString | str:
    """Show a day in full: 14 March 2026."""
    return "" if value is None else _isolated(formatting.date(value, _language(), "long"))


@register.filter
def letterdate(value: dt.date) -> str:
    """Show a day in full in a letter of plain text, which knows no elements."""
    return formatting.date(value, _language(), "long")


@register.filter
def shortdate(value: dt.date | None) -> SafeString | str:
    """Show a day with a short month: 14 Mar 2026."""
    return "" if value is None else _isolated(formatting.date(value, _language(), "short"))


@register.filter
def moment(value: dt.datetime | None) -> SafeString | str:
    """Show a day and a time in the current time zone."""
    return "" if value is None else _isolated(formatting.moment(value, _language()))


@register.filter
def plainmoment(value: dt.datetime) -> str:
    """Show a day and a time where no elements may stand: in an attribute or a plain text."""
    return formatting.moment(value, _language())


@register.filter
def money(value: formatting.Number | None, figures: int = 2) -> SafeString | str:
    """Show an amount of US dollars: `{{ cost|money }}`, `{{ cost|money:3 }}`."""
    return "" if value is None else _isolated(formatting.money(value, _language(), figures))


@register.filter
def quarter(value: Any) -> SafeString | str:
    """Show a quarter of a year: Q1 2027."""
    return "" if value in (None, "") else _isolated(formatting.quarter(value, _language()))


@register.filter
def weight(value: int | None) -> SafeString | str:
    """Show the size of a file: `{{ document.file_size|weight }}`; nothing where it is unknown."""
    return "" if value is None else _isolated(formatting.weight(value, _language()))


@register.simple_tag
def interval(low: formatting.Number, high: formatting.Number, places: int = 1) -> SafeString:
    """Show a range: `{% interval low high %}`, `{% interval low high places=0 %}`."""
    return _isolated(formatting.interval(low, high, _language(), places))


@register.filter
def joined(items: Iterable[object]) -> str:
    """Show a list in a sentence; its words are in the page's language and need no isolation."""
    return formatting.join(items, _language())
