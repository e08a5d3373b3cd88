"""Requests to look at an answer again: who asks, what opens, what waits for them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments import services
from assessments.models import ChangeRequest, Round
from assessments.services import deleting
from cms.people import closing, roles
from cms.people.models import AuditEvent
from cms.press.models import OutboxMessage
from tests.assessments import made, teams
from tests.assessments.teams import ALIKE, APART

REASON = "The decree of May says otherwise."
REVIEWERS = (roles.COORDINATOR, roles.REVIEWER, roles.APPROVER)


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which two institutions answered, and which is reviewed."""
    return teams.steps(team, teams.apart(team, strangers), "review")


def ask(
    team: made.Team, whom: made.Team, one: Round, role: str = roles.REVIEWER, **more: str
) -> ChangeRequest:
    said = {"indicator": APART, "institution_id": str(whom.institution.pk), "reason": REASON}
    return services.ask_again(user=team[role], round_id=one.pk, **{**said, **more})


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_whoever_reviews_asks_and_nobody_else(
    team: made.Team, strangers: made.Team, one: Round, role: str
) -> None:
    if role in REVIEWERS:
        assert ask(team, strangers, one, role).state == ChangeRequest.State.OPEN
    else:
        with pytest.raises(PermissionDenied):
            ask(team, strangers, one, role)
    with pytest.raises(PermissionDenied):
        ask(strangers, strangers, one, role)


@pytest.mark.parametrize(
    "wrong",
    [{"reason": " "}, {"reason": "x" * 1001}, {"indicator": "staffing"}, {"institution_id": "x"}],
)
def test_a_request_needs_a_reason_and_an_answer(
    team: made.Team, strangers: made.Team, one: Round, wrong: dict[str, str]
) -> None:
    with pytest.raises(services.Refused):
        ask(team, strangers, one, **wrong)
    assert not ChangeRequest.objects.exists()


def test_asking_again_renews_the_reason_of_the_open_request(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    ask(team, strangers, one)
    ask(team, strangers, one, reason="And the budget.")
    assert [row.reason for row in ChangeRequest.objects.all()] == ["And the budget."]


def test_the_very_answer_asked_for_can_be_changed_while_the_round_is_reviewed(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    with pytest.raises(services.Refused):
        teams.says(strangers, one, APART, "1")
    row = ask(team, strangers, one)
    for who, indicator in ((strangers, ALIKE), (team, APART)):
        with pytest.raises(services.Refused):
            teams.says(who, one, indicator, "1")
    teams.says(strangers, one, APART, "1")
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.ANSWERED
    assert row.settled_at is not None
    with pytest.raises(services.Refused):
        teams.says(strangers, one, APART, "0")


def test_saying_the_same_again_settles_nothing(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    row = ask(team, strangers, one)
    teams.says(strangers, one, APART, teams.THEIRS[APART])
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.OPEN


def test_a_change_in_an_open_round_settles_the_request_as_well(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    teams.steps(team, one, "reopen")
    row = ask(team, strangers, one)
    teams.says(strangers, one, APART, "1")
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.ANSWERED


def test_an_open_request_keeps_a_round_from_being_agreed(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    teams.agreed(team, one)
    row = ask(team, strangers, one)
    with pytest.raises(services.Refused, match="look at an answer again"):
        teams.steps(team, one, "agree")
    services.ask_no_more(user=team[roles.REVIEWER], round_id=one.pk, request_id=row.pk)
    assert teams.steps(team, one, "agree").state == Round.State.AGREED


def test_only_reviewers_of_this_round_withdraw_a_request(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    row = ask(team, strangers, one)
    other = made.started(strangers)
    for user, place in (
        (team[roles.OBSERVER], one),
        (team[roles.RESPONDENT], one),
        (strangers[roles.REVIEWER], one),
        (strangers[roles.REVIEWER], other),
    ):
        with pytest.raises(PermissionDenied):
            services.ask_no_more(user=user, round_id=place.pk, request_id=row.pk)
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.OPEN


def test_a_round_before_its_approver_takes_no_request(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    teams.agreed(team, one)
    teams.steps(team, one, "agree")
    with pytest.raises(services.Refused):
        ask(team, strangers, one)


def test_those_who_answer_get_a_letter_without_the_reason(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    ask(team, strangers, one)
    letters = OutboxMessage.objects.exclude(pk__in=before)
    answering = {strangers[roles.RESPONDENT].email, strangers[roles.COORDINATOR].email}
    assert {letter.to for letter in letters} == answering
    assert not any(REASON in letter.text + letter.subject for letter in letters)
    assert all(f"/thread/{APART}/" in letter.text for letter in letters)


def test_each_turn_of_a_request_is_on_record_without_its_reason(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    ask(team, strangers, one)
    teams.says(strangers, one, APART, "1")
    row = ask(team, team, one)
    services.ask_no_more(user=team[roles.REVIEWER], round_id=one.pk, request_id=row.pk)
    events = AuditEvent.objects.filter(verb__startswith="change.").order_by("pk")
    assert [(event.verb, event.detail["institution"]) for event in events] == [
        ("change.requested", str(strangers.institution.pk)),
        ("change.answered", str(strangers.institution.pk)),
        ("change.requested", str(team.institution.pk)),
        ("change.withdrawn", str(team.institution.pk)),
    ]
    assert all(set(event.detail) == {"institution", "indicator"} for event in events)


def test_whoever_leaves_is_asked_no_more_and_the_round_goes_on(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    row = ask(team, strangers, one)
    teams.agreed(team, one)
    with pytest.raises(services.Refused):
        teams.steps(team, one, "agree")
    OutboxMessage.objects.all().delete()
    place = {"round_id": one.pk, "institution_id": strangers.institution.pk}
    services.stop_taking_part(user=strangers[roles.COORDINATOR], **place)
    row.refresh_from_db()
    assert (row.state, row.settled_at is not None) == (ChangeRequest.State.WITHDRAWN, True)
    event = AuditEvent.objects.get(verb="change.withdrawn")
    assert (event.actor, event.institution) == (strangers[roles.COORDINATOR], team.institution)
    letter = OutboxMessage.objects.get()
    assert letter.to == team[roles.REVIEWER].email
    assert strangers.institution.name in letter.text
    assert REASON not in letter.text
    with pytest.raises(services.Refused, match="does not take part"):
        ask(team, strangers, one)
    assert teams.steps(team, one, "agree").state == Round.State.AGREED


def test_a_request_to_another_institution_stays_when_one_leaves(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    row = ask(team, team, one)
    place = {"round_id": one.pk, "institution_id": strangers.institution.pk}
    services.stop_taking_part(user=team[roles.COORDINATOR], **place)
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.OPEN


def test_a_deleted_institution_is_asked_no_more(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    row = ask(team, strangers, one)
    closing.ask(
        user=strangers[roles.COORDINATOR],
        institution=strangers.institution,
        typed=strangers.institution.name,
    )
    deleting.delete_due(timezone.now() + timedelta(days=31))
    row.refresh_from_db()
    assert row.state == ChangeRequest.State.WITHDRAWN
    assert AuditEvent.objects.get(verb="change.withdrawn").actor is None
    letter = OutboxMessage.objects.get(key=f"let-go:{row.pk}:{row.asked_by_id}")
    assert letter.to == team[roles.REVIEWER].email
    assert strangers.institution.name in letter.text
