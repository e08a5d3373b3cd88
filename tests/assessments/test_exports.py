"""Every format of a plan opens again in every language, and tells the figures of the plan."""

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.utils import translation
from icalendar import Calendar

from assessments import editions, roadmap
from assessments.domain import handed, quarters
from assessments.domain.constraints import DOMESTIC
from assessments.exports import documents
from assessments.sheets import Sheet
from cms.press import formatting
from tests.assessments import exported
from tests.assessments.exported import LANGUAGES, OFFERED, rows, sums, usual, written
from tests.assessments.fitting import fits

BANDS = ("low", "likely", "high")
OFFICE = [one for one in OFFERED if one[1] in (editions.DOCX, editions.XLSX)]
NO_PDF = [one for one in OFFERED if one[1] != editions.PDF]


def test_every_edition_has_a_writer_for_each_of_its_formats() -> None:
    assert set(documents.WRITERS) == set(OFFERED)
    assert set(documents.MEDIA_TYPES) == {one for _edition, one in OFFERED}
    with pytest.raises(ValueError, match="PDF or Word document"):
        documents.write(usual(), "en", editions.BRIEF, editions.XLSX)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_the_figures_of_the_plan_and_its_sums_are_formulas(
    language: str,
) -> None:
    plan, book = usual().result, exported.workbook(written("report", "xlsx", language))
    actions, results, years, assumptions = book.worksheets
    for row, one in zip(rows(actions), plan["actions"], strict=True):
        assert row["action_id"] == one["id"]
        assert row["start"] == dt.datetime(*_first(one["start"]))
        assert row["end"] == dt.datetime(*_first(one["end"], 1)) - dt.timedelta(days=1)
        assert {band: row[f"set_up_{band}"] for band in BANDS} == one["cost"]["set_up"]
        assert row["running_high"] == one["cost"]["running_per_year"]["high"]
        assert row["staff_set_up"] == one["people"]["set_up"]["value"]
        assert row["donor"] is row["requested"] is row["oda_eligible"] is None
    totals, found, by_year = plan["totals"], sums(actions), sums(years)
    for band in BANDS:
        assert found[f"set_up_{band}"] == by_year[f"set_up_{band}"] == totals["set_up"][band]
        assert found[f"running_{band}"] == totals["running_per_year"][band]
        assert by_year[f"running_{band}"] == totals["running_in_plan"][band]
    assert found["posts"] == totals["posts"]
    gaps = {
        (o["id"], f"{g['model']}/{g['indicator']}") for o in plan["actions"] for g in o["closes"]
    }
    assert {(row["action_id"], row["indicator_id"]) for row in rows(results)} == gaps
    assert usual().sha256 in {row["value"] for row in rows(assumptions)}


def test_the_workbook_says_who_pays_where_money_was_named() -> None:
    window = {"id": "fund", "theme": ["C"], "from": "2027-Q1", "to": "2029-Q4", "amount": 400_000}
    of = exported.sheet(limits={"budget_per_year": 150_000, "donor_windows": [window]})
    book = exported.workbook(documents.write(of, "en", "report", "xlsx").content)
    told = {row["action_id"]: row for row in rows(book.worksheets[0])}
    paid = {DOMESTIC: 0, "fund": 0}
    for one in of.result["actions"]:
        row = told[one["id"]]
        for source, column in ((DOMESTIC, "national_share"), ("fund", "requested")):
            amount = sum(part["amount"] for part in one["funding"] if part["source"] == source)
            assert row[column] == (amount or None)
            paid[source] += amount
        assert row["donor"] == ("fund" if row["requested"] else None)
    assert all(paid.values())


def _first(quarter: str, later: int = 0) -> tuple[int, int, int]:
    one = quarters.parse(quarter).plus(later)
    return one.year, one.number * 3 - 2, 1


def test_the_columns_have_the_same_ids_in_every_language_and_headings_of_their_own() -> None:
    ids, headings = set(), set()
    for language in LANGUAGES:
        for level in (0, 4):
            book = exported.workbook(written("report", "xlsx", language, level))
            assert [*book.defined_names] == [
                "plan_actions", "plan_results", "plan_years", "plan_assumptions",
            ]  # fmt: skip
            ids.add(tuple(tuple(cell.value for cell in page[1]) for page in book))
            headings.add(tuple(cell.value for cell in book.worksheets[0][2]))
            assert all(page.row_dimensions[1].hidden for page in book)
            assert all(page.sheet_view.rightToLeft == (language == "ar") for page in book)
    assert len(ids) == 1


