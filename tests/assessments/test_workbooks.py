"""A workbook goes out, is filled in elsewhere, comes back: nothing lost, nothing written over."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import services
from assessments.imports import filled
from assessments.models import Answer, Change, Round, WorkbookUpload
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import filling, made
from tests.assessments.filling import changed, downloaded, listed, previewed, taken_over
from tests.assessments.saying import browser

pytestmark = pytest.mark.django_db
C, R, V = roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER


@pytest.fixture
def one(team: made.Team) -> Round:
    """A round with two answers."""
    return made.answered(team, {"mandate": "1", "handling": "2"})


@pytest.fixture
def respondent(team: made.Team) -> Client:
    return browser(team, R)


def values(one: Round) -> dict[str, str]:
    return {row.indicator: row.value for row in one.answers.all()}


def save(team: made.Team, one: Round, indicator: str, value: str, note: str = "") -> None:
    services.save_answer(
        user=team[C],
        round_id=one.pk,
        indicator=indicator,
        value=value,
        said=services.Said(None, note),
    )


def test_what_is_new_and_changed_is_shown_first_and_saved_then(
    team: made.Team, one: Round, respondent: Client
) -> None:
    book = downloaded(respondent, one, team)
    sent = changed(
        book,
        {
            "mandate": ("2 – whatever it says", "Certain", "decree 12"),
            "constituency": ("We do not know", None, "ask the registry"),
            "sharing": (0,),
        },
    )
    page = previewed(respondent, one, sent)
    assert listed(page, "changed") == ["mandate"]
    assert listed(page, "new") == ["constituency", "sharing"]
    assert page.context["same"] == 1
    assert values(one) == {"mandate": "1", "handling": "2"}
    assert taken_over(respondent, page).status_code == 302
    assert values(one) == {
        "mandate": "2",
        "handling": "2",
        "constituency": "unknown",
        "sharing": "0",
    }
    mandate = one.answers.get(indicator="mandate")
    assert (mandate.confidence, mandate.note) == (3, "decree 12")
    assert mandate.answered_by == team[R]
    assert Change.objects.filter(client_id=mandate.client_id).count() == 3
    event = AuditEvent.objects.get(verb="workbook.applied")
    assert event.detail["saved"] == 3
    assert "decree" not in str(event.detail)


def test_an_untouched_workbook_asks_for_nothing(
    team: made.Team, one: Round, respondent: Client
) -> None:
    save(team, one, "mandate", "1", "line one\nline two, =1+1 and _x0041_\ttab")
    page = previewed(respondent, one, downloaded(respondent, one, team))
    assert not page.context["saves"]
    assert page.context["same"] == 2
    text = page.content.decode()
    assert "The file asks for no change" in text
    assert "Save all of this" not in text


def test_where_both_sides_changed_the_site_stays_unless_the_file_is_chosen(
    team: made.Team, one: Round, respondent: Client
) -> None:
    book = downloaded(respondent, one, team)
    save(team, one, "mandate", "3", "from the site")
    save(team, one, "constituency", "1")
    save(team, one, "handling", "0")
    rows = {"mandate": ("2", None, "from the file"), "constituency": ("2",)}
    sent = changed(book, rows)
    page = previewed(respondent, one, sent)
    assert listed(page, "conflicts") == ["mandate", "constituency"]
    assert listed(page, "elsewhere") == ["handling"]
    text = page.content.decode()
    assert "from the site" in text
    assert "from the file" in text
    assert team[C].display_name in text
    response = taken_over(respondent, page, constituency="file", mandate="site")
    assert values(one) == {"mandate": "3", "constituency": "2", "handling": "0"}
    told = respondent.get(response["Location"]).content.decode()
    assert "1 answer saved. 1 answer kept as on the site." in told


def test_a_stale_preview_is_shown_anew_and_keeps_the_choices(
    team: made.Team, one: Round, respondent: Client
) -> None:
    book = downloaded(respondent, one, team)
    save(team, one, "handling", "0")
    page = previewed(respondent, one, changed(book, {"mandate": ("2",), "handling": ("1",)}))
    assert listed(page, "changed") == ["mandate"]
    save(team, one, "mandate", "3")
    again = taken_over(respondent, page, handling="file")
    assert again.status_code == 409
    assert "somebody has answered meanwhile" in again.content.decode()
    assert listed(again, "conflicts") == ["mandate", "handling"]
    assert {line.id for line in again.context["conflicts"] if line.takes} == {"handling"}
    assert values(one) == {"mandate": "3", "handling": "0"}
    assert taken_over(respondent, again, handling="file").status_code == 302
    assert values(one) == {"mandate": "3", "handling": "1"}


def test_sent_twice_it_is_applied_once(team: made.Team, one: Round, respondent: Client) -> None:
    page = previewed(
        respondent, one, changed(downloaded(respondent, one, team), {"mandate": ("2",)})
    )
    first = taken_over(respondent, page)
    save(team, one, "mandate", "3")
    before = Change.objects.count()
    second = taken_over(respondent, page)
    assert first["Location"] == second["Location"]
    assert "1 answer saved." in respondent.get(second["Location"]).content.decode()
    assert values(one)["mandate"] == "3"
    assert Change.objects.count() == before
    assert AuditEvent.objects.filter(verb="workbook.applied").count() == 1
    upload = WorkbookUpload.objects.get()
    assert upload.content == {}


def test_the_same_file_uploaded_once_more_changes_nothing(
    team: made.Team, one: Round, respondent: Client
) -> None:
    sent = changed(downloaded(respondent, one, team), {"mandate": ("2",), "sharing": ("1",)})
    taken_over(respondent, previewed(respondent, one, sent))
    page = previewed(respondent, one, sent)
    assert not page.context["saves"]
    assert page.context["same"] == 3


def test_a_workbook_in_arabic_is_read_back(team: made.Team, one: Round, respondent: Client) -> None:
    content = downloaded(respondent, one, team, "ar")
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = filling.questions(book)
    assert page.sheet_view.rightToLeft
    lists = book[filled.LISTS_SHEET]
    row = filling.row_of(page, "sharing")
    offered = [cell.value for cell in lists[row] if cell.value]
    sure = lists["A1"].value
    assert offered[-2] != "We do not know"
    sent = changed(
        content, {"sharing": (offered[2], sure, "ملاحظة"), "mandate": (offered[-1], None, None)}
    )
    taken_over(respondent, previewed(respondent, one, sent))
    assert values(one)["mandate"] == "not-applicable"
    sharing = one.answers.get(indicator="sharing")
    assert (sharing.value, sharing.confidence, sharing.note) == ("2", 3, "ملاحظة")


def test_only_the_cells_to_fill_in_can_be_changed(
    team: made.Team, one: Round, respondent: Client
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(respondent, one, team)))
    page = filling.questions(book)
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert [sheet for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [page]
    assert book.security.lockStructure
    row = filling.row_of(page, "mandate")
    free = {cell.column_letter for cell in page[row] if not cell.protection.locked}
    assert free == {"E", "F", "G"}
    assert book[filled.SEAL_SHEET].sheet_state == "veryHidden"
    assert page.column_dimensions["A"].hidden
    ruled = {str(rule.sqref) for rule in page.data_validations.dataValidation}
    assert f"E{row}" in ruled


def test_no_text_becomes_a_formula(team: made.Team, respondent: Client) -> None:
    one = made.answered(team, {"mandate": "1"}, title='=HYPERLINK("http://x.example","A")')
    for indicator, note in (("mandate", "=1+1"), ("handling", "@SUM(A1)"), ("sharing", "+1")):
        save(team, one, indicator, "1", note)
    book = openpyxl.load_workbook(io.BytesIO(downloaded(respondent, one, team)))
    found: list[Any] = [
        cell for page in book.worksheets for row in page.iter_rows() for cell in row
    ]
    assert not [cell.coordinate for cell in found if cell.data_type == "f"]
    page = filling.questions(book)
    note = page[f"G{filling.row_of(page, 'mandate')}"]
    assert (note.value, note.data_type, note.quotePrefix) == ("=1+1", "s", True)


def test_respondents_of_some_parts_get_these_only(team: made.Team) -> None:
    one = made.answered(team, {"mandate": "1"})
    other = made.Team(name="Regulator")
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)
    services.delegate(
        user=team[C],
        round_id=one.pk,
        parts=["task"],
        institution_id=other.institution.pk,
    )
    client = browser(other, R)
    book = downloaded(client, one, other)
    page = filling.questions(openpyxl.load_workbook(io.BytesIO(book)))
    ids = {cell.value for cell in page["A"] if cell.value} - {filled.MARK}
    assert ids == {"mandate", "constituency"}
    sent = changed(book, {"mandate": ("3",), "constituency": ("1",)})
    shown = previewed(client, one, sent)
    assert listed(shown, "new") == ["mandate", "constituency"]
    taken_over(client, shown)
    found = Answer.objects.get(institution=other.institution, indicator="mandate")
    assert (found.value, found.answered_by) == ("3", other[R])
    assert one.answers.get(institution=team.institution).value == "1"


def test_a_part_that_was_taken_back_meanwhile_is_refused_and_not_shown(team: made.Team) -> None:
    one = made.answered(team, {"mandate": "1"})
    other = made.Team(name="Regulator")
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)
    rows = services.delegate(
        user=team[C],
        round_id=one.pk,
        parts=["task", "people"],
        institution_id=other.institution.pk,
    )
    client = browser(other, R)
    book = changed(downloaded(client, one, other), {"mandate": ("3",), "staffing": ("1",)})
    services.take_back(user=team[C], round_id=one.pk, delegation_id=rows[0].pk)
    page = previewed(client, one, book)
    assert listed(page, "invalid") == ["mandate"]
    assert listed(page, "new") == ["staffing"]
    assert "not yours to answer" in page.content.decode()
    taken_over(client, page)
    found = Answer.objects.filter(institution=other.institution)
    assert [row.indicator for row in found] == ["staffing"]


def test_many_answers_take_as_many_queries_as_one(
    team: made.Team, one: Round, respondent: Client
) -> None:
    counted = []
    many = ("mandate", "constituency", "staffing", "reachability", "handling", "sharing")
    for names, level in ((many[:1], "3"), (many, "0")):
        book = downloaded(respondent, one, team)
        page = previewed(respondent, one, changed(book, dict.fromkeys(names, (level,))))
        upload = page.context["upload"]
        with CaptureQueriesContext(connection) as seen:
            services.apply_workbook(
                user=team[R],
                round_id=one.pk,
                upload_id=upload.pk,
                state=page.context["state"],
                chosen=(),
            )
        counted.append(len([query for query in seen if "SAVEPOINT" not in query["sql"]]))
    assert set(values(one).values()) == {"0"}
    assert counted[0] == counted[1] <= 8


def test_an_upload_is_open_to_its_sender_only(
    team: made.Team, one: Round, respondent: Client
) -> None:
    page = previewed(
        respondent, one, changed(downloaded(respondent, one, team), {"mandate": ("2", None, "x")})
    )
    address = reverse("assessments:workbook-preview", args=[one.pk, page.context["upload"].pk])
    answer = browser(team, C).get(address)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("assessments:workbook", args=[one.pk])
    refused = browser(team, C).post(address, {"state": page.context["state"]})
    assert refused.status_code == 302
    assert values(one)["mandate"] == "1"
    assert browser(team, V).get(address).status_code == 403
