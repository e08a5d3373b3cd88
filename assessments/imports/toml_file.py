"""A model as TOML, with its translations at the end where it has any."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from assessments.domain.shape import shown
from assessments.imports import bounds
from assessments.imports.imported import Imported, Unreadable

TRANSLATIONS = "translations"

_STEP = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_STEP}(?:[ \t]*+\.[ \t]*+{_STEP}){{{bounds.DEEPEST},}}")
"""The reader of the standard library takes minutes and gigabytes for a key of many dots."""


def read(content: bytes) -> Imported:
    """Read a model; Unreadable with the place where the file is no TOML."""
    text = bounds.decoded(content)
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable([f"line {line}: expected a key of at most {bounds.DEEPEST} steps"])
    try:
        mapping = tomllib.loads(text)
    except ValueError as error:
        raise Unreadable([_told(str(error))]) from None
    except RecursionError:
        raise Unreadable([f"(the file): lies deeper than {bounds.DEEPEST} floors"]) from None
    return Imported(mapping, _translations(mapping.pop(TRANSLATIONS, {})))


def _told(message: str) -> str:
    """Put the place before the sentence: "line 3, column 5: invalid value"."""
    if found := re.fullmatch(r"(.*) \(at (line \d+, column \d+)\)", message, re.DOTALL):
        return f"{found[2]}: {_lowered(found[1])}"
    return f"(the file): {_lowered(message.removesuffix(' (at end of document)'))}"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _translations(value: Any) -> dict[str, dict[str, str]]:
    found = list(_misshapen(value))
    if found:
        raise Unreadable(found)
    return {language: dict(told) for language, told in value.items()}


def _misshapen(value: Any) -> Any:
    if not isinstance(value, Mapping):
        yield f"{TRANSLATIONS}: expected a table, found {shown(value)}"
        return
    for language, told in value.items():
        place = f"{TRANSLATIONS}.{language}"
        if not isinstance(told, Mapping):
            yield f"{place}: expected a table, found {shown(told)}"
            continue
        for path, text in told.items():
            if not isinstance(text, str):
                yield f"{place}.{path}: expected a text, found {shown(text)}"
