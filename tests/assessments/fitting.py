"""Reads a value with a schema of docs/schemas: the part of JSON Schema that they are written in."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests import schemas

SAID = {"title", "description", "default", "$schema", "$defs", "format", "discriminator"}
"""Keys that refuse nothing."""

KINDS: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": (str, dt.date),  # TOML has dates of its own, JSON writes them as texts
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def fits(value: object, name: str) -> list[str]:
    """Tell where a value does not fit the schema of that name, a sentence each."""
    text = (schemas.FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    return list(_told(value, whole, whole, "(the file)"))


def _told(value: Any, schema: Mapping[str, Any], whole: Any, path: str) -> Iterator[str]:
    for key, wanted in schema.items():
        if key in SAID or key in ("additionalProperties", "patternProperties"):
            continue
        if key == "$ref":
            yield from _told(value, whole["$defs"][wanted.rsplit("/", 1)[1]], whole, path)
        elif key == "anyOf":
            if all(list(_told(value, one, whole, path)) for one in wanted):
                yield f"{path}: is none of those wanted"
        elif key == "properties":
            yield from _properties(value, schema, whole, path)
        elif key == "items":
            for place, one in enumerate(value if isinstance(value, list) else ()):
                yield from _told(one, wanted, whole, f"{path}[{place}]")
        elif not _plain(value, key, wanted):
            yield f"{path}: expected {key} {wanted}"
    if "properties" not in schema:
        yield from _properties(value, schema, whole, path)


def _properties(value: Any, schema: Mapping[str, Any], whole: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    patterns = schema.get("patternProperties", {})
    for name, one in value.items():
        kinds = [wanted for pattern, wanted in patterns.items() if re.search(pattern, name)]
        if name in schema.get("properties", {}):
            kinds.append(schema["properties"][name])
        if not kinds and (rest := schema.get("additionalProperties", True)) is not True:
            if rest is False:
                yield f"{path}: {name} is not known"
                continue
            kinds.append(rest)
        for kind in kinds:
            yield from _told(one, kind, whole, f"{path}.{name}")


def _plain(value: Any, key: str, wanted: Any) -> bool:
    """Tell whether a value fits one key that speaks of the value alone; KeyError for others."""
    if key == "type":
        is_truth = isinstance(value, bool) and wanted != "boolean"
        return isinstance(value, KINDS[wanted]) and not is_truth
    sized, text = isinstance(value, str | list), isinstance(value, str)
    return {
        "const": lambda: value == wanted,
        "enum": lambda: value in wanted,
        "required": lambda: not isinstance(value, dict) or value.keys() >= set(wanted),
        "pattern": lambda: not text or re.search(wanted, value) is not None,
        "minLength": lambda: not text or len(value) >= wanted,
        "maxLength": lambda: not text or len(value) <= wanted,
        "minItems": lambda: not sized or text or len(value) >= wanted,
        "maxItems": lambda: not sized or text or len(value) <= wanted,
        "propertyNames": lambda: (
            not isinstance(value, dict)
            or all(_plain(name, k, w) for name in value for k, w in wanted.items())
        ),
    }[key]()
