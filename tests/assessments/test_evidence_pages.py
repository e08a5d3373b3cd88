"""Pages of evidence: adding it by a plain form, mistakes, the question, the list, the file."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import Evidence, EvidenceUse, Round
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import uploads
from cms.press.models import PrivateFile, Upload
from tests.assessments import made
from tests.press import handed


@pytest.fixture
def client(team: made.Team) -> Client:
    """The respondent's browser."""
    return browser(team, roles.RESPONDENT)


def browser(team: made.Team, role: str) -> Client:
    client = Client()
    client.force_login(team[role])
    return client


def form(content: bytes | None = None, name: str = "law.pdf", **values: object) -> dict[str, Any]:
    file = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    typed = {"title": "The law", "level": "public", "key": uuid4(), **values}
    return {**typed, **file, "end": "1"}


def add(team: made.Team, query: str = "") -> str:
    return reverse("assessments:evidence-add", args=[team.institution.pk]) + query


def at(one: Round, indicator: str = "mandate") -> str:
    return f"?round={one.pk}&indicator={indicator}"


def page(one: Round) -> str:
    return reverse("assessments:dimension", args=[one.pk, "task"])


def test_a_plain_form_adds_a_file(team: made.Team, client: Client) -> None:
    answer = client.post(add(team), form(handed.pdf(), dated="2026-03-14"))
    one = Evidence.objects.get()
    assert answer["Location"] == reverse("assessments:evidence-one", args=[one.pk])
    assert one.versions.get().file.content_type == "application/pdf"
    assert str(one.dated) == "2026-03-14"


def test_added_from_a_question_it_lies_there_and_the_way_leads_back(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    text = client.get(page(one)).content.decode()
    asked = f"{add(team)}?round={one.pk}&amp;indicator=mandate"
    assert f'href="{asked}"' in text
    answer = client.post(add(team, at(one)), form(handed.pdf()))
    assert answer["Location"] == f"{page(one)}#question-mandate"
    assert EvidenceUse.objects.get().indicator == "mandate"
    text = client.get(page(one)).content.decode()
    assert re.search(r'<ul class="laid">.*The law.*Public', text)


def test_a_double_submit_adds_one(team: made.Team, client: Client) -> None:
    key, one = uuid4(), made.started(team)
    for _ in range(2):
        answer = client.post(add(team, at(one)), form(handed.pdf(), key=key))
        assert answer.status_code == 302
    assert (Evidence.objects.count(), EvidenceUse.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (handed.pdf_with_script(), "holds a program or a script"),
        (handed.picture("JPEG") + handed.packed({"a": "x"}), "two kinds of file in one"),
        (b"MZ\x00\x00", "none of the kinds of file"),
        (b"", "empty"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_what_was_typed_stays(
    team: made.Team, client: Client, content: bytes, told: str
) -> None:
    answer = client.post(add(team), form(content, title="My title"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert told in text
    assert 'value="My title"' in text
    assert not Evidence.objects.exists()
    assert not PrivateFile.objects.exists()


def test_a_good_file_stays_where_something_else_must_be_mended(
    team: made.Team, client: Client
) -> None:
    answer = client.post(add(team), form(handed.pdf(), title=""))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "is here already" in text
    upload = Upload.objects.get()
    assert f'name="upload" value="{upload.pk}"' in text
    answer = client.post(add(team), form(upload=upload.pk))
    assert answer.status_code == 302
    assert Evidence.objects.get().versions.get().file == upload.file


@pytest.mark.parametrize(
    "url", ["http://a.example/", "javascript:alert(1)", "https://u:p@a.example"]
)
def test_only_a_safe_address_is_taken(team: made.Team, client: Client, url: str) -> None:
    answer = client.post(add(team), form(url=url))
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_file_and_an_address_at_once_are_refused(team: made.Team, client: Client) -> None:
    answer = client.post(add(team), form(handed.pdf(), url="https://a.example/"))
    assert answer.status_code == 422
    assert "not both" in answer.content.decode()


def test_dates_in_the_wrong_order_are_named(team: made.Team, client: Client) -> None:
    dates = {"dated": "2026-03-14", "valid_until": "2025-01-01"}
    answer = client.post(add(team), form(url="https://a.example/", **dates))
    assert answer.status_code == 422
    assert "cannot end before" in answer.content.decode()


def test_a_file_that_is_too_large_is_not_read_and_what_was_typed_stays(
    team: made.Team, client: Client
) -> None:
    head = (
        b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nMy title\r\n--b\r\n'
        b'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
    )
    unread = Unread(head)
    body = {
        "wsgi.input": unread,
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "CONTENT_LENGTH": "2147483648",
    }
    answer = client.generic("POST", add(team), **body)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "larger than" in text
    assert 'value="My title"' in text
    assert unread.asked < 1_000_000
    assert AuditEvent.objects.get(verb="upload.refused").detail == {"code": "too-large"}


class Unread:
    """The body of a request of which only the head ever came."""

    def __init__(self, head: bytes) -> None:
        self.head, self.asked = head, 0

    def read(self, size: int = -1) -> bytes:
        """Give the head, then endless zeros, and count what was asked for."""
        self.asked += size
        given, self.head = self.head[:size], self.head[size:]
        return given + bytes(size - len(given))

    def readline(self, size: int = -1) -> bytes:
        """Stand where a stream has it; a form is not read by lines."""
        return self.read(size)


def test_a_file_that_grows_on_its_way_is_not_read_to_its_end(
    team: made.Team, client: Client, settings: Any
) -> None:
    settings.EVIDENCE_MAX_MB = 1
    answer = client.post(add(team), form(bytes(1_100_000)))
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_a_form_that_was_cut_adds_nothing(team: made.Team, client: Client) -> None:
    sent = form(handed.pdf())
    del sent["end"]
    assert client.post(add(team), sent).status_code == 400
    assert not Upload.objects.exists()


def test_a_form_of_another_person_or_site_adds_nothing(team: made.Team, client: Client) -> None:
    other = team[roles.COORDINATOR].pk
    assert client.post(add(team), form(handed.pdf(), by=other)).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(team[roles.RESPONDENT])
    assert strict.post(add(team), form(handed.pdf())).status_code == 403
    assert not Upload.objects.exists()


def test_a_file_of_somebody_else_is_not_taken_by_its_number(
    team: made.Team, client: Client
) -> None:
    theirs = uploads.take_whole(
        user=team[roles.COORDINATOR],
        institution_id=team.institution.pk,
        name="a.txt",
        content=b"theirs",
    )
    answer = client.post(add(team), form(upload=theirs.pk))
    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_question_that_was_signed_meanwhile_keeps_the_evidence(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    answer = client.post(add(team, at(one)), form(handed.pdf()), follow=True)
    assert answer.status_code == 200
    assert Evidence.objects.count() == 1
    assert not EvidenceUse.objects.exists()
