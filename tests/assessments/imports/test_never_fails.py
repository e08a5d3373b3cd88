"""Whatever stands anywhere in a file, it is read or refused in sentences; nothing else happens."""

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.imports import Imported, Unreadable, problems, read
from tests.assessments.imports import made
from tests.assessments.imports.files import BOOK, TOML, packed_with

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = made.CISO.read_text("utf-8").replace(": Yes\n", ": 'Yes'\n").replace(": No\n", ": 'No'\n")
LIBRARY = yaml.safe_load(TEXT)
MODEL = tomllib.loads(TOML)
JUNK = st.sampled_from(
    [None, 1, -1, 0, "", "x", True, [], {}, [1], {"a": 1}, [[]], "1.5", 10**20, [None], {1: 2}]
)


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place below a value, as the steps to it."""
    steps = value.items() if isinstance(value, dict) else []
    steps = enumerate(value) if isinstance(value, list) else steps
    for step, one in steps:
        yield (*above, step)
        yield from places(one, (*above, step))


def broken(data: st.DataObject, whole: dict[str, Any]) -> dict[str, Any]:
    """The same with something else at one place or at several, or with nothing there."""
    told = copy.deepcopy(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        ways = list(places(told)) or [("id",)]
        *way, last = data.draw(st.sampled_from(ways))
        owner = told
        for step in way:
            owner = owner[step]
        if data.draw(st.booleans()) and last in owner:
            del owner[last]
        else:
            owner[last] = copy.deepcopy(data.draw(JUNK))
    return told


def said(name: str, content: bytes) -> tuple[str, ...]:
    try:
        return problems(read(name, content))
    except Unreadable as error:
        return error.problems


@LAWS
@given(st.data())
def test_of_a_library(data: st.DataObject):
    content = yaml.safe_dump(broken(data, LIBRARY), sort_keys=False, allow_unicode=True)
    assert all(": " in one for one in said("x.yaml", content.encode()))


@LAWS
@given(st.data())
def test_of_a_model(data: st.DataObject):
    assert all(": " in one for one in problems(Imported(broken(data, MODEL))))


@LAWS
@given(st.binary(max_size=200))
def test_of_bytes(content: bytes):
    for name in ("x.toml", "x.yaml", "x.xlsx"):
        assert all(": " in one for one in said(name, content))


@LAWS
@given(st.sampled_from(["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]), st.binary())
def test_of_a_part_of_a_workbook(part: str, content: bytes):
    assert said("x.xlsx", packed_with(BOOK, {part: content}))
