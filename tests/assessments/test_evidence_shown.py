"""Evidence as it is shown: the file, the question, the list, and to whom."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import services
from assessments.models import EvidenceUse
from assessments.services import evidence
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press.models import PrivateFile
from tests.assessments import made
from tests.assessments.saying import browser
from tests.press import handed


@pytest.fixture
def client(team: made.Team) -> Client:
    """The respondent's browser."""
    return browser(team, roles.RESPONDENT)


def page(one: object) -> str:
    return reverse("assessments:dimension", args=[one.pk, "task"])


def test_a_file_is_handed_out_to_be_kept_and_that_is_on_record(
    team: made.Team, client: Client
) -> None:
    one = made.evidence(team, content=handed.pdf(), name="قانون الأمن.pdf")
    version = one.versions.get()
    answer = client.get(reverse("assessments:evidence-file", args=[version.pk]))
    assert b"".join(answer.streaming_content) == handed.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    name = quote("قانون الأمن.pdf")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.get(verb="evidence.downloaded")
    assert event.detail == {"version": 1, "sha256": version.sha256}
    assert event.actor == team[roles.RESPONDENT]


def test_what_waits_for_the_scanner_is_shown_and_not_handed_out(
    team: made.Team, client: Client
) -> None:
    version = made.evidence(team).versions.get()
    PrivateFile.objects.update(state=PrivateFile.State.WAITING)
    address = reverse("assessments:evidence-file", args=[version.pk])
    assert client.get(address).status_code == 404
    text = client.get(
        reverse("assessments:evidence-one", args=[version.evidence_id])
    ).content.decode()
    assert "Waiting for the virus scan" in text
    assert address not in text
    assert not AuditEvent.objects.filter(verb="evidence.downloaded").exists()


def test_the_press_hands_out_no_evidence_by_its_own_door(team: made.Team, client: Client) -> None:
    file = made.evidence(team).versions.get().file
    assert client.get(reverse("press:file", args=[file.pk])).status_code == 404


def test_a_reviewer_marks_it_as_verified_and_a_stale_page_does_not(team: made.Team) -> None:
    one, client = made.evidence(team), browser(team, roles.REVIEWER)
    address = reverse("assessments:evidence-verify", args=[one.pk])
    assert client.post(address, {"version": "0"}).status_code == 422
    assert client.post(address, {"version": "1"}).status_code == 302
    one.refresh_from_db()
    assert one.verified_by == team[roles.REVIEWER]


def test_evidence_is_laid_at_a_question_that_is_chosen(team: made.Team, client: Client) -> None:
    one, first = made.evidence(team), made.started(team)
    address = reverse("assessments:evidence-attach", args=[one.pk])
    assert 'value="staffing"' in client.get(address).content.decode()
    second = made.started(team, "Second")
    text = client.get(address).content.decode()
    assert f'name="round" value="{second.pk}"' in text
    sent = {"round": first.pk, "indicator": "staffing"}
    assert client.post(address, sent).status_code == 302
    assert EvidenceUse.objects.get().round == first
    services.sign_off(user=team[roles.APPROVER], round_id=second.pk)
    sent = {"round": second.pk, "indicator": "staffing"}
    assert client.post(address, {**sent, "indicator": "nothing"}).status_code == 422


def test_lists_and_questions_take_as_many_queries_for_ten_pieces_as_for_one(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    listed = reverse("assessments:evidence", args=[team.institution.pk])

    def lay() -> None:
        found = made.evidence(team)
        evidence.attach(
            user=team[roles.RESPONDENT], evidence_id=found.pk, round_id=one.pk, indicator="mandate"
        )

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert "The law" in client.get(address).content.decode()
        return len(seen)

    lay()
    few = [queries(address) for address in (listed, page(one))]
    for _ in range(9):
        lay()
    assert [queries(address) for address in (listed, page(one))] == few
    assert max(few) <= 12


def test_nothing_of_evidence_stands_on_a_page_of_another_institution(
    team: made.Team, strangers: made.Team
) -> None:
    one = made.started(strangers)
    # As if a rule elsewhere had failed: the page still asks who may read
    EvidenceUse.objects.create(evidence=made.evidence(team), round=one, indicator="mandate")
    client = browser(strangers, roles.COORDINATOR)
    listed = reverse("assessments:evidence", args=[strangers.institution.pk])
    for address in (page(one), listed):
        assert "The law" not in client.get(address).content.decode()


def test_a_rounds_reviewers_read_what_guests_lay_at_its_questions_and_no_more(
    team: made.Team, strangers: made.Team
) -> None:
    one, theirs = made.started(team), made.started(strangers, title="Of their own")
    services.take_part(
        user=strangers[roles.COORDINATOR], round_id=one.pk, institution=strangers.institution
    )
    services.delegate(
        user=team[roles.COORDINATOR],
        round_id=one.pk,
        parts=["task"],
        institution_id=strangers.institution.pk,
    )
    shown, kept = made.evidence(strangers), made.evidence(strangers)
    user = strangers[roles.RESPONDENT]
    for where in (one, theirs):
        evidence.attach(user=user, evidence_id=shown.pk, round_id=where.pk, indicator="mandate")
    with pytest.raises(services.Refused, match="does not answer this question"):
        evidence.attach(user=user, evidence_id=kept.pk, round_id=one.pk, indicator="staffing")
    address = reverse("assessments:evidence-one", args=[shown.pk])
    for role, status in ((roles.REVIEWER, 200), (roles.RESPONDENT, 404), (roles.OBSERVER, 404)):
        assert browser(team, role).get(address).status_code == status
    text = browser(team, roles.REVIEWER).get(address).content.decode()
    assert "National round" in text
    assert "Of their own" not in text
    hidden = reverse("assessments:evidence-one", args=[kept.pk])
    assert browser(team, roles.REVIEWER).get(hidden).status_code == 404
