"""What is written is read back as the same, in both formats."""

import io
import tomllib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.domain import maturity, texts
from assessments.domain.maturity import MaturityModel
from assessments.exports import model_toml, model_workbook
from assessments.imports import Imported, checked, columns, read
from tests.assessments.imports import files, made

LAWS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_toml(model: MaturityModel, translations: dict[str, dict[str, str]]) -> Imported:
    return read("x.toml", model_toml.write(model, translations).encode())


def by_workbook(model: MaturityModel, translations: dict[str, dict[str, str]]) -> Imported:
    return read("x.xlsx", model_workbook.write(model, translations))


@pytest.mark.parametrize("path", made.SHIPPED, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("way", [by_toml, by_workbook])
def test_a_shipped_model_comes_back_as_the_same(path: Path, way):
    model = made.shipped(path)
    french = {name: f"fr: {text}" for name, text in texts.of_model(model).items()}
    found = way(model, {"fr": french})
    assert checked(found) == model
    assert found.translations == {"fr": french}
    assert found.losses == ()


@LAWS
@given(st.data())
def test_any_model_comes_back_from_toml_as_the_same(data: st.DataObject):
    model = data.draw(made.models())
    translations = data.draw(made.translations_of(model))
    assert maturity.problems(model) == []
    assert maturity.parse(tomllib.loads(model_toml.write(model))) == model
    found = by_toml(model, translations)
    assert checked(found) == model
    assert found.translations == translations


@LAWS
@given(st.data())
def test_any_model_comes_back_from_a_workbook_as_the_same(data: st.DataObject):
    model = data.draw(made.models())
    translations = data.draw(made.translations_of(model))
    found = by_workbook(model, translations)
    assert checked(found) == model
    assert found.translations == translations


@pytest.mark.parametrize("text", made.AWKWARD)
@pytest.mark.parametrize("way", [by_toml, by_workbook])
def test_no_text_is_taken_for_anything_else(text: str, way):
    model = made.shipped(made.SHIPPED[0]).model_copy(update={"title": text, "below": text})
    found = way(model, {"ar": {"model/title": text}})
    assert checked(found) == model
    assert found.translations == {"ar": {"model/title": text}}


def test_a_text_that_looks_like_a_formula_is_written_as_text():
    model = made.shipped(made.SHIPPED[0]).model_copy(update={"title": "=HYPERLINK(1)"})
    page = openpyxl.load_workbook(io.BytesIO(model_workbook.write(model)))["Model"]
    cell = next(row[1] for row in page.iter_rows() if row[0].value == "title")
    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")
    assert cell.quotePrefix


def test_a_text_that_a_cell_would_cut_is_refused_by_the_writer():
    model = made.shipped(made.SHIPPED[0]).model_copy(update={"title": "x" * 40_000})
    with pytest.raises(ValueError, match="Model!B4: is too long"):
        model_workbook.write(model)


def test_the_empty_workbook_has_every_sheet_its_headings_and_its_lists():
    book = openpyxl.load_workbook(io.BytesIO(model_workbook.blank()))
    assert book.sheetnames == [columns.HELP, *(sheet.name for sheet in columns.SHEETS)]
    for sheet in columns.SHEETS:
        page = book[sheet.name]
        heads = [cell.value for cell in page[1]]
        assert heads[: len(sheet.columns)] == [column.heading for column in sheet.columns]
        assert page.freeze_panes == "A2"
    lists = {
        str(rule.sqref): rule.formula1
        for rule in book["Indicators"].data_validations.dataValidation
    }
    assert lists["B2:B2000"] == "'Parts'!$A$2:$A$2000"
    assert lists["G2:G2000"] == '"yes,no"'
    help_ = {str(cell.value) for row in book[columns.HELP].iter_rows() for cell in row}
    assert {sheet.told for sheet in columns.SHEETS} <= help_


def test_a_workbook_filled_by_hand_becomes_a_model():
    def fill(book: openpyxl.Workbook) -> None:
        own = {
            "id": "by-hand",
            "version": 1.0,
            "title": "By hand",
            "summary": "Small.",
            "notice": "Ours.",
            "source language": "en",
            "demonstration": True,
            "gate": "mean",
            "below": "Below",
        }
        for row in book["Model"].iter_rows(min_row=2):
            row[1].value = own.get(row[0].value)
        for line in (["model", None, None, "none"], ["model", None, None, "all"]):
            book["Scales"].append(line)
        book["Stages"].append(["first", "First", "Half.", "1/2"])
        book["Parts"].append(["law", None, "Law", None, 2.0])
        book["Indicators"].append(["act", "law", "Act", "Is there an act?", None, None, "yes"])
        book["Translations"].append(["law/title", "Law", "Loi"])

    found = read("By hand.XLSX", files.changed(model_workbook.blank(), fill))
    model = checked(found)
    assert (model.id, model.version, model.demonstration) == ("by-hand", 1, True)
    assert (model.dimensions[0].weight, model.indicator("act").core) == (2, True)
    assert str(model.stages[0].at_least) == "1/2"
    assert found.translations == {"fr": {"law/title": "Loi"}}
