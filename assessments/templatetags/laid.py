"""Template filter: what stands in a mapping under a name that the page knows."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any] | None, name: str) -> Any:
    """Return what stands there, or nothing: `{{ laid|at:question.id }}`."""
    return (mapping or {}).get(name)
