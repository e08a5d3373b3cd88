"""Every broken file is refused with sentences that have a place, and with nothing else."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from assessments.exports import model_workbook
from assessments.imports import Imported, Unreadable, checked, problems, read, yaml_text
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


@pytest.mark.parametrize("name", ["x.toml", "x.xlsx", "x.yaml", "x.yml"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "(the file): is empty"),
        (b"x" * 30 * 1024 * 1024, "(the file): expected at most 4 MB, found 30.0 MB"),
    ],
    ids=["empty", "30 MB"],
)
def test_a_size_is_refused_before_anything_is_read(name: str, content: bytes, told: str):
    assert refused(name, content) == (told,)


@pytest.mark.parametrize("name", ["x.xlsm", "x.xls", "x.ods", "toml", ""])
def test_another_format_is_refused_by_its_name(name: str):
    assert "expected a name that ends in .toml, .xlsx, .yaml, .yml" in refused(name, b"x")[0]


@pytest.mark.parametrize("name", ["x.toml", "x.yaml"])
def test_what_is_no_utf8_is_refused_with_its_line(name: str):
    assert refused(name, b"a: 1\nb: \xff") == (
        "line 2: expected text in UTF-8, found the byte 0xff",
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("demonstration = true", "demonstation = true", "demonstation: is not a known key"),
        ("version = 1", 'version = "1"', "version: expected a whole number, found '1'"),
        ("version = 1", "version = 1.0", "version: expected a whole number, found 1.0"),
        ('gate = "profile"', 'gate = "median"', "gate: expected 'mean', 'profile'"),
        (
            'gate = "profile"',
            'gate = "cumulative"',
            "dimensions[0].indicators[0].stage: is missing",
        ),
        ('id = "people"', 'id = "task"', "ids: task is used 2 times"),
        ("mandate = 2", "mandat = 2", "stages[0].minimum.mandat: there is no such indicator"),
        ("mandate = 2", "mandate = -1", "stages[0].minimum.mandate: expected 0 to 4, found -1"),
        ("core = true", "weight = 0", "dimensions[0].indicators[0].weight: expected 1 or more"),
        ("core = true", 'scale = "x"', "dimensions[0].indicators[0].scale: there is no scale x"),
        ("core = true", 'stage = "x"', "dimensions[0].indicators[0].stage: there is no stage x"),
        (
            "core = true",
            'depends_on = { all = [{ indicator = "mandate", at_least = 1 }] }',
            "depends_on: the conditions of mandate go round in a circle",
        ),
        ("version = 1", "version = 1 1", "line 4, column 13: expected newline"),
        ("version = 1", f"version = {'9' * 5000}", "(the file): "),
        ("version = 1", f"{'a.' * 60000}b = 1", "line 4: expected a key of at most 40 steps"),
        ("version = 1", "version = " + "[" * 60000, "(the file): lies deeper than 40 floors"),
        ('title = "', f'title = "{"x" * 16_001}', "title: expected at most 16000 characters"),
    ],
)
def test_a_broken_toml_is_refused(old: str, new: str, told: str):
    assert old in TOML
    found = refused("x.toml", TOML.replace(old, new, 1).encode())
    assert any(one.startswith(told) for one in found), found


def test_a_level_below_nothing_after_a_stage_that_is_silent_is_refused():
    broken = TOML.replace("{ mandate = 2, ", "{ ", 1).replace("mandate = 3", "mandate = -1", 1)
    found = refused("x.toml", broken.encode())
    assert "stages[1].minimum.mandate: falls from 0 to -1" in found


def test_every_problem_comes_at_once():
    broken = TOML.replace("core = true", "cor = true", 1).replace("version = 1", "version = 0.5", 1)
    broken += '[translations.fr]\n"model/title" = ""\n'
    assert len(refused("x.toml", broken.encode())) == 3


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[translations.fr]\n"no/title" = "x"', "translations.fr.no/title: there is no such text"),
        ('[translations.fr]\n"model/title" = " "', "translations.fr.model/title: expected a text"),
        ('[translations.fr]\n"model/title" = 1', "translations.fr.model/title: expected a text"),
        ('[translations.FR_x]\n"model/title" = "x"', "translations.FR_x: expected a code"),
        ('[translations.en]\n"model/title" = "x"', "translations.en: is the source language"),
        ('[translations]\nfr = "x"', "translations.fr: expected a table, found 'x'"),
    ],
)
def test_a_translation_of_nothing_is_refused(table: str, told: str):
    assert refused("x.toml", f"{TOML}\n{table}\n".encode())[0].startswith(told)


def test_a_scale_out_of_order_is_refused():
    scale = (
        '[[scales]]\nid = "s"\nanswers = [{ title = "a", value = 2 }, { title = "b", value = 1 }]\n'
    )
    broken = TOML.replace("[[stages]]", scale + "\n[[stages]]", 1)
    assert refused("x.toml", broken.encode())[0].startswith(
        "scales[0].answers[1].value: expected 2"
    )


def test_too_many_nodes_are_refused():
    one = {"id": "x", "title": "x", "indicators": [{"id": f"i{n}"} for n in range(1_801)]}
    found = problems(Imported({"dimensions": [one]}))
    assert "(the file): expected at most 1800 parts and indicators, found 1802" in found


def bomb() -> bytes:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (bomb(), "line 1: anchors and aliases are refused"),
        (b"a: [1\nb: 2", "line 2, column 2: did not find expected"),
        (b"a: 1\nb: 2\na: 3", "line 3, column 1: the key a stands there twice"),
        (b"? [a]\n: 1", "line 1, column 3: expected a text as key"),
        (b"a: !!python/object/apply:os.system [x]", "line 1, column 4: could not determine"),
        (b"[" * 100_000, "line 1, column 1001: exceeded maximum nesting depth"),
        (b"[" * 50 + b"]" * 50, "line 1: lies deeper than 40 floors"),
        (b"a: 1\n---\nb: 2", "line 2: a second document begins"),
        (b"a: \x07", "(the file): "),
        (b"just words", "(the file): expected a table, found 'just words'"),
        (b"- a", "(the file): expected a table, found ['a']"),
        (b"a: 1", "objects.framework: is missing"),
        (b"objects: 3", "objects: expected a table, found 3"),
        (b"objects: {framework: {requirement_nodes: 3}}", "objects.framework.requirement_nodes: "),
    ],
)
def test_a_broken_yaml_is_refused(content: bytes, told: str):
    assert refused("x.yaml", content)[0].startswith(told)


def test_yes_and_no_dates_and_decimals_stay_texts():
    told = b"[yes, No, on, off, true, 2026-01-01, 1.10, 1:30, 0o7, 007, ~, 12, -3]"
    expected = ["yes", "No", "on", "off", True, "2026-01-01", "1.10", "1:30", "0o7", "007", None]
    assert yaml_text.load(told) == [*expected, 12, -3]


def put(sheet: str, cell: str, value: Any) -> bytes:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = value
        if isinstance(value, float):
            book[sheet][cell].number_format = "General"

    return made.changed(BOOK, change)


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

    found = refused("x.xlsx", made.changed(BOOK, change))
    assert found == ("Parts: people, task lie within each other, in a circle",)


def test_strange_and_missing_sheets_are_refused():
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("Notes")
        del book["Parts"]

    found = refused("x.xlsx", made.changed(BOOK, change))
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
    found = refused("x.xlsx", made.packed_with(BOOK, {part: b"<a/>"}))
    assert found == (
        f"(the file): holds {told}, which are refused; save it as a plain workbook (.xlsx)",
    )


def test_a_workbook_with_macros_is_refused_by_its_type_too():
    with zipfile.ZipFile(io.BytesIO(BOOK)) as packed:
        types = packed.read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    content = made.packed_with(BOOK, {"[Content_Types].xml": types.replace(plain, macro)})
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
    assert refused("x.xlsx", made.packed_with(BOOK, more))[0].startswith(told)


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
    found = refused("x.xlsx", made.packed_with(BOOK, {"xl/worksheets/sheet2.xml": sheet}))
    assert found == ("xl/worksheets/sheet2.xml: expected at most 20000 rows and 256 columns",)


def test_what_is_no_archive_or_another_one_is_refused():
    told = "(the file): expected a workbook (.xlsx), found no readable one"
    assert refused("x.xlsx", b"no archive") == (told,)
    assert refused("x.xlsx", BOOK[: len(BOOK) // 2]) == (told,)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("a.txt", "a")
    assert "another kind of archive" in refused("x.xlsx", stream.getvalue())[0]
