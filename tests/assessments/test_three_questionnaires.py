"""A fictional state signs three questionnaires, and gets one roadmap over them."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from assessments import editions, library, services, sheets, wording
from assessments.domain import actions, quarters
from assessments.exports import documents, report
from assessments.models import Plan, Snapshot
from cms.people import roles
from tests.assessments import made
from tests.assessments.saying import DAY, confirm
from tests.assessments.test_two_questionnaires import browser, serves, signed

THREE = ("national-csirt", "national-strategy", "cybercrime-cooperation")
PATHS = {"L05-budapest", "L05-un", "L05-regional", "L05-reciprocity"}


@pytest.fixture
def team(db: None) -> made.Team:
    """A ministry of Korvessa, which is invited to a treaty."""
    return made.Team(name="Ministry of Justice", country="XMB")


@pytest.fixture
def results(team: made.Team) -> tuple[Snapshot, ...]:
    return tuple(signed(team, name) for name in THREE)


def over(team: made.Team, results: tuple[Snapshot, ...], people: int | None = None) -> Plan:
    *others, newest = results
    return services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=newest.pk,
        also=[one.pk for one in others],
        limits=None if people is None else {"people": people, "horizon": 20},
        today=DAY,
    )


@pytest.fixture
def plan(team: made.Team, results: tuple[Snapshot, ...]) -> Plan:
    return over(team, results)


def path(plan: Plan) -> set[str]:
    """The paths to a treaty that the plan takes."""
    return {one["id"] for one in plan.result["actions"]} & PATHS


def test_one_plan_serves_all_three_and_does_once_what_several_ask(plan: Plan) -> None:
    found = serves(plan)
    assert {one["id"] for one in plan.result["models"]} == set(THREE)
    assert {name for names in found.values() for name in names} == set(THREE)
    assert len(found) == len(plan.result["actions"])
    assert found["S07"] == {"national-strategy", "cybercrime-cooperation"}


def test_every_hard_need_of_it_has_ended_before(plan: Plan) -> None:
    release = library.planned_with(plan.result)
    ends = {one["id"]: quarters.parse(one["end"]) for one in plan.result["actions"]}
    starts = {one["id"]: quarters.parse(one["start"]) for one in plan.result["actions"]}
    checked = 0
    for name in starts.keys() & {one.id for one in release.actions}:
        for need in release.action(name).needs:
            before = set(actions.options(release, need)) & ends.keys()
            if need.kind == "hard" and before:
                checked += 1
                assert min(ends[one] for one in before).minus(starts[name]) < 0, (name, before)
    assert checked >= 3


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_its_brief_has_two_pages_and_its_report_names_all_three(plan: Plan, language: str) -> None:
    with translation.override(language):
        sheet = sheets.of(plan, language)
        brief = documents.write(sheet, language, editions.BRIEF, "pdf").content
        page = report.html(sheet, language, editions.FULL)
    assert len(PdfReader(io.BytesIO(brief)).pages) == 2
    for name in THREE:
        title = str(wording.text(f"{name}/1", "model/title", language))
        assert title in page
        assert language == "en" or title != library.model(name).title


def test_the_desk_and_the_page_show_it(team: made.Team, plan: Plan) -> None:
    page = browser(team[roles.COORDINATOR])
    for view in ("plan", "desk"):
        told = page.get(reverse(f"assessments:{view}", args=[plan.pk])).content.decode()
        for name in THREE:
            assert library.model(name).title in told


def test_a_corrected_status_of_a_treaty_moves_the_path(
    team: made.Team, results: tuple[Snapshot, ...]
) -> None:
    before = over(team, results, people=12)
    assert path(before) == {"L05-budapest"}
    confirm(team, budapest="none", un_cybercrime="signed")
    corrected = over(team, results, people=12)
    assert path(corrected) == {"L05-un"}
    told = {one["id"]: one for one in corrected.result["rules_fired"]}
    (because,) = told["path-of-the-un-signature"]["because"]
    assert (because["value"], because["certainty"]) == ("signed", "confirmed")
    page = browser(team[roles.COORDINATOR]).get(reverse("assessments:plan", args=[corrected.pk]))
    assert "a treaty which was signed is ratified" in page.content.decode()
    confirm(team, budapest="party")
    assert path(over(team, results, people=12)) == set()
    assert Plan.objects.get(pk=before.pk).result == before.result


def test_no_power_of_it_begins_before_the_review_of_rights_has_ended(plan: Plan) -> None:
    when = {one["id"]: one for one in plan.result["actions"]}
    powers = when.keys() & {"L02", "L04", "L08-function", "L08-small", "L11"}
    assert powers
    for name in powers:
        assert when["L03"]["end"] < when[name]["start"], name
