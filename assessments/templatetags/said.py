"""Shows a text of models and actions, marked with its language where that is not the page's."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from assessments.marking import marked

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
