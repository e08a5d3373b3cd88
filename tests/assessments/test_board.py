"""What is reported on the board of an adopted plan: by whom, once, and put on record."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from assessments import services
from assessments.models import ActionProgress, Plan, ProgressChange
from assessments.models.tenancy import FrozenError
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.followed import adopted, library_actions, report


def test_a_report_is_kept_with_its_history_and_no_text_in_the_log(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    row = report(team, plan, name, "blocked", reason="The minister said no.", cost=1200)
    assert (row.status, row.percent, row.started, row.revision) == ("blocked", 40, "", 1)
    assert (row.cost, row.currency, row.plan) == (1200, "USD", plan)
    change = ProgressChange.objects.get()
    assert change.made_by == team[roles.COORDINATOR]
    assert set(change.fields) == {"status", "percent", "reason", "cost", "currency"}
    event = AuditEvent.objects.get(verb="progress.reported")
    assert (event.detail["action"], event.institution) == (name, team.institution)
    assert "minister" not in str(event.detail)


def test_the_same_report_again_changes_nothing(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    report(team, plan, name)
    row = report(team, plan, name, seen=0)
    assert (row.revision, ProgressChange.objects.count()) == (1, 1)


def test_history_and_comments_are_never_changed(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    report(team, plan, name)
    said = services.comment_action(
        user=team[roles.COORDINATOR], plan_id=plan.pk, action=name, text=" Begun. "
    )
    assert said.text == "Begun."
    with pytest.raises(FrozenError):
        said.save()
    with pytest.raises(FrozenError):
        ProgressChange.objects.update(fields=[])


def test_a_stale_report_is_refused_with_what_the_other_wrote(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    report(team, plan, name, percent=20)
    with pytest.raises(services.OvertakenReport) as caught:
        report(team, plan, name, percent=60, seen=0)
    assert caught.value.row.percent == 20
    assert report(team, plan, name, percent=60, seen=1).percent == 60


def test_what_makes_no_sense_is_refused_and_leaves_no_row(team: made.Team) -> None:
    plan = adopted(team)
    with pytest.raises(services.UnclearReport) as caught:
        report(team, plan, library_actions(plan)[0], "done", started="2027-Q3", ended="2027-Q1")
    assert [one.code for one in caught.value.problems] == ["before-start"]
    assert not ActionProgress.objects.exists()


def test_the_owner_reports_on_her_own_actions_and_gives_none_away(team: made.Team) -> None:
    plan = adopted(team)
    first, second = library_actions(plan)[:2]
    her, him = team[roles.RESPONDENT], team[roles.OBSERVER]
    report(team, plan, first, owner_id=her.pk)
    row = report(team, plan, first, percent=70, by=her, owner_id=None)
    assert (row.percent, row.owner) == (70, her)
    for user, action in ((her, second), (him, first), (team[roles.REVIEWER], first)):
        with pytest.raises(PermissionDenied):
            report(team, plan, action, percent=90, by=user)
    with pytest.raises(services.Refused):
        report(team, plan, first, owner_id=him.pk)


def test_an_owner_who_answers_no_more_reports_no_more(team: made.Team) -> None:
    plan = adopted(team)
    name, her = library_actions(plan)[0], team[roles.RESPONDENT]
    report(team, plan, name, owner_id=her.pk)
    her.memberships.all().delete()
    with pytest.raises(PermissionDenied):
        report(team, plan, name, percent=70, by=her)


def test_only_the_adopted_plan_has_a_board(team: made.Team, strangers: made.Team) -> None:
    plan = made.planned(team)
    name = library_actions(plan)[0]
    with pytest.raises(services.Refused):
        report(team, plan, name)
    adopted(team, plan)
    with pytest.raises(services.Refused):
        report(team, plan, "Z99")
    with pytest.raises(PermissionDenied):
        report(team, plan, name, by=strangers[roles.COORDINATOR])


def test_the_board_follows_the_plan_that_was_approved_last(team: made.Team) -> None:
    former = adopted(team)
    name = library_actions(former)[0]
    report(team, former, name, percent=30)
    later = services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=former.snapshot_id,
        limits={"horizon": 8},
        today=made.TODAY,
    )
    assert services.adopted_plan(later) == former
    adopted(team, later)
    assert services.adopted_plan(former) == later
    with pytest.raises(services.Refused):
        report(team, former, name, percent=50)
    row = report(team, later, name, percent=50)
    assert (row.percent, row.revision, row.plan) == (50, 2, later)


def test_cost_is_kept_in_the_currency_that_the_plan_was_shown_in(
    team: made.Team, plan: Plan
) -> None:
    limits = {"currency": {"code": "XOF", "per_dollar": "600", "on": "2026-11-01"}}
    made_in = services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=plan.snapshot_id, limits=limits
    )
    adopted(team, made_in)
    name = library_actions(made_in)[0]
    row = report(team, made_in, name, cost=500_000)
    assert (row.cost, row.currency) == (500_000, "XOF")
    assert report(team, made_in, name, cost=None).currency == ""


def test_evidence_is_added_and_removed_and_both_are_told(team: made.Team) -> None:
    plan = adopted(team)
    key = {
        "user": team[roles.COORDINATOR],
        "plan_id": plan.pk,
        "action": library_actions(plan)[0],
    }
    link = services.link_progress(**key, title="Gazette", url="https://gazette.example/12")
    services.unlink_progress(**key, link_id=link.pk)
    assert [one.fields for one in ProgressChange.objects.all()] == [
        ["link-removed"],
        ["link-added"],
    ]
    with pytest.raises(services.Refused):
        services.unlink_progress(**key, link_id=link.pk)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"progress.evidenced", "progress.unevidenced"} <= verbs


def test_what_is_sent_twice_is_there_once(team: made.Team) -> None:
    plan = adopted(team)
    key = {
        "user": team[roles.COORDINATOR],
        "plan_id": plan.pk,
        "action": library_actions(plan)[0],
    }
    for _click in ("first", "second"):
        services.comment_action(**key, text="Begun.")
        services.link_progress(**key, title="Gazette", url="https://gazette.example/12")
    row = ActionProgress.objects.get()
    assert (row.comments.count(), row.links.count()) == (1, 1)
    services.comment_action(**key, text="Stopped.")
    services.comment_action(**key, text="Begun.")
    assert row.comments.count() == 3


@pytest.mark.parametrize(
    ("zone", "quarter"), [("Pacific/Auckland", "2027-Q2"), ("America/Lima", "2027-Q1")]
)
def test_now_is_the_quarter_of_the_institution(team: made.Team, zone: str, quarter: str) -> None:
    team.institution.time_zone = zone
    moment = dt.datetime(2027, 3, 31, 18, 0, tzinfo=dt.UTC)
    assert str(services.quarter_now(team.institution, moment)) == quarter


def test_nothing_is_reported_of_a_quarter_to_come(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    assert report(team, plan, name, started="2027-Q3").started == "2027-Q3"
    with pytest.raises(services.UnclearReport):
        report(team, plan, name, started="2027-Q4")
