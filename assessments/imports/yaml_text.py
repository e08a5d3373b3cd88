"""YAML of strangers as plain values: no aliases, no tags, no surprises of YAML 1.1."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from assessments.imports import bounds
from assessments.imports.imported import Unreadable


class _Loader(yaml.CSafeLoader):
    """Knows whole numbers, true, false and null; yes, no, dates and decimals stay texts.

    A decimal stays the text that it is: as a binary number it would not be exact.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice: the second would win in silence."""
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "expected a text as key", key.start_mark
                )
            name = self.construct_object(key)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name} stands there twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false", re.I), [*"tTfF"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9]\d{0,17})$"), [*"-0123456789"]
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)


def load(content: bytes) -> Any:
    """Give the value of a file, or raise Unreadable with the line of what is refused."""
    text = bounds.decoded(content)
    try:
        found = next(_refused(text), None)
        if found is not None:
            raise Unreadable([found])
        return yaml.load(text, _Loader)  # noqa: S506 (a safe loader, made narrower)
    except yaml.YAMLError as error:
        raise Unreadable([_told(error)]) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(["(the file): expected YAML, found what cannot be read"]) from None


def _refused(text: str) -> Iterator[str]:
    """Look through the file without building anything: how deep it goes, and what it repeats."""
    floor = documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        line = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield f"{line}: anchors and aliases are refused; write the text out"
        if isinstance(event, yaml.CollectionStartEvent):
            floor += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            floor -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if number > bounds.MOST_VALUES:
            yield f"{line}: expected at most {bounds.MOST_VALUES} values"
        if floor > bounds.DEEPEST:
            yield f"{line}: lies deeper than {bounds.DEEPEST} floors"
        if documents > 1:
            yield f"{line}: a second document begins; expected one"


def _told(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or getattr(error, "reason", None) or "expected YAML"
    if mark is None:
        return f"(the file): {told}"
    return f"line {mark.line + 1}, column {mark.column + 1}: {told}"
