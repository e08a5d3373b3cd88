"""The form in which versions of questions and scenarios are stored."""

import datetime
import json
from typing import Any

from courses.domain import fences
from courses.domain.values import Frozen, lean


def item(value: Frozen) -> dict[str, Any]:
    """A question, or its words: tables and values that are not there do not count."""
    table = fences.plain(value)
    kept = {name: one for name, one in table.items() if one is not None and one != {}}
    return dict(_json(kept))


def scenario(value: Frozen) -> dict[str, Any]:
    """A scenario, or its words, without what holds its default."""
    return dict(_json(lean(value)))


def _json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=_day))


def _day(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"JSON has no form for {type(value).__name__}.")
