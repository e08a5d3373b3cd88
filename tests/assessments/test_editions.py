"""The editions: the report keeps its pages, Full has a page an action, each says what it is."""

import io
import json
import re
from dataclasses import replace
from functools import cache

import pypdf
import pytest
from django.utils import translation

from assessments import editions, library
from assessments.domain import canonical, constraints, planning
from assessments.exports import documents, report, sections
from assessments.sheets import Sheet
from tests.assessments import exported
from tests.assessments.exported import LANGUAGES, sheet, usual, written

STAGES = {one.id: one.stages[-1].id for one in library.offered()}
NO_LIMITS = {
    "start": "2027-Q1",
    "horizon": 20,
    "people": 60,
    "caps": {
        "starts_per_area_in_first_year": 99,
        "major_at_a_time": 99,
        "major_per_lead": 99,
        "quick_wins_per_lead": 9,
    },
}
SAYS = re.compile(r'<p class="(?:says|why)">([^<]+)</p>')


@cache
def largest(level: int | str) -> Sheet:
    """The largest plan that the shipped models give: all of them at once, without limits."""
    made = planning.make(
        planning.Inputs(
            snapshots=tuple(
                planning.Snapshot(one, {indicator.id: level for indicator in one.indicators()})
                for one in library.offered()
            ),
            library=library.release_for(*STAGES),
            constraints=constraints.parse(NO_LIMITS),
            country="XMA",
            targets=STAGES,
        )
    )
    of = usual()
    fields = {name: getattr(of, name) for name in of.__slots__}
    result = json.loads(canonical.text(made.result))
    return Sheet(**fields | {"result": result, "sha256": made.hash})


def reader(of: Sheet, language: str, edition: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(documents.write(of, language, edition).content))


def page_of(of: Sheet, edition: str, language: str = "en") -> str:
    with translation.override(language):
        return report.html(of, language, edition)


@pytest.mark.parametrize(
    ("level", "language"),
    [*((0, one) for one in LANGUAGES), ("unknown", "fr"), ("unknown", "es")],
)
def test_the_report_of_the_largest_plan_has_at_most_20_pages(
    level: int | str, language: str
) -> None:
    of = largest(level)
    assert len(of.result["actions"]) > 50
    assert len(reader(of, language, editions.REPORT).pages) <= report.REPORT_PAGES


@pytest.mark.parametrize("slug", STAGES)
def test_the_report_of_every_model_fits_in_its_roomiest_form(slug: str) -> None:
    assert len(reader(sheet(slug=slug), "fr", editions.REPORT).pages) <= 15


def test_even_the_tightest_report_names_every_action_with_its_date_and_reason() -> None:
    of = largest(0)
    with translation.override("en"):
        *_others, tightest = report._reports(of, "en", editions.REPORT)
    table = tightest.split('<table class="all">')[1].split("</table>")[0]
    assert table.count("<tr>") == len(of.result["actions"]) + 1
    for one in of.result["actions"]:
        if one["kind"] == "library":
            assert f"<bdi>{one['id']}</bdi>" in table
    assert len(re.findall('class="why">[^<]', table)) == len(of.result["actions"])


def test_full_has_a_page_for_each_action_and_the_report_has_none() -> None:
    full, short = (page_of(usual(), one) for one in (editions.FULL, editions.REPORT))
    library_actions = [one for one in usual().result["actions"] if one["kind"] == "library"]
    assert full.count('<section class="next-page action') == len(library_actions)
    assert 'class="next-page action' not in short
    pages = [one.extract_text() for one in reader(usual(), "en", editions.FULL).pages]
    starts = [text for text in pages if re.search(r"Action \d+ of \d+", text)]
    assert len(starts) == len(library_actions)


@pytest.mark.parametrize("edition", [editions.REPORT, editions.FULL])
def test_the_table_of_contents_names_the_sections_of_its_edition_in_their_order(
    edition: str,
) -> None:
    page = page_of(usual(), edition)
    contents = re.findall(r'<li><a href="#([a-z-]+)">', page)
    assert contents == list(sections.SECTIONS[edition])
    places = [page.index(f'id="{name}"') for name in contents]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", editions.EDITIONS)
def test_every_edition_says_on_its_first_page_for_whom_it_is_and_what_it_holds(
    edition: str, language: str
) -> None:
    with translation.override(language):
        says = str(editions.SAYS[edition])
    assert SAYS.findall(page_of(usual(), edition, language))[0] == says.replace("'", "&#x27;")
    word = exported.document(written(edition, "docx", language))
    assert says in [one.text for one in word.paragraphs][:12]


@pytest.mark.parametrize("edition", editions.EDITIONS)
def test_every_page_bears_the_mark_of_who_may_read_it(edition: str) -> None:
    for page in reader(usual(), "ar", edition).pages:
        assert "TLP:AMBER" in page.extract_text()
    word = exported.document(written(edition, "docx", "ar"))
    assert "TLP:AMBER" in word.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize("mark", ["TLP:RED", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR"])
def test_a_mark_that_was_chosen_takes_the_place_of_the_usual_one_and_is_explained(
    mark: str,
) -> None:
    for edition in editions.EDITIONS:
        page = page_of(sheet(tlp=mark), edition)
        assert f'<span class="run tlp">{mark}</span>' in page
        assert f"<bdi>{mark}</bdi>: " in page.split('class="words"')[1]
        assert "TLP:AMBER</" not in page


def test_a_plan_is_a_draft_until_the_data_say_in_which_role_it_was_approved() -> None:
    draft = page_of(sheet(), editions.REPORT)
    assert "nobody has approved this plan yet" in draft
    of = sheet(approved_by="approver", approved_on=usual().made_on)
    approved = page_of(of, editions.REPORT)
    assert "nobody has approved this plan yet" not in approved
    assert "by the role Approver on <bdi>26 November 2026</bdi>" in approved


def test_what_the_report_leaves_to_full_is_counted() -> None:
    of = largest(0)
    short, full = (page_of(of, one) for one in (editions.REPORT, editions.FULL))
    left = len(of.result["left_out"])
    kept = short.split('<table class="left-out">')[1].split("</table>")[0].count("<tr>") - 1
    assert kept < left
    assert f"<bdi>{left - kept}</bdi> more stand in the Full edition." in short
    listed = full.split('<table class="left-out">')[1].split("</table>")[0].count("<tr>") - 1
    assert listed == left
    assert "in the Full edition" not in full.split("<body")[1].split('id="reading"')[1]


@pytest.mark.parametrize("language", ["fr", "es"])
def test_titles_of_200_characters_leave_the_cover_its_one_page(language: str) -> None:
    of = replace(sheet(exported.LONG), title=exported.LONG)
    second = reader(of, language, editions.REPORT).pages[1].extract_text()
    with translation.override(language):
        heading = str(sections.TITLES["reading"])
    assert exported.squeezed(heading) in exported.squeezed(second)
