"""The button of a board that makes a path of lessons: ids go over to the courses, and no more."""

import json

import pytest

from assessments import boards, library
from assessments.domain.quarters import parse
from assessments.models import Plan
from cms.people import roles
from cms.people.models import AuditEvent
from courses.models import LearningPath
from tests.assessments import made
from tests.assessments.followed import address, adopted, library_actions, report
from tests.assessments.saying import browser

pytestmark = pytest.mark.django_db


def recommended(plan: Plan, *actions: str) -> list[str]:
    known = {one.id: one for one in library.planned_with(plan.result).actions}
    return [lesson for name in actions for lesson in known[name].lessons]


def with_lessons(plan: Plan) -> str:
    """Return an action of the plan that recommends lessons."""
    return next(one for one in library_actions(plan) if recommended(plan, one))


def test_it_makes_one_path_of_all_actions_and_renews_it(team: made.Team) -> None:
    plan = adopted(team)
    client = browser(team, roles.COORDINATOR)
    assert "Lessons for your role" in client.get(address("board", plan.pk)).content.decode()
    for _again in range(2):
        answer = client.post(address("role-lessons", plan.pk))
    path = LearningPath.objects.get()
    assert answer["Location"] == f"/en/learn/paths/{path.pk}/"
    assert path.owner == team[roles.COORDINATOR]
    assert path.lessons == list(dict.fromkeys(recommended(plan, *library_actions(plan))))


def test_whoever_owns_an_action_gets_the_lessons_of_that_one(team: made.Team) -> None:
    plan = adopted(team)
    action, me = with_lessons(plan), team[roles.COORDINATOR]
    report(team, plan, action, "running", owner_id=me.pk)
    board = boards.Board(plan, "en", parse("2027-Q1"))
    assert boards.lesson_ids(board, me) == recommended(plan, action)
    assert len(boards.lesson_ids(board, team[roles.APPROVER])) >= len(recommended(plan, action))


def test_nothing_of_the_roadmap_goes_over(team: made.Team) -> None:
    plan = adopted(team)
    browser(team, roles.OBSERVER).post(address("role-lessons", plan.pk))
    row = LearningPath.objects.values().get()
    events = list(AuditEvent.objects.filter(verb__startswith="path.").values())
    stored = json.dumps([row, events], default=str)
    for secret in (plan.pk, plan.snapshot_id, plan.institution_id, plan.sha256):
        assert str(secret) not in stored
    assert row["titles"] == {}


def test_without_an_adopted_roadmap_there_is_no_path(team: made.Team) -> None:
    plan = made.planned(team)
    answer = browser(team, roles.COORDINATOR).post(address("role-lessons", plan.pk))
    assert answer["Location"] == address("board", plan.pk)
    assert not LearningPath.objects.exists()