def test_what_was_typed_is_never_a_formula() -> None:
    hostile = '=HYPERLINK("http://x.example";"a")'
    of = exported.sheet(hostile, limits={"roles": {"csirt": "@SUM(A1)", "finance": "+1"}})
    for edition in ("report", "partner"):
        book = exported.workbook(documents.write(of, "en", edition, "xlsx").content)
        cells = [cell for page in book for row in page for cell in row if cell.value is not None]
        formulas = [cell.value for cell in cells if cell.data_type == "f"]
        assert formulas
        assert all(re.fullmatch(r"=SUM\([A-Z]+3:[A-Z]+\d+\)", one) for one in formulas)
        typed = [cell for cell in cells if str(cell.value)[:1] in "@+=" and cell.data_type == "s"]
        assert hostile in {cell.value for cell in typed}
        assert all(cell.quotePrefix for cell in typed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_the_headings_of_the_full_edition_in_their_order(language: str) -> None:
    word = exported.document(written("full", "docx", language))
    heads = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    shown = _shown(usual(), language)
    titles = [step.title for step in shown.steps]
    assert [head for head in heads if head in titles] == titles
    assert [one.text for one in word.paragraphs if one.style.name == "Title"] == [
        usual().institution
    ]
    assert word.core_properties.language == language
    footer = word.sections[0].footer.paragraphs[0]
    assert shown.short_hash in footer.text
    assert {"PAGE", "NUMPAGES"} <= set(re.findall(r'w:instr="(\w+)"', footer._p.xml))
    for table in word.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")[0].strip()


def _shown(sheet: Sheet, language: str) -> roadmap.Roadmap:
    with translation.override(language):
        return roadmap.of(sheet, language)


@pytest.mark.parametrize("edition", editions.EDITIONS)
def test_an_arabic_document_runs_from_right_to_left_in_every_part(edition: str) -> None:
    word = exported.document(written(edition, "docx", "ar"))
    assert word.sections[0]._sectPr.xpath("./w:bidi")
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    for one in [*word.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
        assert one._p.xpath("./w:pPr/w:bidi"), one.text
        for run in one.runs:
            if re.search("[\u0600-\u06ff]", run.text):
                assert run.font.rtl, run.text
                assert run._r.xpath("./w:rPr/w:lang/@w:bidi") == ["ar"]
    assert all(table._tbl.xpath("./w:tblPr/w:bidiVisual") for table in word.tables)
    assert not exported.document(written(edition, "docx", "fr"))._body._element.xpath(".//w:bidi")


def test_lists_count_for_themselves() -> None:
    word = exported.document(written("full", "docx", "en"))
    counted = [one._p.xpath("./w:pPr/w:numPr/w:numId/@w:val") for one in word.paragraphs]
    assert len({one[0] for one in counted if one}) > len(usual().result["actions"]) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_and_document_tell_the_same_money(language: str) -> None:
    page, word = (exported.squeezed(exported.words(written("report", one, language), one))
                  for one in ("pdf", "docx"))  # fmt: skip
    for one in usual().result["actions"]:
        if one["kind"] == "library":
            money = formatting.money(one["cost"]["set_up"]["likely"], language)
            # Extraction from a PDF sets the figures of Arabic lines in another order.
            assert language == "ar" or exported.squeezed(money) in page
            assert exported.squeezed(money) in word


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_two_days_for_each_action_and_one_for_each_stage(language: str) -> None:
    calendar = Calendar.from_ical(written("report", "ics", language))
    events, plan = calendar.walk("VEVENT"), usual().result
    assert len(events) == 2 * len(plan["actions"]) + len(plan["path"])
    for event in events:
        assert type(event.decoded("dtstart")) is dt.date
        assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1)
        assert "ORGANIZER" not in event
        assert "ATTENDEE" not in event
    starts = {str(e["uid"]): e.decoded("dtstart") for e in events}
    for one in plan["actions"]:
        uid = f"{usual().sha256[:32]}/{one['id']}/start@plan.waymark"
        assert starts[uid] == dt.date(*_first(one["start"]))
    assert len(starts) == len(events)
    english = Calendar.from_ical(written("report", "ics", "en")).walk("VEVENT")
    assert {str(e["uid"]) for e in english} == set(starts)


@pytest.mark.parametrize("level", [0, 4, "unknown"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_json_is_the_stored_plan_under_a_head(language: str, level: int | str) -> None:
    found = json.loads(written("report", "json", language, level))
    assert found["plan"] == usual(level).result
    assert found["head"]["hash"] == found["plan"]["hash"] == usual(level).sha256
    handed.PlanExport.model_validate(found)
    assert fits(found, "plan-export") == []


@pytest.mark.parametrize(("edition", "written_as"), OFFERED)
def test_a_plan_in_which_nothing_is_to_do_opens_in_every_format(
    edition: str, written_as: str
) -> None:
    for language in ("en", "ar"):
        content = written(edition, written_as, language, 4)
        told = exported.words(content, written_as)
        assert usual().institution in told.replace("\r\n ", "") or written_as == "pdf"
        if written_as == "xlsx":
            assert set(sums(exported.workbook(content).worksheets[0]).values()) == {0}


@pytest.mark.parametrize(("edition", "written_as"), NO_PDF)
def test_titles_of_200_characters_are_whole_within_and_cut_in_the_name_of_the_file(
    edition: str, written_as: str
) -> None:
    for language, name in (("en", exported.LONG), ("ar", exported.LONG_ARABIC)):
        made = documents.write(exported.sheet(name), language, edition, written_as)
        text = made.content.decode() if written_as == "ics" else ""
        told = text.replace("\r\n ", "") or exported.words(made.content, written_as)
        assert name.strip() in told
        assert made.name.endswith(f".{written_as}")
        assert len(made.name) < 130
        assert len(made.name.encode()) <= 255


@pytest.mark.parametrize(("edition", "written_as"), NO_PDF)
def test_signs_that_no_file_can_hold_break_none(edition: str, written_as: str) -> None:
    of = exported.sheet("Bell \x07 and _x0041_ <b>&amp;</b>")
    content = documents.write(of, "en", edition, written_as).content
    if written_as in (editions.DOCX, editions.XLSX):
        told = re.sub(" +", " ", exported.words(content, written_as))
        assert "Bell and _x0041_ <b>&amp;</b>" in told


@pytest.mark.parametrize(("edition", "written_as"), OFFICE)
def test_the_same_plan_is_the_same_file(edition: str, written_as: str) -> None:
    first = written(edition, written_as, "ar")
    assert documents.write(usual(), "ar", edition, written_as).content == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.testzip() is None
