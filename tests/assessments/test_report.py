"""The printed report: tags, language, one hash in every language, and the job behind it."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import editions, roadmap, services, sheets
from assessments.exports import report
from assessments.models import Plan
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import running
from cms.press.models import Job
from tests.assessments import made

TITLES = {
    "plain": "National self-assessment 2026",
    "arabic": "التقييم الوطني الذاتي 2026",
    "long": "A title as long as a form lets it be " * 6,
    "hostile": '<script>alert(1)</script> "&" {{ round }} %(title)s',
}


# Writing a report takes a second, and the same plan prints the same: each language once.
_standard: dict[str, pypdf.PdfReader] = {}


def printed(plan: Plan, language: str, edition: str = editions.REPORT) -> pypdf.PdfReader:
    content = report.write(sheets.of(plan, language), language, edition)
    return pypdf.PdfReader(io.BytesIO(content))


def standard(team: made.Team, language: str) -> pypdf.PdfReader:
    """Return the Full edition of the plan that every test of this file could make."""
    if language not in _standard:
        plan = made.planned(team, title=TITLES["arabic"])
        _standard[language] = printed(plan, language, editions.FULL)
    return _standard[language]


def text_of(document: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in document.pages)


def words_of(document: pypdf.PdfReader) -> str:
    """Return the text without space and direction marks, which extraction sets as it likes."""
    return re.sub(r"[\s\u2066-\u2069\u200e\u200f]", "", text_of(document))


def elements(node: Any) -> Iterator[Any]:
    """Walk the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K", []))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_report_is_tagged_titled_and_says_its_language(team: made.Team, language: str) -> None:
    document = standard(team, language)
    root = document.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == language
    assert team.institution.name_in(language) in document.metadata.title
    kinds = {element["/S"] for element in elements(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/P", "/Figure", "/Table", "/L"} <= kinds


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_shape_of_the_report_says_in_words_what_it_shows(
    team: made.Team, language: str
) -> None:
    root = standard(team, language).trailer["/Root"]
    figures = [one for one in elements(root["/StructTreeRoot"]) if one["/S"] == "/Figure"]
    assert len(figures) >= 7
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_page_carries_the_same_hash_in_every_language(team: made.Team, settings: Any) -> None:
    plan = made.planned(team, title="Other title")
    short = roadmap.grouped(plan.sha256).replace(" ", "")
    for language, _name in settings.LANGUAGES:
        document = standard(team, language)
        for page in document.pages:
            assert short in re.sub(r"[\s\u2066-\u2069]", "", page.extract_text())
        assert plan.sha256 in words_of(document)
        assert plan.snapshot.sha256 in words_of(document)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_full_edition_has_a_bookmarked_page_for_every_action(
    team: made.Team, language: str
) -> None:
    document = standard(team, language)
    result = made.planned(team, title=TITLES["arabic"]).result
    actions = [one for one in result["actions"] if one["kind"] == "library"]
    with translation.override(language):
        shown = roadmap.of(
            sheets.of(made.planned(team, title=TITLES["arabic"]), language), language
        )
    marks = " ".join(str(one.title) for one in _flat(document.outline))
    assert all(step.title in marks for step in shown.steps if step.id in {a["id"] for a in actions})
    assert len(document.pages) >= len(actions) + 6


def _flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _flat(one)
        else:
            yield one


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_letter_is_missing(team: made.Team, language: str) -> None:
    text = text_of(standard(team, language))
    assert "\ufffd" not in text
    assert "\u25a1" not in text


def test_arabic_words_are_whole_and_not_reversed(team: made.Team) -> None:
    words = words_of(standard(team, "ar"))
    for word in ("وزارة", "الشؤون", "الرقمية", "التقييم", "الوطني"):
        assert word in words
        assert word[::-1] not in words


def test_the_right_to_left_report_starts_its_bars_at_the_right(team: made.Team) -> None:
    with translation.override("ar"):
        page = report.html(sheets.of(made.planned(team), "ar"), "ar")
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("title", ["long", "hostile"])
def test_any_title_prints(team: made.Team, title: str) -> None:
    plan = made.planned(team, title=TITLES[title].strip()[:200])
    assert len(printed(plan, "ar").pages) >= 6


def test_what_was_typed_stays_text(team: made.Team) -> None:
    plan = made.planned(team, title=TITLES["hostile"])
    with translation.override("en"):
        page = report.html(sheets.of(plan, "en"), "en")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("value", [None, "4", "unknown", "not-applicable"])
def test_an_empty_a_perfect_and_a_strange_round_print_too(
    team: made.Team, value: str | None
) -> None:
    answers = dict.fromkeys(made.ANSWERS, value) if value else {}
    assert len(printed(made.planned(team, answers), "en").pages) >= 2


@pytest.fixture
def plan(team: made.Team) -> Plan:
    """A plan of the team."""
    return made.planned(team)


def ask(team: made.Team, plan: Plan, role: str = roles.COORDINATOR, language: str = "ar") -> Job:
    return services.request_report(
        user=team[role], plan_id=plan.pk, language=language, edition="report"
    )


def test_a_report_is_made_once_and_downloaded_by_those_who_may_export(
    team: made.Team, strangers: made.Team, plan: Plan
) -> None:
    job = ask(team, plan)
    assert ask(team, plan, roles.APPROVER).pk == job.pk
    running.perform(str(job.pk))
    job.refresh_from_db()
    assert job.state == "done", job.error
    assert job.file.name.endswith(".pdf")
    assert "وزارة" in job.file.name
    address = reverse("press:file", args=[job.file_id])
    allowed = {roles.COORDINATOR, roles.APPROVER, roles.REVIEWER}
    for role in roles.LABELS:
        client = Client()
        client.force_login(team[role])
        assert client.get(address).status_code == (200 if role in allowed else 404)
        client.force_login(strangers[role])
        assert client.get(address).status_code == 404


def test_asking_for_a_report_is_on_record(team: made.Team, plan: Plan) -> None:
    job = ask(team, plan)
    event = AuditEvent.objects.get(verb="report.requested")
    assert event.actor == team[roles.COORDINATOR]
    assert event.detail == {
        "job": str(job.pk),
        "edition": "report",
        "format": "pdf",
        "language": "ar",
        "sha256": plan.sha256,
    }


@pytest.mark.parametrize("role", [roles.RESPONDENT, roles.OBSERVER])
def test_whoever_may_not_export_gets_no_report(team: made.Team, plan: Plan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(team, plan, role)
    assert not Job.objects.exists()


def test_a_report_in_a_language_that_is_not_offered_is_refused(team: made.Team, plan: Plan) -> None:
    with pytest.raises(services.Refused):
        ask(team, plan, language="xx")


def test_the_form_offers_the_language_of_the_page_and_refuses_others_in_words(
    team: made.Team, plan: Plan
) -> None:
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    with translation.override("ar"):
        address = reverse("assessments:report", args=[plan.pk])
    assert '<option value="ar" selected>' in client.get(address).content.decode()
    sent = {"language": "en", "edition": "brief", "written_as": "pdf"}
    for wrong in ({"language": "xx"}, {"edition": "x"}, {"written_as": "odt"}):
        assert client.post(address, sent | wrong).status_code == 422
    response = client.post(address, sent)
    assert str(Job.objects.get().pk) in response["Location"]
