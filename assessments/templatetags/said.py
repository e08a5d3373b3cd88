"""Shows a text of models and actions, marked with its language where that is not the page's."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from assessments.marking import marked

register = template.Library()


@register.filter
def said(text: Any) -> SafeString:
    """Show a text; one that is not translated yet keeps its own language and direction."""
    return marked(text)
