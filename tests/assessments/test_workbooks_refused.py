"""What is no workbook of this round: each is refused with a sentence, and nothing is shown."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.imports import filled
from assessments.models import Round, WorkbookUpload
from assessments.models.uploads import WAITS
from assessments.services import workbooks
from cms.people import roles
from tests.assessments import filling, made
from tests.assessments.filling import changed, downloaded, listed, previewed, taken_over, uploaded
from tests.assessments.imports.files import packed_with
from tests.assessments.saying import browser

pytestmark = pytest.mark.django_db
C, R = roles.COORDINATOR, roles.RESPONDENT


@pytest.fixture
def one(team: made.Team) -> Round:
    return made.answered(team, {"mandate": "1"})


@pytest.fixture
def respondent(team: made.Team) -> Client:
    return browser(team, R)


@pytest.fixture
def book(team: made.Team, one: Round, respondent: Client) -> bytes:
    return downloaded(respondent, one, team)


def refused(client: Client, one: Round, content: bytes, name: str = "a.xlsx") -> str:
    """Return the page that refuses a file; nothing of it is kept."""
    response = uploaded(client, one, content, name)
    assert response.status_code == 422
    assert not WorkbookUpload.objects.exists()
    assert [row.value for row in one.answers.all()] == ["1"]
    return response.content.decode()


def edited(content: bytes, sheet: str, cell: str, value: Any) -> bytes:
    """Return a workbook with one cell of a sheet changed, hidden or not."""
    found = openpyxl.load_workbook(io.BytesIO(content))
    page = found[sheet] if sheet else filling.questions(found)
    page[cell].value = value
    stream = io.BytesIO()
    found.save(stream)
    return stream.getvalue()


def test_the_workbook_of_another_round(team: made.Team, one: Round, respondent: Client) -> None:
    other = made.answered(team, {"handling": "2"}, title="Next year")
    text = refused(respondent, one, downloaded(respondent, other, team))
    assert "belongs to another assessment" in text
    assert "Next year" not in text


def test_the_workbook_of_another_institution(
    team: made.Team, one: Round, respondent: Client, book: bytes
) -> None:
    other = made.Team(name="Regulator")
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=["task"], institution_id=other.institution.pk
    )
    text = refused(browser(other, R), one, book)
    assert "not that of an institution for which you answer" in text


@pytest.mark.parametrize(
    ("cell", "value"),
    [("A1", "x"), ("A1", None), ("A1", "=1+1"), ("A2", "more")],
)
def test_a_seal_that_was_changed(
    one: Round, respondent: Client, book: bytes, cell: str, value: Any
) -> None:
    text = refused(respondent, one, edited(book, filled.SEAL_SHEET, cell, value))
    assert "seal of this workbook" in text or "none that was made here" in text


def test_a_seal_of_ones_own(one: Round, respondent: Client, book: bytes) -> None:
    told = {"round": str(one.pk), "institution": str(one.institution_id), "language": "en"}
    own = signing.Signer(key="another", salt=workbooks.SALT).sign_object({**told, "answers": {}})
    text = refused(respondent, one, edited(book, filled.SEAL_SHEET, "A1", own))
    assert "seal of this workbook" in text


def test_hidden_ids_that_were_changed(one: Round, respondent: Client, book: bytes) -> None:
    page = filling.questions(openpyxl.load_workbook(io.BytesIO(book)))
    row = filling.row_of(page, "mandate")
    for value in ("handling", "no-such-question", None):
        text = refused(respondent, one, edited(book, "", f"A{row}", value))
        assert "seal of this workbook" in text


def test_another_workbook_is_none_of_ours(one: Round, respondent: Client) -> None:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    assert "none that was made here" in refused(respondent, one, stream.getvalue())


def test_what_is_no_workbook_or_not_safe(one: Round, respondent: Client, book: bytes) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    bomb = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"
    hostile = {
        "text": b"mandate,2\n",
        "pdf": b"%PDF-1.7\n",
        "cut": book[: len(book) // 2],
        "macro": packed_with(book, {"xl/vbaProject.bin": b"x"}),
        "link": packed_with(book, {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "entity": packed_with(book, {"xl/theme/theme1.xml": entity}),
        "bomb": packed_with(book, {"xl/worksheets/sheet9.xml": bomb}),
    }
    for name, content in hostile.items():
        assert "cannot be read as a workbook" in refused(respondent, one, content), name


def test_a_file_that_is_too_large_or_empty_or_not_there(one: Round, respondent: Client) -> None:
    assert "at most 2 MB" in refused(respondent, one, b"x" * (filled.MOST_BYTES + 1))
    assert "empty" in refused(respondent, one, b"")
    address = reverse("assessments:workbook", args=[one.pk])
    assert respondent.post(address).status_code == 422


def test_an_upload_of_gigabytes_is_not_read(one: Round, respondent: Client) -> None:
    address = reverse("assessments:workbook", args=[one.pk])
    kind = "multipart/form-data; boundary=x"
    response = respondent.generic(
        "POST", address, b"--x", content_type=kind, CONTENT_LENGTH="2000000000"
    )
    assert response.status_code == 422
    assert "at most 2 MB" in response.content.decode()


def test_a_form_from_elsewhere_uploads_nothing(team: made.Team, one: Round, book: bytes) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(team[R])
    assert uploaded(client, one, book).status_code == 403
    assert not WorkbookUpload.objects.exists()


def test_a_cell_that_cannot_be_read_is_told_with_its_place_and_the_rest_is_saved(
    team: made.Team, one: Round, respondent: Client, book: bytes
) -> None:
    sent = changed(
        book,
        {
            "mandate": (None, None, None),
            "constituency": ("9 – beyond",),
            "staffing": ("=1+1",),
            "reachability": ("1", "perhaps <b>"),
            "handling": (None, None, "a note alone"),
            "sharing": ("2", None, "fine"),
        },
    )
    page = previewed(respondent, one, sent)
    assert listed(page, "new") == ["sharing"]
    invalid = {line.id: line for line in page.context["invalid"]}
    assert set(invalid) == {"mandate", "constituency", "staffing", "reachability", "handling"}
    assert "found “9 – beyond”" in invalid["constituency"].sentence
    assert "found a formula" in invalid["staffing"].sentence
    assert "not taken back" in invalid["mandate"].sentence
    assert "a note alone is not kept" in invalid["handling"].sentence
    assert invalid["reachability"].place.startswith("Questions!F")
    assert "perhaps &lt;b&gt;" in page.content.decode()
    taken_over(respondent, page)
    assert {row.indicator: row.value for row in one.answers.all()} == {
        "mandate": "1",
        "sharing": "2",
    }


def test_a_note_that_is_too_long(one: Round, respondent: Client, book: bytes) -> None:
    page = previewed(respondent, one, changed(book, {"mandate": ("2", None, "x" * 2001)}))
    assert listed(page, "invalid") == ["mandate"]
    assert "at most 2,000 characters" in page.content.decode()


def test_an_upload_that_waited_too_long(one: Round, respondent: Client, book: bytes) -> None:
    page = previewed(respondent, one, changed(book, {"mandate": ("2",)}))
    WorkbookUpload.objects.update(made_at=timezone.now() - WAITS * 2)
    response = taken_over(respondent, page)
    told = respondent.get(response["Location"]).content.decode()
    assert "this preview is over" in told
    assert one.answers.get().value == "1"


def test_a_round_that_was_closed_meanwhile(
    team: made.Team, one: Round, respondent: Client, book: bytes
) -> None:
    page = previewed(respondent, one, changed(book, {"mandate": ("2",)}))
    Round.objects.update(state=Round.State.REVIEW)
    response = taken_over(respondent, page)
    told = respondent.get(response["Location"]).content.decode()
    assert "takes no answers now" in told
    assert one.answers.get().value == "1"
    again = uploaded(respondent, one, book)
    assert again.status_code == 422
    assert "it is being prepared or reviewed" in again.content.decode()
    address = reverse("assessments:workbook-file", args=[one.pk])
    asked = {"institution": team.institution.pk, "language": "en"}
    assert respondent.get(address, asked).status_code == 422


def test_a_preview_of_somebody_else_who_signed_in_is_not_confirmed(
    one: Round, respondent: Client, book: bytes
) -> None:
    page = previewed(respondent, one, changed(book, {"mandate": ("2",)}))
    address = reverse("assessments:workbook-preview", args=[one.pk, page.context["upload"].pk])
    sent = {"state": page.context["state"], "by": "0"}
    assert respondent.post(address, sent).status_code == 403
    assert one.answers.get().value == "1"


def test_a_language_or_an_institution_that_is_not_offered(
    team: made.Team, strangers: made.Team, one: Round, respondent: Client
) -> None:
    address = reverse("assessments:workbook-file", args=[one.pk])
    for asked in (
        {"institution": team.institution.pk, "language": "tlh"},
        {"institution": strangers.institution.pk, "language": "en"},
        {},
    ):
        response = respondent.get(address, asked)
        assert response.status_code == 422
        assert "Other ministry" not in response.content.decode()


def test_files_with_the_same_part_twice_are_not_opened(
    one: Round, respondent: Client, book: bytes
) -> None:
    stream = io.BytesIO(book)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
    assert "cannot be read as a workbook" in refused(respondent, one, stream.getvalue())
