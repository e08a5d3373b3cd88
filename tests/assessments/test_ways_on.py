"""Where a page leads next, and that it says what was done: no dead end between institutions."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessments import roadmap_steps, services
from assessments.models import Plan, Round
from cms.people import closing, roles
from cms.press import kinds
from cms.press.models import OutboxMessage
from tests.assessments import made, teams
from tests.assessments.saying import browser
from tests.assessments.teams import APART, PART

C, R, V, A = roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER, roles.APPROVER


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """An open round in which others alone were given a part."""
    one = made.started(team)
    services.take_part(user=strangers[C], round_id=one.pk, institution=strangers.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=[PART], institution_id=strangers.institution.pk
    )
    return one


def shown(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def _next(team: made.Team, one: Round) -> str:
    return browser(team, C).get(reverse("assessments:round", args=[one.pk])).context["next_url"]


def test_the_coordinator_goes_on_with_what_nobody_else_was_given(
    team: made.Team, one: Round
) -> None:
    assert _next(team, one) == reverse("assessments:dimension", args=[one.pk, "people"])
    services.delegate(
        user=team[C], round_id=one.pk, parts=[PART], institution_id=team.institution.pk
    )
    assert _next(team, one) == reverse("assessments:dimension", args=[one.pk, PART])


def test_the_letter_that_a_round_is_open_names_the_day_of_the_parts(
    team: made.Team, strangers: made.Team
) -> None:
    one = made.started(team)
    Round.objects.filter(pk=one.pk).update(state=Round.State.DRAFT, deadline=date(2027, 5, 1))
    services.take_part(user=strangers[C], round_id=one.pk, institution=strangers.institution)
    services.delegate(
        user=team[C],
        round_id=one.pk,
        parts=[PART],
        institution_id=strangers.institution.pk,
        deadline=date(2027, 4, 20),
    )
    teams.steps(team, one, "open")
    letters = OutboxMessage.objects.filter(key__startswith="round-moved:", to=strangers[R].email)
    assert "20 April 2027" in letters.get().text


def test_whoever_hands_a_part_in_reads_that_it_is(strangers: made.Team, one: Round) -> None:
    client, place = browser(strangers, C), reverse("assessments:hand-in", args=[one.pk, PART])
    sent = {"by": strangers[C].pk, "as": strangers.institution.pk, "end": "1"}
    for do, told in (("done", "The part is handed in."), ("resume", "The part is taken back")):
        assert told in client.post(place, {**sent, "do": do}, follow=True).content.decode()


def test_who_gives_a_part_reads_to_whom_in_the_closed_list(team: made.Team, one: Round) -> None:
    told = shown(browser(team, C), "assessments:team", one.pk)
    assert f"{team.institution.name}, everybody who answers</option>" in told


def test_the_desk_of_who_takes_part_says_that_an_answer_is_asked_for_again(
    team: made.Team, strangers: made.Team
) -> None:
    one = teams.steps(team, teams.apart(team, strangers), "review")
    before = services.desk(user=strangers[R], language="en")
    services.ask_again(
        user=team[V],
        round_id=one.pk,
        indicator=APART,
        institution_id=str(strangers.institution.pk),
        reason="The decree of May says otherwise.",
    )
    after = services.desk(user=strangers[R], language="en")
    assert [row["next_title"] for row in before] == ["See where it stands"]
    assert [row["next_title"] for row in after] == ["Look at an answer again"]


def test_an_institution_that_is_being_deleted_says_so_and_offers_no_beginning(
    team: made.Team,
) -> None:
    client = browser(team, C)
    assert "Start an assessment" in shown(client, "assessments:rounds")
    closing.ask(user=team[C], institution=team.institution, typed=team.institution.name)
    told = shown(client, "assessments:rounds")
    assert "This institution is deleted on" in told
    assert "Start an assessment" not in told
    assert "deleted on" in shown(client, "desk")


def test_the_roadmap_says_whether_it_is_approved_and_leads_the_approver_there(
    team: made.Team, plan: Plan
) -> None:
    client = browser(team, A)
    for name, args in (("assessments:plan", [plan.pk]), ("assessments:plans", [])):
        assert ">draft</span>" in shown(client, name, *args)
    assert 'href="#approval"' in shown(client, "assessments:plan", plan.pk)
    services.approve_plan(user=team[A], plan_id=plan.pk)
    for name, args in (("assessments:plan", [plan.pk]), ("assessments:plans", [])):
        assert ">approved</span>" in shown(client, name, *args)
    assert 'href="#approval"' not in shown(client, "assessments:plan", plan.pk)


def test_the_archive_leads_back_to_the_team(team: made.Team) -> None:
    job = services.request_archive(user=team[C], institution_id=team.institution.pk, language="en")
    found = kinds.find(job.kind)
    assert found is not None
    assert found.back(job) == reverse("people:team", args=[team.institution.pk])


def test_a_question_that_an_action_raises_twice_is_named_once(plan: Plan) -> None:
    gaps = [
        {"model": "m", "indicator": "a", "from": 0, "to": 2},
        {"model": "m", "indicator": "b", "from": 1, "to": 2},
        {"model": "m", "indicator": "a", "from": 0, "to": 3},
    ]

    class Plain(roadmap_steps.Telling):
        def model_text(self, model: str, path: str) -> str:
            return path

    telling = Plain.__new__(Plain)
    found = [(one.indicator, one.after) for one in roadmap_steps._raised(gaps, telling)]
    assert found == [("a", 3), ("b", 2)]
