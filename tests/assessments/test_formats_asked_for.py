"""Editions and formats on the site: what is offered, refused, made once, named and on record."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import editions, services
from assessments.exports import documents
from assessments.models import Plan
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import running
from cms.press.models import Job
from tests.assessments import made
from tests.assessments.exported import OFFERED

REFUSED = [
    (edition, one)
    for edition in editions.EDITIONS
    for one in editions.NAMES
    if one not in editions.FORMATS[edition]
]


@pytest.fixture
def plan(team: made.Team) -> Plan:
    """A plan of the team."""
    return made.planned(team, title="التقييم الوطني الذاتي 2026")


def ask(team: made.Team, plan: Plan, edition: str, written_as: str, language: str = "ar") -> Job:
    return services.request_report(
        user=team[roles.COORDINATOR],
        plan_id=plan.pk,
        language=language,
        edition=edition,
        written_as=written_as,
    )


@pytest.mark.parametrize(("edition", "written_as"), REFUSED)
def test_a_format_that_an_edition_does_not_have_is_refused_in_a_sentence(
    team: made.Team, plan: Plan, edition: str, written_as: str
) -> None:
    sentence = r"^This edition is not written in that format\."
    with translation.override("en"), pytest.raises(services.Refused, match=sentence):
        ask(team, plan, edition, written_as)
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    with translation.override("en"):
        address = reverse("assessments:report", args=[plan.pk])
    sent = {"language": "en", "edition": edition, "written_as": written_as}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "This edition is not written in that format" in answer.content.decode()
    assert not Job.objects.exists()


def test_the_same_asked_for_twice_a_day_is_one_job_for_each_format(
    team: made.Team, plan: Plan
) -> None:
    first = {pair: ask(team, plan, *pair).pk for pair in OFFERED}
    again = {pair: ask(team, plan, *pair).pk for pair in OFFERED}
    assert first == again
    assert len(set(first.values())) == len(OFFERED)


def test_the_log_names_edition_and_format(team: made.Team, plan: Plan) -> None:
    for pair in OFFERED:
        ask(team, plan, *pair)
    found = AuditEvent.objects.filter(verb="report.requested").values_list("detail", flat=True)
    assert {(one["edition"], one["format"]) for one in found} == set(OFFERED)


@pytest.mark.parametrize("written_as", ["docx", "xlsx", "json", "ics"])
def test_a_file_has_its_name_in_arabic_and_its_type(
    team: made.Team, plan: Plan, written_as: str
) -> None:
    job = ask(team, plan, "report", written_as)
    running.perform(str(job.pk))
    job.refresh_from_db()
    assert job.state == "done", job.error
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    answer = client.get(reverse("press:file", args=[job.file_id]))
    assert answer["Content-Type"] == documents.MEDIA_TYPES[written_as]
    told = unquote(answer["Content-Disposition"])
    assert "attachment" in told
    assert "وزارة الشؤون الرقمية" in told
    assert told.endswith(f".{written_as}")


def test_a_job_from_before_there_were_formats_is_still_a_pdf(team: made.Team, plan: Plan) -> None:
    job = ask(team, plan, "brief", "pdf")
    Job.objects.filter(pk=job.pk).update(args={"plan": str(plan.pk), "edition": "brief"})
    running.perform(str(job.pk))
    job.refresh_from_db()
    assert job.file.content_type == "application/pdf"
