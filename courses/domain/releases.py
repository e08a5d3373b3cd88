"""Releases of a course: its parts as a frozen list, the hash over it, and what moved since one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Content = Mapping[str, Any]
"""`course` (its id), `version`, `hours`, `pass_mark` and `parts`, in order. A part has `id` (of
content), `key`, `kind` ("lesson" or "quiz"), `minutes` and `sha256` of what it says; a quiz also
has `items`, each with `id`, `version` and `sha256`."""


@dataclass(frozen=True)
class Changes:
    """What a course has that an earlier release of it had not, or had otherwise: ids of parts."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def canonical(content: Content) -> str:
    """Return the content as the text that is hashed: keys in order, no blanks."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: Content) -> str:
    """Return the SHA-256 of the content in hexadecimal."""
    return sha256(canonical(content).encode()).hexdigest()


def changes(before: Content, after: Content) -> Changes:
    """Return what moved between two releases. Another order alone changes nothing to learn."""
    old, new = _parts(before), _parts(after)
    return Changes(
        new=tuple(name for name in new if name not in old),
        changed=tuple(name for name, part in new.items() if name in old and part != old[name]),
        gone=tuple(name for name in old if name not in new),
    )


def _parts(content: Content) -> dict[str, Any]:
    parts: Sequence[Mapping[str, Any]] = content["parts"]
    return {part["id"]: part for part in parts}
