"""Rows as JSON, piece by piece: no table of an archive is held in memory as a whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from cms.press import files
from cms.press.models import PrivateFile

PIECE = 1 << 16
Files = Iterator[tuple[str, Iterable[str | bytes]]]
"""Paths in an archive, each with the pieces of its content."""


def one_thing(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield one thing as JSON."""
    yield _json(value) + "\n"


def listed(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a list of things as JSON, each on a line of its own."""
    before = "[\n"
    for row in rows:
        yield before + _json(row)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def in_pieces(file: PrivateFile) -> Iterator[bytes]:
    """Yield a file in pieces; nothing where the store has lost it."""
    try:
        content = files.open_file(file)
    except FileNotFoundError:
        return
    with content:
        while piece := content.read(PIECE):
            yield piece


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
