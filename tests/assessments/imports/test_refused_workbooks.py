"""A broken workbook is refused at its cell, a dangerous one before it is opened."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from assessments.imports import checked, read
from tests.assessments.imports import files
from tests.assessments.imports.files import (
    BOOK,
    refused,
)


def put(sheet: str, cell: str, value: Any) -> bytes:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = value
        if isinstance(value, float):
            book[sheet][cell].number_format = "General"

    return files.changed(BOOK, change)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("Indicators", "C7", "=1+1", "Indicators!C7: expected a value, found a formula"),
        ("Indicators", "C7", "#REF!", "Indicators!C7: expected a value, found the error #REF!"),
        ("Indicators", "A3", "mandate", "Indicators!A3: the id mandate stands already in row 2"),
        ("Indicators", "B3", "nowhere", "Indicators!B3: there is no part nowhere"),
        ("Indicators", "B3", None, "Indicators!B3: the part is missing"),
        ("Indicators", "F3", 0, "Indicators!F3 (dimensions[0].indicators[1].weight): expected 1"),
        ("Indicators", "F3", 1.5, "Indicators!F3: expected a whole number, found the number 1.5"),
        ("Indicators", "F3", "much", "Indicators!F3: expected a whole number, found 'much'"),
        ("Indicators", "G3", "perhaps", "Indicators!G3: expected yes or no, found 'perhaps'"),
        ("Indicators", "H3", "x", "Indicators!H3 (dimensions[0].indicators[1].scale): there is no"),
        ("Indicators", "I3", "x", "Indicators!I3 (dimensions[0].indicators[1].stage): there is no"),
        ("Indicators", "C3", None, "Indicators!C3 (dimensions[0].indicators[1].title): is missing"),
        ("Indicators", "C3", 1.25, "Indicators!C3: expected a text, found the number 1.25"),
        ("Indicators", "K1", "Mood", "Indicators!K1: Mood is not a known heading"),
        ("Indicators", "K3", "x", "Indicators!K3: stands in a column without a heading"),
        ("Indicators", "A1", "Ids", "Indicators!A1: Ids is not a known heading"),
        ("Parts", "F2", "median", "Parts!F2 (dimensions[0].gate): expected 'mean'"),
        ("Model", "B10", "median", "Model!B10 (gate): expected 'mean', 'profile'"),
        ("Model", "B10", "cumulative", "Indicators!I2 (dimensions[0].indicators[0].stage): is"),
        ("Model", "B3", "two", "Model!B3: expected a whole number, found 'two'"),
        ("Model", "A3", "verzion", "Model!A3: expected one of id, version"),
        ("Stages", "D2", 0.5, "Stages!D2: expected a whole number or a fraction as text"),
        ("Levels", "B3", 4, "Levels!B3: expected the level 1"),
        ("Levels", "A3", "x", "Levels!A3: there is no indicator x"),
        ("Evidence", "A3", "x", "Evidence!A3: there is no indicator x"),
        (
            "Minimum levels",
            "B1",
            "later",
            "Minimum levels!B2: there is no stage and no target later",
        ),
        ("Minimum levels", "A3", "mandate", "Minimum levels!A3: mandate stands there twice"),
        ("Minimum levels", "B2", 9, "Minimum levels!B2 (stages[0].minimum.mandate): expected 0 to"),
        ("References", "D2", "like", "Indicators!A2 (dimensions[0].indicators[0].references[0]"),
        ("Translations", "A3", "no/title", None),
        ("Translations", "C2", "", None),
    ],
)
def test_a_broken_cell_is_refused_at_its_place(sheet: str, cell: str, value: Any, told: str | None):
    content = put(sheet, cell, value)
    if told is None:
        assert checked(read("x.xlsx", content)).id == "cert-starter"
        return
    found = refused("x.xlsx", content)
    assert any(one.startswith(told) for one in found), found


def test_parts_within_each_other_are_refused():
    def change(book: openpyxl.Workbook) -> None:
        book["Parts"]["B2"].value, book["Parts"]["B3"].value = "people", "task"

    found = refused("x.xlsx", files.changed(BOOK, change))
    assert found == ("Parts: people, task lie within each other, in a circle",)


def test_strange_and_missing_sheets_are_refused():
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("Notes")
        del book["Parts"]

    found = refused("x.xlsx", files.changed(BOOK, change))
    assert found[0].startswith("Notes: is not a known sheet; the sheets are Model, Scales")
    assert "Parts: the sheet is missing" in found


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/embeddings/oleObject1.bin", "embedded objects"),
        ("xl/activeX/activeX1.xml", "embedded objects"),
        ("xl/connections.xml", "connections to other data"),
    ],
)
def test_what_could_reach_outside_is_refused(part: str, told: str):
    found = refused("x.xlsx", files.packed_with(BOOK, {part: b"<a/>"}))
    assert found == (
        f"(the file): holds {told}, which are refused; save it as a plain workbook (.xlsx)",
    )


def test_a_workbook_with_macros_is_refused_by_its_type_too():
    with zipfile.ZipFile(io.BytesIO(BOOK)) as packed:
        types = packed.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    content = files.packed_with(BOOK, {"[Content_Types].xml": types.replace(plain, macro)})
    assert "holds macros" in refused("x.xlsx", content)[0]


LAUGHS = b'<!DOCTYPE a [<!ENTITY b "lol">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"xl/bomb.xml": b" " * 40_000_000}, "(the file): expected at most 24 MB unpacked"),
        ({"xl/bomb.xml": b" " * 20_000_000}, "xl/bomb.xml: unpacks to more than 100 times"),
        ({"xl/sharedStrings.xml": LAUGHS}, "xl/sharedStrings.xml: expected plain XML"),
        ({"xl/workbook.xml": b"<"}, "xl/workbook.xml: expected plain XML"),
        ({"xl/workbook.xml": b"<a/>"}, "Model: the sheet is missing"),
        ({f"xl/p{n}.xml": b"<a/>" for n in range(500)}, "(the file): expected at most 400 parts"),
    ],
)
def test_a_bomb_is_refused(more: dict[str, bytes], told: str):
    assert refused("x.xlsx", files.packed_with(BOOK, more))[0].startswith(told)


@pytest.mark.parametrize(
    "cell",
    [
        '<row r="900000"><c r="A900000"/></row>',
        '<row r="2"><c r="XFD2"/></row>',
        '<row r="9999999999"/>',
    ],
)
def test_a_cell_far_outside_is_refused(cell: str):
    sheet = f"<worksheet><sheetData>{cell}</sheetData></worksheet>".encode()
    found = refused("x.xlsx", files.packed_with(BOOK, {"xl/worksheets/sheet2.xml": sheet}))
    assert found == ("xl/worksheets/sheet2.xml: expected at most 20000 rows and 256 columns",)


def test_what_is_no_archive_or_another_one_is_refused():
    told = "(the file): expected a workbook (.xlsx), found no readable one"
    assert refused("x.xlsx", b"no archive") == (told,)
    assert refused("x.xlsx", BOOK[: len(BOOK) // 2]) == (told,)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.txt", "a")
    assert "another kind of archive" in refused("x.xlsx", stream.getvalue())[0]
