"""Planning again from today on the site: shown first, kept as it was shown, approved anew."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments import services
from assessments.domain import execution
from assessments.models import ActionProgress, Plan
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.followed import TODAY, address, adopted, library_actions, report
from tests.assessments.saying import browser


def again(team: made.Team, plan: Plan) -> Plan:
    """Let the coordinator look at the new plan and keep it."""
    key = {"user": team[roles.COORDINATOR], "plan_id": plan.pk, "today": TODAY}
    shown, _wish = services.try_replan(**key)
    return services.replan(**key, shown=shown.hash)


def test_golden_what_is_done_and_running_is_locked_and_the_rest_is_planned(
    team: made.Team, plan: Plan
) -> None:
    adopted(team, plan)
    done, running, dropped = library_actions(plan)[:3]
    report(team, plan, done, "done")
    report(team, plan, running, "running", started="2027-Q2")
    report(team, plan, dropped, "dropped")
    new = again(team, plan)
    assert new.result["start"] == "2027-Q3"
    assert new.result["horizon"] == plan.result["horizon"]
    assert new.result["locks"] == {
        done: {"state": "done", "start": None},
        running: {"state": "running", "start": "2027-Q2"},
        dropped: {"state": "forbidden", "start": None},
    }
    planned = {one["id"]: one["start"] for one in new.result["actions"]}
    assert planned[running] == "2027-Q3"
    assert {done, dropped}.isdisjoint(planned)
    assert [one["target"] for one in new.result["models"]] == [
        one["target"] for one in plan.result["models"]
    ]


def test_the_board_follows_once_the_new_plan_is_approved_and_keeps_what_was_reported(
    team: made.Team, plan: Plan
) -> None:
    adopted(team, plan)
    done, running = library_actions(plan)[:2]
    report(team, plan, done, "done")
    report(team, plan, running, "running", started="2027-Q2")
    expected = ActionProgress.objects.get(action=done).expected
    new = again(team, plan)
    assert services.adopted_plan(new) == plan
    adopted(team, new)
    assert services.adopted_plan(plan) == new
    text = browser(team, roles.OBSERVER).get(address("board", new.pk)).content.decode()
    assert f"/board/{done}/" in text
    assert "done in <bdi>Q2 2027</bdi>" in text
    row = report(team, new, done, "done", ended="2027-Q1")
    assert (row.plan, row.expected) == (plan, expected)
    assert report(team, new, running, percent=80, started="2027-Q2").plan == new


def test_it_is_put_on_record_with_counts(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    report(team, plan, name, "done")
    new = again(team, plan)
    detail = AuditEvent.objects.get(verb="plan.replanned").detail
    assert detail == {"from": str(plan.pk), "sha256": new.sha256, execution.DONE: 1}


def test_a_plan_that_was_not_shown_is_not_kept(team: made.Team) -> None:
    plan = adopted(team)
    key = {"user": team[roles.COORDINATOR], "plan_id": plan.pk, "today": TODAY}
    shown, _wish = services.try_replan(**key)
    report(team, plan, library_actions(plan)[0], "done")
    with pytest.raises(services.Refused, match="Something was reported"):
        services.replan(**key, shown=shown.hash)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_nobody_else_plans_again(team: made.Team, role: str) -> None:
    plan = adopted(team)
    with pytest.raises(PermissionDenied):
        services.try_replan(user=team[role], plan_id=plan.pk)
    with pytest.raises(PermissionDenied):
        services.replan(user=team[role], plan_id=plan.pk, shown="")


def test_a_draft_is_not_planned_again(team: made.Team) -> None:
    plan = made.planned(team)
    with pytest.raises(services.Refused):
        services.try_replan(user=team[roles.COORDINATOR], plan_id=plan.pk)
    page = browser(team, roles.COORDINATOR).get(address("replan", plan.pk))
    assert page["Location"] == address("board", plan.pk)


def test_the_page_shows_what_changes_and_one_click_makes_it(team: made.Team) -> None:
    plan = adopted(team)
    client, page = browser(team, roles.COORDINATOR), address("replan", plan.pk)
    names = library_actions(plan)
    report(team, plan, names[0], "dropped")
    text = client.get(page).content.decode()
    assert "What stays as it is" in text
    shown = text.partition('name="shown" value="')[2].partition('"')[0]
    answer = client.post(page, {"shown": shown})
    new = Plan.objects.exclude(pk=plan.pk).get()
    assert answer["Location"] == address("plan", new.pk)
    assert new.sha256 == shown
    assert not hasattr(new, "approval")


def test_a_page_that_is_behind_is_drawn_anew(team: made.Team) -> None:
    plan = adopted(team)
    client = browser(team, roles.COORDINATOR)
    answer = client.post(address("replan", plan.pk), {"shown": "0" * 64})
    assert answer.status_code == 422
    assert "Something was reported since this page was drawn" in answer.content.decode()
