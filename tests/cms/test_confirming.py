"""The page that confirms a printed hash: what it tells, to whom, and what nobody learns from it."""

import re

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments import confirming, roadmap, services, sheets
from assessments.exports import report
from assessments.models import Plan, PlanDisclosure
from cms import letterbox, responses
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.cms import crawler

pytestmark = pytest.mark.django_db

PAGE = "/en/verify/plan/"
NONE = "This site confirms no plan with this hash."
TITLE = "Round of the ministry"


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def team(db: None) -> made.Team:
    return made.Team(name="Ministry of Digital Affairs", names={"ar": "وزارة الشؤون الرقمية"})


@pytest.fixture
def plan(team: made.Team) -> Plan:
    return made.planned(team, title=TITLE)


def allow(team: made.Team, plan: Plan) -> None:
    services.allow_confirmation(user=team[roles.COORDINATOR], plan_id=plan.pk)


def asked(figures: str, page: str = PAGE) -> str:
    """The page that a browser gets that has never been here."""
    client = Client()
    answer = client.get(page, {"hash": figures})
    assert answer.status_code == 200
    assert not client.cookies
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def without(figures: str, page: str) -> str:
    """The page without what was typed."""
    return re.sub(rf"{figures}|{roadmap.grouped(figures).replace(' ', '[ +]')}", "", page)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_an_allowed_plan_is_confirmed_with_name_title_day_and_status(
    team: made.Team, plan: Plan, language: str
) -> None:
    allow(team, plan)
    page = asked(roadmap.grouped(plan.sha256), f"/{language}/verify/plan/")
    assert crawler.faults(page, language) == []
    assert team.institution.name_in(language) in page
    assert TITLE in page
    assert str(plan.created_at.year) in page
    assert "noindex" in page
    shown = roadmap.of(sheets.of(plan, language), language)
    assert not any(step.title in page for step in shown.steps)


def test_the_status_says_who_approved_what(team: made.Team, plan: Plan) -> None:
    allow(team, plan)
    page = asked(plan.sha256)
    assert "This site issued a plan with this hash on" in page
    assert "Draft. The answers that it was made from were approved in" in page
    assert team[roles.APPROVER].display_name not in page


def test_a_hash_is_unknown_until_the_coordinator_allows_it_and_again_after_withdrawal(
    team: made.Team, plan: Plan, settings: object
) -> None:
    settings.KEEP_WHOLE_PAGES = True
    responses._shelf.forget()
    address = reverse("assessments:disclosure", args=[plan.pk])
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    for _time in range(2):
        assert NONE in asked(plan.sha256)
        client.post(address, {"do": "allow"})
        assert TITLE in asked(plan.sha256)
        assert TITLE in asked(plan.sha256)
        client.post(address, {"do": "withdraw"})
        assert NONE in asked(plan.sha256)


def test_what_is_not_allowed_cannot_be_told_from_what_does_not_exist(plan: Plan) -> None:
    ghost = "0123456789abcdef" * 4
    pages, queries = [], []
    for figures in (ghost, plan.sha256):
        asked(figures)  # what is remembered between requests is remembered for both
        with CaptureQueriesContext(connection) as seen:
            pages.append(without(figures, asked(figures)))
        queries.append([without(figures, one["sql"]) for one in seen.captured_queries])
    assert pages[0] == pages[1]
    assert queries[0] == queries[1]
    assert not any('FROM "assessments_plan" ' in sql for sql in queries[1])
    assert TITLE not in pages[1]


@pytest.mark.parametrize("count", [16, 17, 40, 64])
def test_sixteen_figures_or_more_are_enough(team: made.Team, plan: Plan, count: int) -> None:
    allow(team, plan)
    assert TITLE in asked(plan.sha256[:count])


def test_fewer_figures_are_not_looked_for(team: made.Team, plan: Plan) -> None:
    allow(team, plan)
    for typed in (plan.sha256[:15], "%" * 16, "_" * 64, plan.sha256 + "0", "no hash at all"):
        page = asked(typed)
        assert "Type at least its first 16 figures" in page
        assert TITLE not in page
        assert crawler.faults(page, "en") == []
    with pytest.raises(ValueError, match="figures"):
        confirming.find(plan.sha256[:15], "en")


@pytest.mark.parametrize(
    ("typed", "figures"),
    [
        ("7f3a 91c2 04bd 8e15", "7f3a91c204bd8e15"),
        (" 7F3A-91C2:04bd\u00a08e15\n", "7f3a91c204bd8e15"),
        ("\u20667f3a 91c2 04bd 8e15\u2069", "7f3a91c204bd8e15"),
        ("7f3a 91c2 04bd 8e1", ""),
        ("7f3a 91c2 04bd 8e1g", ""),
        ("a" * 65, ""),
        ("", ""),
    ],
)
def test_a_hash_is_read_as_it_is_printed_typed_or_copied(typed: str, figures: str) -> None:
    assert confirming.read(typed) == figures


