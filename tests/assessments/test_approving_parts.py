"""Approving a part of a round: who, when, what takes it back, and what is frozen of it."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from assessments import services
from assessments.domain import canonical
from assessments.models import PartApproval, Round
from assessments.services import signing
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made, teams
from tests.assessments.teams import APART, PART


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in review on which two institutions have agreed."""
    one = teams.apart(team, strangers)
    teams.agreed(team, one)
    return teams.steps(team, one, "review")


def approve(team: made.Team, one: Round, part: str = PART) -> PartApproval:
    return services.approve_part(user=team[roles.APPROVER], round_id=one.pk, part=part)


def test_the_approver_approves_a_part_once_in_the_name_of_the_role(
    team: made.Team, one: Round
) -> None:
    approval = approve(team, one)
    assert (approve(team, one).pk, approval.role) == (approval.pk, roles.APPROVER)
    event = AuditEvent.objects.get(verb="approval.given")
    assert (event.actor, event.detail) == (team[roles.APPROVER], {"part": PART})


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.APPROVER}))
def test_nobody_else_approves_a_part_or_takes_it_back(
    team: made.Team, strangers: made.Team, one: Round, role: str
) -> None:
    for user in (team[role], strangers[role], strangers[roles.APPROVER]):
        for deed in (services.approve_part, services.unapprove_part):
            with pytest.raises(PermissionDenied):
                deed(user=user, round_id=one.pk, part=PART)


def test_a_part_is_approved_only_when_its_answers_are_closed(team: made.Team, one: Round) -> None:
    teams.steps(team, one, "reopen")
    with pytest.raises(services.Refused):
        approve(team, one)
    teams.steps(team, one, "review", "agree")
    assert approve(team, one).part == PART


def test_an_unknown_part_and_one_on_which_institutions_differ_are_refused(
    team: made.Team, one: Round
) -> None:
    with pytest.raises(services.Refused):
        approve(team, one, "no-such-part")
    services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)
    with pytest.raises(services.Refused):
        approve(team, one)
    assert approve(team, one, "people").part == "people"


def test_another_agreement_takes_back_the_approval_of_its_part_alone(
    team: made.Team, one: Round
) -> None:
    approve(team, one)
    approve(team, one, "people")
    teams.agreed(team, one, "3")
    assert [row.part for row in one.approvals.all()] == ["people"]
    event = AuditEvent.objects.get(verb="approval.withdrawn")
    assert (event.actor, event.detail) == (team[roles.COORDINATOR], {"part": PART})


def test_withdrawing_an_agreement_takes_the_approval_back(team: made.Team, one: Round) -> None:
    approve(team, one)
    services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)
    assert not one.approvals.exists()


def test_an_answer_changed_on_request_takes_the_approval_back(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    approve(team, one)
    services.ask_again(
        user=team[roles.REVIEWER],
        round_id=one.pk,
        indicator=APART,
        institution_id=str(strangers.institution.pk),
        reason="Look at the decree.",
    )
    assert one.approvals.exists()
    teams.says(strangers, one, APART, "0")
    assert not one.approvals.exists()


def test_opening_the_answers_again_takes_all_approvals_back(team: made.Team, one: Round) -> None:
    approve(team, one)
    approve(team, one, "people")
    teams.steps(team, one, "reopen")
    assert not one.approvals.exists()
    assert AuditEvent.objects.filter(verb="approval.withdrawn").count() == 2


def test_the_approver_takes_an_approval_back(team: made.Team, one: Round) -> None:
    approve(team, one)
    services.unapprove_part(user=team[roles.APPROVER], round_id=one.pk, part=PART)
    assert not one.approvals.exists()


def test_what_is_frozen_names_roles_and_no_person(team: made.Team, one: Round) -> None:
    approve(team, one)
    teams.steps(team, one, "agree")
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    content = json.loads(snapshot.content)
    assert content["approvals"] == {PART: roles.APPROVER}
    assert content["role"] == roles.APPROVER
    for person in (*team.by_role.values(),):
        assert person.display_name not in snapshot.content
    with pytest.raises(services.Refused):
        approve(team, one, "people")


def test_the_hash_stays_true_when_the_approver_is_erased(team: made.Team, one: Round) -> None:
    approve(team, one)
    teams.steps(team, one, "agree")
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    PartApproval.objects.update(approved_by=None)
    snapshot.refresh_from_db()
    content = signing.frozen(Round.objects.get(pk=one.pk))
    assert canonical.digest(content) == snapshot.sha256


def test_without_an_approved_part_nothing_is_frozen_of_it(team: made.Team, one: Round) -> None:
    teams.steps(team, one, "agree")
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    assert not {"approvals", "role"} & set(json.loads(snapshot.content))
