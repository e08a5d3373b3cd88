"""The weekly letter: to whom it goes, when, once, and what it never says."""

import datetime as dt

import pytest
from django.db.models import QuerySet
from django.test import Client

from assessments import digests, services
from assessments.models import Plan
from cms.celery import app
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press.models import OutboxMessage
from tests.assessments import made
from tests.assessments.followed import address, adopted, library_actions, report

MONDAY = dt.datetime(2026, 11, 23, 8, 5, tzinfo=dt.UTC)
LATE = {"start": "2026-Q1"}


@pytest.fixture
def late(team: made.Team) -> Plan:
    """An adopted plan whose first quarters are over."""
    snapshot = made.signed(team)
    plan = services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=snapshot.pk, limits=LATE, today=made.TODAY
    )
    return adopted(team, plan)


def digests_written() -> QuerySet[OutboxMessage]:
    """Return the weekly letters among all that were written."""
    return OutboxMessage.objects.filter(key__startswith="digest:")


def letter(team: made.Team, role: str) -> OutboxMessage | None:
    return digests_written().filter(to=team[role].email).first()


def test_coordinators_hear_of_all_and_owners_of_their_own_once_a_week(
    team: made.Team, late: Plan, strangers: made.Team
) -> None:
    name, other = library_actions(late)[:2]
    row = report(team, late, name, started="2026-Q1", owner_id=team[roles.RESPONDENT].pk)
    assert digests.send(MONDAY) == 2
    assert digests.send(MONDAY + dt.timedelta(hours=2)) == 0
    assert set(digests_written().values_list("to", flat=True)) == {
        team[roles.COORDINATOR].email,
        team[roles.RESPONDENT].email,
    }
    of_all, of_one = letter(team, roles.COORDINATOR), letter(team, roles.RESPONDENT)
    assert of_all.text.count("\n- ") > of_one.text.count("\n- ") == 1
    assert row.owner.display_name not in of_all.text
    assert address("board", late.pk) in of_one.text
    assert address("letters") in of_one.text
    assert other not in of_one.text
    assert digests.send(MONDAY + dt.timedelta(days=7)) == 2


def test_no_note_stands_in_a_letter(team: made.Team, late: Plan) -> None:
    name = library_actions(late)[0]
    report(team, late, name, "blocked", reason="Secret reason.", owner_name="Secret body")
    services.comment_action(
        user=team[roles.COORDINATOR], plan_id=late.pk, action=name, text="Secret comment."
    )
    digests.send(MONDAY)
    assert "Secret" not in letter(team, roles.COORDINATOR).text


@pytest.mark.parametrize(
    ("zone", "utc_hour", "written"),
    [("UTC", 7, 0), ("UTC", 8, 1), ("Pacific/Auckland", 8, 1), ("America/Lima", 12, 0),
     ("America/Lima", 13, 1), ("Nowhere/Never", 8, 1)],
)  # fmt: skip
def test_it_leaves_at_eight_by_the_clock_of_the_reader(
    team: made.Team, late: Plan, zone: str, utc_hour: int, written: int
) -> None:
    user = team[roles.COORDINATOR]
    user.time_zone = zone
    user.save()
    assert digests.send(MONDAY.replace(hour=utc_hour)) == written


@pytest.mark.parametrize("days", range(1, 7))
def test_it_leaves_on_no_other_day(team: made.Team, late: Plan, days: int) -> None:
    assert digests.send(MONDAY + dt.timedelta(days=days)) == 0


def test_it_is_written_in_the_language_of_its_reader(team: made.Team, late: Plan) -> None:
    user = team[roles.COORDINATOR]
    user.preferred_language = "ar"
    user.save()
    digests.send(MONDAY)
    found = letter(team, roles.COORDINATOR)
    assert found.language == "ar"
    assert "وزارة الشؤون الرقمية" in found.text
    assert address("board", late.pk, language="ar") in found.text


def test_whoever_wants_none_gets_none_and_the_choice_is_on_record(
    team: made.Team, late: Plan
) -> None:
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    assert "checked" in client.get(address("letters")).content.decode()
    assert client.post(address("letters"), {}).status_code == 302
    assert "checked" not in client.get(address("letters")).content.decode()
    assert digests.send(MONDAY) == 0
    client.post(address("letters"), {"digest": "on"})
    assert digests.send(MONDAY) == 1
    events = AuditEvent.objects.filter(verb="letters.chosen").order_by("pk")
    assert [one.detail for one in events] == [{"digest": False}, {"digest": True}]


def test_where_there_is_nothing_to_tell_no_letter_comes(team: made.Team) -> None:
    made.planned(team)
    assert digests.send(MONDAY) == 0
    snapshot = made.signed(team, title="Next")
    far = services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=snapshot.pk,
        limits={"start": "2029-Q1"},
        today=made.TODAY,
    )
    adopted(team, far)
    assert digests.send(MONDAY) == 0


def test_inactive_and_demonstration_accounts_get_none(team: made.Team, late: Plan) -> None:
    user = team[roles.COORDINATOR]
    for field, value in (("is_active", False), ("is_demonstration", True)):
        setattr(user, field, value)
        user.save()
        assert digests.send(MONDAY) == 0
        setattr(user, field, not value)


def test_an_owner_who_left_the_institution_hears_nothing(team: made.Team, late: Plan) -> None:
    her = team[roles.RESPONDENT]
    report(team, late, library_actions(late)[0], started="2026-Q1", owner_id=her.pk)
    her.memberships.all().delete()
    digests.send(MONDAY)
    assert letter(team, roles.RESPONDENT) is None


def test_the_scheduler_knows_the_task() -> None:

    from assessments import tasks

    names = [one["task"] for one in app.conf.beat_schedule.values()]
    assert tasks.send_digests.name in names
