"""A fictional state signs three questionnaires, and gets one roadmap over them."""

import io
from collections import Counter
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from pypdf import PdfReader

from assessments import briefing, differences, editions, library, roadmap, services, sheets, wording
from assessments.domain import actions, quarters
from assessments.exports import documents, report
from assessments.models import Plan, Snapshot
from cms.people import roles
from cms.press import formatting
from courses import catalogue
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


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_no_page_of_its_actions_holds_only_the_last_lines_of_one(plan: Plan, language: str) -> None:
    sheet = replace(sheets.of(plan, language), links=catalogue.shipped)
    with translation.override(language):
        full = documents.write(sheet, language, editions.FULL, "pdf").content
    told = [page.extract_text() for page in PdfReader(io.BytesIO(full)).pages]
    ids = [one["id"] for one in plan.result["actions"] if not one["id"].startswith("verify/")]
    first, last = (
        max(place for place, text in enumerate(told) if name in text[:300])
        for name in (ids[0], ids[-1])
    )
    assert last - first >= len(ids) - 1
    assert min(len(text) for text in told[first:last]) > 1500


def test_the_desk_and_the_page_show_it(team: made.Team, plan: Plan) -> None:
    page = browser(team[roles.COORDINATOR])
    for view in ("plan", "desk"):
        told = page.get(reverse(f"assessments:{view}", args=[plan.pk])).content.decode()
        for name in THREE:
            assert library.model(name).title in told


def test_it_is_named_by_what_it_asked_and_not_by_one_of_its_rounds(
    team: made.Team, plan: Plan
) -> None:
    title = "; ".join(library.model(name).title for name in sorted(THREE))
    page = browser(team[roles.COORDINATOR])
    for address in (
        reverse("assessments:plans"),
        *(reverse(f"assessments:{view}", args=[plan.pk]) for view in ("plan", "desk", "report")),
    ):
        assert title in page.get(address).content.decode(), address
    assert sheets.of(plan, "en").title == title


def test_its_brief_names_the_last_stage_of_each_and_how_many_more_there_are(
    team: made.Team, results: tuple[Snapshot, ...]
) -> None:
    plan = over(team, results, people=12)
    with translation.override("en"):
        told = briefing.of(roadmap.of(sheets.of(plan, "en"), "en"), "Ministry", "en")
    named = [one.title for one in told.milestones if one.is_stage]
    stages = plan.result["path"]
    assert {name for name in THREE if any(library.model(name).title in one for one in named)} == {
        one["model"] for one in stages
    }
    assert told.more_stages == len(stages) - len(named) > 0
    last = {one["model"]: one["quarter"] for one in stages}
    assert {one.quarter for one in told.milestones if one.is_stage} == set(last.values())


def test_its_page_its_brief_and_its_report_name_one_sum(team: made.Team, plan: Plan) -> None:
    sheet = sheets.of(plan, "en")
    with translation.override("en"):
        shown = roadmap.of(sheet, "en")
        whole = formatting.money(shown.to_find["likely"], "en")
        brief, full = (report.html(sheet, "en", one) for one in (report.BRIEF, report.REPORT))
    page = browser(team[roles.COORDINATOR]).get(reverse("assessments:plan", args=[plan.pk]))
    assert whole in brief
    assert whole in page.content.decode()
    assert f"{whole} are to be found" in strip_tags(full)
    assert shown.to_find["likely"] == sum(one.set_up + one.running for one in shown.years)


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


def test_what_fewer_people_lose_is_told_of_every_questionnaire(
    team: made.Team, results: tuple[Snapshot, ...]
) -> None:
    many, few = (over(team, results, people=people).result for people in (12, 1))
    stages = [Counter(stage["model"] for stage in one["path"]) for one in (many, few)]
    lost = stages[0] - stages[1]
    assert len(lost) > 1
    with translation.override("en"):
        told = " ".join(differences.of_results(few, many, "en"))
    assert told.count("no longer reaches") == len(lost)
    same = set(stages[0]) - set(lost)
    assert told.count("it reaches") <= len(same)
