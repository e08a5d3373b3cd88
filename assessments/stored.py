"""Reads the numbers of stored results, where exact ones are kept as {"exact", "value"}."""

from collections.abc import Mapping
from typing import Any


def value(number: Any) -> Any:
    """Return a stored number as a plain one; None stays None."""
    return number["value"] if isinstance(number, Mapping) else number
