"""TOML in and out: reading with the place of a mistake, writing in one canonical form."""

import datetime
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

_SHORT = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def read(text: str, place: str) -> tuple[dict[str, Any], list[Problem]]:
    """The table in `text`, and the one problem when it is no TOML (the table is then empty)."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        return {}, [Problem(place, _("this is not valid TOML: %(error)s.", error=error))]


def write(table: Mapping[str, Any], inline: Collection[str] = ()) -> str:
    """`table` as TOML text. Values first, then tables, each in the order given; `None` is left out.

    Tables of values that have a name among `inline` stand on one line, wherever they are.
    Promise: `read(write(table), "")[0]` equals `table` without its `None` values.
    """
    return "\n".join(_lines(table, (), frozenset(inline))).strip("\n") + "\n"


def _lines(
    table: Mapping[str, Any], path: tuple[str, ...], inline: frozenset[str]
) -> Iterator[str]:
    nested = []
    for name, value in table.items():
        if name in inline and isinstance(value, Mapping):
            pairs = (f"{_key(inner)} = {_value(entry)}" for inner, entry in value.items())
            yield f"{_key(name)} = {{ {', '.join(pairs)} }}"
        elif isinstance(value, Mapping) or _is_table_list(value):
            nested.append((name, value))
        elif value is not None:
            yield f"{_key(name)} = {_value(value)}"
    for name, value in nested:
        here = (*path, name)
        heading = ".".join(_key(part) for part in here)
        if isinstance(value, Mapping):
            if not value or not all(isinstance(inner, Mapping) for inner in value.values()):
                yield f"\n[{heading}]"
            yield from _lines(value, here, inline)
            continue
        for entry in value:
            yield f"\n[[{heading}]]"
            yield from _lines(entry, here, inline)


def _is_table_list(value: object) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and isinstance(value[0], Mapping)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _string(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _paragraphs(value) if "\n" in value else _string(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    raise TypeError(f"TOML has no form for {type(value).__name__}.")


def _string(text: str) -> str:
    return f'"{"".join(map(_escaped, text))}"'


def _paragraphs(text: str) -> str:
    """Text of several lines as people read and edit it: its first line stands on one of its own."""
    inner = "\n".join("".join(map(_escaped, line)) for line in text.split("\n"))
    if '""' not in text and not text.endswith('"'):
        inner = inner.replace('\\"', '"')
    return f'"""\n{inner}"""'


def _escaped(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter
