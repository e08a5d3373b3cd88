"""Files to be read: a small library, changed workbooks, and what is refused of them."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
import yaml

from assessments.exports import model_workbook
from assessments.imports import Imported, Unreadable, checked, read
from tests.assessments.imports import made

TOML = made.SHIPPED[0].read_text("utf-8")
BOOK = model_workbook.write(made.shipped(made.SHIPPED[0]), {"fr": {"model/title": "Titre"}})


def refused(name: str, content: bytes) -> tuple[str, ...]:
    """The problems of a file that is refused, whether at reading or at checking."""
    with pytest.raises(Unreadable) as error:
        checked(read(name, content))
    assert error.value.problems
    for one in error.value.problems:
        assert re.match(r"\S[^:]*: \S", one), one
    return error.value.problems


def changed(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A workbook after an author has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def packed_with(content: bytes, more: Mapping[str, bytes]) -> bytes:
    """A workbook with further parts, or with parts replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in more:
                new.writestr(part, old.read(part))
        for name, told in more.items():
            new.writestr(name, told)
    return stream.getvalue()


NODE = "objects.framework.requirement_nodes"


def example() -> Imported:
    return read("framework.yaml", made.CISO.read_bytes())


def library(*nodes: dict[str, Any], **framework: Any) -> bytes:
    """A small library as bytes."""
    told = {"urn": "urn:x:framework:f", "ref_id": "F", "name": "F", **framework}
    told["requirement_nodes"] = list(nodes)
    head = {"locale": "en", "ref_id": "L", "name": "L", "version": 1}
    return yaml.safe_dump({**head, "objects": {"framework": told}}, sort_keys=False).encode()


def node(ref: str, **more: Any) -> dict[str, Any]:
    return {"urn": f"urn:x:{ref}", "ref_id": ref, "assessable": True, "name": ref, **more}


def chosen(*choices: tuple[str, Any], **more: Any) -> dict[str, Any]:
    told = [
        {
            "urn": f"urn:x:choice:{value}",
            "value": value,
            **({} if score is None else {"add_score": score}),
        }
        for value, score in choices
    ]
    return {"type": "unique_choice", "text": "Which?", "choices": told, **more}


def read_library(*nodes: dict[str, Any], **framework: Any) -> Imported:
    return read("x.yml", library(*nodes, **framework))


def lost(found: Imported, words: str) -> str:
    """The one loss that has these words."""
    told = [one for one in found.losses if words in one]
    assert len(told) == 1, found.losses
    return told[0]
