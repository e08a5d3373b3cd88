"""A model and its translations as a TOML file that reads back as the same."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from assessments.domain.maturity import MaturityModel
from assessments.domain.shape import Value

Translations = Mapping[str, Mapping[str, str]]

TABLES = {"scales", "stages", "targets", "contradictions", "migrations"}
"""What stands as [[tables]] of its own at the top; dimensions come last."""
WIDE = 96


def write(model: MaturityModel, translations: Translations | None = None) -> str:
    """Give the text of the file: what equals its default is left out, lists keep their order."""
    told = mapping(model)
    lines = [*_pairs(told, skip=TABLES | {"dimensions"})]
    for name in (one for one in told if one in TABLES):
        for table in told[name]:
            lines += ["", f"[[{name}]]", *_pairs(table)]
    for table in told["dimensions"]:
        lines += _node(table, "dimensions")
    for language, texts in (translations or {}).items():
        lines += ["", f"[translations.{key(language)}]", *_pairs(texts)]
    return "\n".join(lines) + "\n"


def mapping(value: Value) -> dict[str, Any]:
    """Give a value as the mapping that a file holds, without what equals its default."""
    told = {}
    for name, field in type(value).model_fields.items():
        one = getattr(value, name)
        if field.is_required() or one != field.default:
            told[name] = plain(one)
    return told


def plain(value: Any) -> Any:
    """Turn what a model holds into what TOML knows; fractions are texts, as files write them."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    if isinstance(value, Value):
        return mapping(value)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def _node(table: Mapping[str, Any], path: str) -> Iterator[str]:
    yield from ("", f"[[{path}]]", *_pairs(table, skip={"indicators", "factors"}))
    for one in table.get("indicators", ()):
        yield from ("", f"[[{path}.indicators]]", *_pairs(one))
    for one in table.get("factors", ()):
        yield from _node(one, f"{path}.factors")


def _pairs(table: Mapping[str, Any], skip: set[str] | frozenset[str] = frozenset()) -> list[str]:
    return [f"{key(name)} = {_value(one)}" for name, one in table.items() if name not in skip]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return _many(value)
    return inline(value)


def _many(values: list[Any]) -> str:
    """A list on one line where it fits, else each of its entries on a line."""
    line = inline(values)
    if len(line) <= WIDE:
        return line
    return "\n".join(["[", *(f"  {inline(one)}," for one in values), "]"])


def inline(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key(name)} = {inline(one)}" for name, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return f"[{', '.join(inline(one) for one in value)}]"


def key(name: str) -> str:
    """Write a key, in quotes where it is not bare."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quoted(name)


_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def quoted(text: str) -> str:
    """Write a text in quotes; control characters are escaped, everything else stays as it is."""
    return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', _escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
