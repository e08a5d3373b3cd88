"""Where an institution stands in the loop: on each step, for each role, on the day it is read."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments import loop, services
from assessments.domain import quarters
from assessments.lessons import Lesson
from assessments.loop import Loop, advice, trail
from assessments.loop.state import State
from assessments.models import Plan, Round
from cms.people import roles
from cms.people.models import Membership
from tests.assessments import made
from tests.people import made as people

C, R, A, O = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER, roles.OBSERVER  # noqa: E741
LIMITS = {"people": 6, "roles": {"csirt": "Ministry"}, "vacant": ["csirt-host"]}


def seen(team: made.Team, role: str = C, today: date | None = None) -> Loop:
    """Return the one loop that the person in this role sees."""
    day = today or timezone.localdate()
    (found,) = loop.loops(user=team[role], language="en", today=day)
    return found


def here(one: Loop) -> str:
    (step,) = [step["title"] for step in one.steps if step["state"] == "here"]
    return str(step)


def done(one: Loop) -> list[str]:
    return [step["title"] for step in one.steps if step["state"] == "done"]


def blocks(one: Loop) -> str:
    return " ".join(one.advice.blocks)


def test_before_the_first_assessment_the_coordinator_starts_and_the_others_wait(
    team: made.Team,
) -> None:
    mine, others = seen(team), seen(team, R)
    assert here(mine) == "Assess"
    assert mine.advice.url == f"{reverse('assessments:start')}?institution={team.institution.pk}"
    assert mine.advice.blocks == ()
    assert others.advice.url == ""
    assert team[C].display_name in blocks(others)


def test_an_open_round_leads_to_its_first_open_part(team: made.Team) -> None:
    one = made.answered(team, {"mandate": "1", "constituency": "0"})
    mine, others = seen(team, R), seen(team, O)
    assert here(mine) == "Assess"
    assert "4</bdi> questions have no answer yet" in mine.advice.where
    assert f"/{one.pk}/part/" in mine.advice.url
    assert mine.advice.blocks == ()
    assert team[R].display_name in blocks(others)
    assert others.advice.url == reverse("assessments:round", args=[one.pk])


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (Round.State.DRAFT, "nobody can answer yet"),
        (Round.State.REVIEW, "questions are not settled"),
        (Round.State.AGREED, "the signature is missing"),
    ],
)
def test_a_round_that_takes_no_answers_sends_nobody_to_answer(
    team: made.Team, state: str, told: str
) -> None:
    one = made.answered(team, {"mandate": "1"})
    Round.objects.filter(pk=one.pk).update(state=state)
    mine = seen(team, C)
    assert told in mine.advice.where
    assert mine.advice.url == reverse("assessments:round", args=[one.pk])


def test_a_complete_round_waits_for_its_signature(team: made.Team) -> None:
    one = made.answered(team)
    assert seen(team, A).advice.url == reverse("assessments:sign", args=[one.pk])
    assert team[A].display_name in blocks(seen(team, C))


@pytest.mark.parametrize("answers", [made.ANSWERS, {"mandate": "1"}])
def test_where_nobody_signs_that_is_what_blocks(team: made.Team, answers: dict[str, str]) -> None:
    made.answered(team, answers)
    Membership.objects.filter(role=A).delete()
    assert "name an approver" in blocks(seen(team))


def test_a_signed_round_becomes_a_roadmap_with_one_button(team: made.Team) -> None:
    one = made.signed(team).round
    mine, others = seen(team), seen(team, O)
    assert (here(mine), done(mine)) == ("Roadmap", ["Assess"])
    assert mine.advice.posts
    assert mine.advice.url == reverse("assessments:make-plan", args=[one.pk])
    assert not others.advice.posts
    assert team[C].display_name in blocks(others)


def test_a_plan_of_assumptions_is_refined_next(team: made.Team) -> None:
    plan = _planned(team)
    mine, others = seen(team), seen(team, O)
    assert here(mine) == "Roadmap"
    assert "money unknown" in mine.advice.where
    assert mine.advice.url == reverse("assessments:refine", args=[plan.pk])
    assert others.advice.url == reverse("assessments:plan", args=[plan.pk])
    assert team[C].display_name in blocks(others)


def test_a_refined_plan_says_when_it_begins_and_which_role_is_vacant(team: made.Team) -> None:
    _planned(team, **LIMITS)
    one = seen(team)
    assert (here(one), done(one)) == ("Learn", ["Assess", "Roadmap"])
    assert "The roadmap begins in" in one.advice.where
    assert "Body that hosts the CSIRT" in blocks(one)
    assert not one.under_way
    assert 1 <= len(one.tasks) <= loop.SHOWN


def test_until_the_plan_begins_its_first_lesson_is_what_comes_next(team: made.Team) -> None:
    _planned(team, **LIMITS)
    (standing,) = services.standings(user=team[O])
    state = State(standing, timezone.localdate())
    lesson = Lesson("Why a country needs a team", "/en/courses/why/", "8 minutes")
    assert state.lesson_ids
    assert advice.of(state, [lesson], "en").url == lesson.url
    assert advice.of(state, [], "en").url == reverse("assessments:plan", args=[standing.plan.pk])
    notes = [step["note"] for step in trail.steps(state, 1, "en")]
    assert "<bdi>1</bdi> lesson for the next actions" in notes


@pytest.mark.parametrize("limits", [{}, LIMITS])
def test_when_the_plan_has_begun_its_actions_are_to_be_done(
    team: made.Team, limits: dict[str, object]
) -> None:
    plan = _planned(team, **limits)
    begin = quarters.parse(plan.result["start"])
    one = seen(team, today=date(begin.year, begin.number * 3 - 1, 15))
    due = [one for one in plan.result["actions"] if one["start"] == plan.result["start"]]
    assert here(one) == "Do"
    assert f"<bdi>{len(due)}</bdi> action" in one.advice.where
    assert one.under_way
    assert one.advice.url == reverse("assessments:plan", args=[plan.pk])


def test_a_year_after_the_signature_it_is_time_to_assess_again(team: made.Team) -> None:
    snapshot = _planned(team, **LIMITS).snapshot
    signed = timezone.localtime(snapshot.signed_at).date()
    before, after = (seen(team, today=signed + timedelta(days=days)) for days in (360, 366))
    assert here(before) == "Do"
    assert here(after) == "Assess again"
    assert after.advice.url.startswith(reverse("assessments:start"))
    assert after.steps[-1]["note"] == "it is time"


def test_a_round_begun_after_the_signature_is_the_next_turn(team: made.Team) -> None:
    _planned(team)
    one = made.answered(team, {"mandate": "2"}, title="Next")
    found = seen(team, R)
    assert here(found) == "Assess again"
    assert "1</bdi> of <bdi>6" in found.steps[-1]["note"]
    assert str(one.pk) in found.advice.url


def test_a_round_left_open_before_the_signature_holds_nobody_up(team: made.Team) -> None:
    made.started(team, "Left behind")
    _planned(team)
    assert here(seen(team)) == "Roadmap"


def test_nothing_to_do_is_said_and_is_no_fault(team: made.Team) -> None:
    _planned(team, answers=dict.fromkeys(made.ANSWERS, "4"))
    one = seen(team)
    assert one.tasks == ()
    assert "nothing to do" in [step["note"] for step in one.steps]


def test_the_last_day_of_february_has_an_anniversary(team: made.Team) -> None:
    made.signed(team)
    (standing,) = services.standings(user=team[C])
    standing.signed.snapshot.signed_at = timezone.make_aware(datetime(2028, 2, 29, 12))
    assert State(standing, date(2028, 3, 1)).again_on == date(2029, 2, 28)


def test_the_loop_needs_as_many_queries_for_three_institutions_as_for_one(
    team: made.Team, strangers: made.Team
) -> None:
    third = made.Team(name="A third one")
    for one in (team, strangers, third):
        _planned(one)
        made.answered(one, {"mandate": "1"}, title="Next")
    few = _queries(team)
    for other in (strangers, third):
        other.adds(team[C], C)
    assert _queries(team) == few
    assert few <= 8


def _queries(team: made.Team) -> int:
    with CaptureQueriesContext(connection) as seen_queries:
        found = loop.loops(user=team[C], language="en", today=made.TODAY)
    assert found
    return len(seen_queries)


def test_nobody_sees_the_loop_of_another_institution(team: made.Team, strangers: made.Team) -> None:
    _planned(team)
    assert [one.institution for one in _all(strangers)] == [strangers.institution.name]


def _all(team: made.Team) -> list[Loop]:
    return loop.loops(user=team[C], language="en", today=made.TODAY)


def test_a_plan_that_is_over_is_followed_by_an_assessment(team: made.Team) -> None:
    _planned(team, start="2020-Q1")
    assert here(seen(team)) == "Assess again"


@pytest.mark.parametrize("asked", ["own", "not-an-id", "' OR 1=1"])
def test_the_start_comes_with_the_institution_that_was_named(
    team: made.Team, strangers: made.Team, asked: str
) -> None:
    strangers.adds(team[C], C)
    client = Client()
    client.force_login(team[C])
    name = str(strangers.institution.pk) if asked == "own" else asked
    page = client.get("/en/assessments/new/", {"institution": name}).content.decode()
    assert (f'value="{strangers.institution.pk}" selected' in page) == (asked == "own")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_home_page_has_one_primary_button_and_one_heading_an_institution(
    team: made.Team, strangers: made.Team, language: str
) -> None:
    strangers.adds(team[C], C)
    made.signed(team)
    client = Client()
    client.force_login(team[C])
    page = client.get(f"/{language}/assessments/").content.decode()
    assert page.count('<section id="loop-') == 2
    assert page.count('class="btn"') == 1
    assert page.count('aria-current="step"') == 2


def test_the_button_of_the_home_page_makes_the_roadmap(team: made.Team) -> None:
    made.signed(team)
    client = Client(enforce_csrf_checks=True)
    client.force_login(team[C])
    page = client.get("/en/assessments/")
    token = page.context["csrf_token"]
    url = seen(team).advice.url.replace("/ar/", "/en/")
    answer = client.post(url, {"csrfmiddlewaretoken": str(token)})
    assert "/roadmaps/" in answer["Location"]


def test_who_serves_no_institution_reads_how_one_gets_in(db: None) -> None:
    client = Client()
    client.force_login(people.person())
    assert "You serve no institution here yet" in client.get("/en/assessments/").content.decode()


def test_the_desk_leads_to_the_home_of_the_ministry(team: made.Team) -> None:
    made.signed(team)
    client = Client()
    client.force_login(team[C])
    assert "Where my institutions stand" in client.get("/en/desk/").content.decode()


def _planned(team: made.Team, answers: dict[str, str] | None = None, **limits: object) -> Plan:
    snapshot = made.signed(team, answers or made.ANSWERS)
    return services.make_plan(user=team[C], snapshot_id=snapshot.pk, limits=limits)
