"""Every broken file is refused with sentences that have a place, and with nothing else."""

import pytest

from assessments.imports import Imported, problems, yaml_text
from tests.assessments.imports.files import TOML, refused


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
