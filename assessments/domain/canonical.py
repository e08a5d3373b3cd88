"""Any value as canonical JSON, and the hash of that text."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from assessments.domain.quarters import Quarter

DIGITS = 4
_NUMBER = {"exact", "value"}


def number(value: Fraction) -> dict[str, str | float]:
    """Give a fraction exactly and as a rounded decimal: {"exact": "7/18", "value": 0.3889}.

    The decimal is for people and spreadsheets; only the exact text is ever read back.
    """
    return {"exact": str(value), "value": round(float(value), DIGITS)}


def plain(value: Any) -> Any:
    """Turn frozen values into what JSON knows: text, integers, truth, lists, tables.

    Fractions become `number` objects, dates their ISO text; a field that is excluded from its
    value is left out. A float is refused (TypeError): it would not be the
    same on every machine once it is the end of a sum.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Quarter):
        return str(value)
    if isinstance(value, BaseModel):
        named = type(value).model_fields.items()
        return {
            field.alias or name: plain(getattr(value, name))
            for name, field in named
            if not field.exclude
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        if value.keys() == _NUMBER:
            return dict(value)
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def text(value: Any) -> str:
    """Write a value as canonical JSON: sorted keys, no spaces, characters as they are."""
    return json.dumps(
        plain(value), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def digest(value: Any) -> str:
    """Give the SHA-256 of the canonical JSON, as 64 hexadecimal figures."""
    return hashlib.sha256(text(value).encode("utf-8")).hexdigest()