def test_of_two_institutions_with_the_same_plan_only_those_that_allow_it_are_named(
    team: made.Team, plan: Plan
) -> None:
    other = made.Team(name="Ministry of Trade")
    same = made.planned(other, title="Round of trade")
    assert same.sha256 == plan.sha256
    allow(team, plan)
    assert "Trade" not in asked(plan.sha256)
    allow(other, same)
    page = asked(plan.sha256)
    assert "Ministry of Trade" in page
    assert "Ministry of Digital Affairs" in page


def test_a_demonstration_says_what_it_is(db: None) -> None:
    team = made.Team(name="Invented ministry", is_demonstration=True)
    plan = made.planned(team)
    allow(team, plan)
    page = asked(plan.sha256)
    assert "Demonstration: states, people and figures are invented" in page
    assert "were approved in" not in page


def test_one_address_may_ask_so_often_and_writing_is_counted_apart(plan: Plan) -> None:
    client = Client()
    for _time in range(letterbox.MOST_AN_HOUR):
        assert client.get(PAGE, {"hash": plan.sha256}).status_code == 200
    assert client.get(PAGE, {"hash": plan.sha256}).status_code == 429
    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE, {"hash": "short"}).status_code == 200
    assert letterbox.allow(address="127.0.0.1")


def test_the_page_is_only_read() -> None:
    assert Client().post(PAGE, {"hash": "a" * 64}).status_code == 405
    assert Client().head(PAGE).status_code == 200


def test_a_code_of_a_certificate_is_still_looked_for_beside_it(client: Client) -> None:
    assert client.get("/en/verify/0123/").status_code == 404


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_only_the_coordinator_allows_and_withdraws(team: made.Team, plan: Plan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.allow_confirmation(user=team[role], plan_id=plan.pk)
    allow(team, plan)
    with pytest.raises(PermissionDenied):
        services.withdraw_confirmation(user=team[role], plan_id=plan.pk)
    assert PlanDisclosure.objects.count() == 1


def test_the_coordinator_of_another_institution_decides_nothing(plan: Plan) -> None:
    stranger = made.Team(name="Other")[roles.COORDINATOR]
    for decide in (services.allow_confirmation, services.withdraw_confirmation):
        with pytest.raises(PermissionDenied):
            decide(user=stranger, plan_id=plan.pk)


def test_each_decision_is_on_record_once(team: made.Team, plan: Plan) -> None:
    coordinator = team[roles.COORDINATOR]
    for _time in range(2):
        services.allow_confirmation(user=coordinator, plan_id=plan.pk)
    for _time in range(2):
        services.withdraw_confirmation(user=coordinator, plan_id=plan.pk)
    events = AuditEvent.objects.filter(verb__startswith="disclosure.").order_by("pk")
    assert [(one.verb, one.actor, one.subject_id) for one in events] == [
        ("disclosure.allowed", coordinator, str(plan.pk)),
        ("disclosure.withdrawn", coordinator, str(plan.pk)),
    ]
    assert not PlanDisclosure.objects.exists()


def test_the_page_of_the_roadmap_has_the_switch_for_the_coordinator_alone(
    team: made.Team, plan: Plan
) -> None:
    address = reverse("assessments:plan", args=[plan.pk])
    switch = reverse("assessments:disclosure", args=[plan.pk])
    for is_allowed in (False, True):
        if is_allowed:
            allow(team, plan)
        for role in roles.LABELS:
            client = Client()
            client.force_login(team[role])
            answer = client.get(address)
            if role == roles.RESPONDENT:  # sees no result that is not opened to her
                assert answer.status_code == 404
                continue
            page = answer.content.decode()
            assert crawler.faults(page, "en") == []
            assert (switch in page) == (role == roles.COORDINATOR)
            assert (f'value="{"withdraw" if is_allowed else "allow"}"' in page) == (
                role == roles.COORDINATOR
            )
            assert ("Everybody who holds the hash, since" in page) == is_allowed


def test_the_switch_works_from_the_page_and_from_nowhere_else(team: made.Team, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(team[roles.COORDINATOR])
    switch = reverse("assessments:disclosure", args=[plan.pk])
    assert client.post(switch, {"do": "allow"}).status_code == 403
    page = client.get(reverse("assessments:plan", args=[plan.pk])).content.decode()
    form = page.split(f'action="{switch}"', 1)[1].split("</form>", 1)[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    sent = {"do": "allow", "csrfmiddlewaretoken": token[1]}
    answer = client.post(switch, sent, follow=True).content.decode()
    assert "Whoever holds the hash can now have this roadmap confirmed." in answer
    link = next(link for link in crawler.links(answer) if "verify/plan" in link)
    assert TITLE in Client().get(link).content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_of_this_site_names_the_page(plan: Plan, language: str) -> None:
    with translation.override(language):
        page = report.html(sheets.of(plan, language), language)
    assert f"http://testserver/{language}/verify/plan/" in page
