"""A score by points is told out of a hundred, a part with another gate on its own scale."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from assessments import editions, scales, services, sheets, standing, wording
from assessments.exports import report
from assessments.models import Plan, Snapshot
from assessments.roadmap import of
from cms.people import roles
from tests.assessments import made
from tests.assessments.saying import DAY, browser, confirm
from tests.assessments.test_two_questionnaires import signed


@pytest.fixture
def result(team: made.Team) -> Snapshot:
    """The example on cybercrime: 64 to 72 of 204 points."""
    return signed(team, "cybercrime-cooperation")


@pytest.mark.parametrize(
    ("low", "high", "top", "text"),
    [
        (0.314, 0.353, 1, "31 to 35"),
        (0.5, 0.5, 1, "50"),
        (1.25, 2, 4, "1.2 to 2.0"),
        (0, 0, 4, "0.0"),
    ],
)
def test_only_a_share_is_told_out_of_a_hundred(
    low: float, high: float, top: float, text: str
) -> None:
    assert scales.told(low, high, top, "en") == text
    assert scales.top_told(top) == (100 if top == 1 else top)


def test_the_result_tells_points_levels_and_the_stages_of_parts(
    team: made.Team, result: Snapshot
) -> None:
    page = browser(team, roles.COORDINATOR)
    told = page.get(reverse("assessments:result", args=[result.round_id])).content.decode()
    assert "of <bdi>100</bdi> over all questions" in told
    assert "Parts have scales of their own" in told
    lowest = told.index("has a stage of its own")
    assert "Before the first stage" in told[lowest : lowest + 200]
    why = reverse("assessments:explain", args=[result.round_id, "model"])
    told = page.get(why).content.decode()
    assert "the points gained over the points possible" in told
    assert "of <bdi>100</bdi>" in told


def test_parts_are_compared_by_their_shares(team: made.Team, result: Snapshot) -> None:
    plan = services.make_plan(user=team[roles.COORDINATOR], snapshot_id=result.pk, today=DAY)
    shown = of(sheets.of(plan, "en"), "en")
    (profile,) = shown.profiles
    assert profile.scale is None is shown.scale
    lines = {one.id: one for one in profile.lines}
    assert lines["procedure"].low > lines["substantive-law"].low  # 1.25 of 4 and 0.36 of 1
    told = " ".join(standing.told(shown.profiles, "The ministry", "en"))
    assert "of <bdi>100</bdi>" in told
    assert "strongest in “<bdi>Powers" not in told


@pytest.mark.parametrize(
    ("model", "by_score", "by_question"),
    [("cybercrime-cooperation", True, False), ("national-csirt", False, True)],
)
def test_the_report_says_by_what_its_stages_go(
    team: made.Team, model: str, by_score: bool, by_question: bool
) -> None:
    snapshot = signed(team, model)
    plan: Plan = services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=snapshot.pk, today=DAY
    )
    page = report.html(sheets.of(plan, "en"), "en", editions.REPORT)
    assert ("Where stages go by the score" in page) is by_score
    assert ("A stage is reached when every question" in page) is by_question


def test_where_stages_go_by_points_the_report_names_what_is_missing_of_each_stage(
    team: made.Team, result: Snapshot
) -> None:
    plan = services.make_plan(user=team[roles.COORDINATOR], snapshot_id=result.pk, today=DAY)
    with translation.override("en"):
        (profile,) = of(sheets.of(plan, "en"), "en").profiles
        page = report.html(sheets.of(plan, "en"), "en", editions.REPORT)
    (card,) = (one["scorecard"] for one in plan.result["models"])
    words = wording.Words("cybercrime-cooperation/1", "en")
    held = {
        part: {str(words(f"{name}/title")) for name in card["nodes"][part]["stages"][0]["unmet"]}
        for part in ("procedure", "cooperation")
    }
    named = [title for title, _text, _level in profile.missing]
    assert all(held.values())
    assert {named[0]} <= held["procedure"]
    assert {named[1]} <= held["cooperation"]
    assert held["procedure"] | held["cooperation"] < set(named)
    assert named[2] not in held["procedure"] | held["cooperation"]
    assert "every question that rises adds to it" in page
    assert all(escape(title) in page for title in named)


def test_a_fact_confirmed_after_the_roadmap_leads_back_to_its_desk(
    team: made.Team, result: Snapshot
) -> None:
    plan = services.make_plan(user=team[roles.COORDINATOR], snapshot_id=result.pk, today=DAY)
    facts = reverse("assessments:facts", args=[team.institution.pk])
    desk = reverse("assessments:desk", args=[plan.pk])
    assert desk not in browser(team, roles.COORDINATOR).get(facts).content.decode()
    confirm(team, income="low")
    assert desk in browser(team, roles.COORDINATOR).get(facts).content.decode()
    assert desk not in browser(team, roles.OBSERVER).get(facts).content.decode()
