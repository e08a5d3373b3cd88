"""What a team agrees on: who may, what is refused, and what it says on record."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments import answering, services
from assessments.models import Consensus, Round
from cms.people import roles
from cms.people.models import AuditEvent, Institution
from tests.assessments import made, teams
from tests.assessments.teams import APART


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which two institutions differ on one question."""
    return teams.apart(team, strangers)


def agree(team: made.Team, one: Round, role: str = roles.COORDINATOR, **more: object) -> Consensus:
    said = {"indicator": APART, "value": "2", "rationale": "Both looked.", "seen": teams.seen(one)}
    return services.agree(user=team[role], round_id=one.pk, **{**said, **more})


def test_nothing_counts_until_the_team_agrees_on_an_answer(team: made.Team, one: Round) -> None:
    assert answering.standings_of(one)[APART].kind == "apart"
    agree(team, one)
    standing = answering.standings_of(one)[APART]
    assert (standing.kind, standing.answer) == ("agreed", 2)


def test_agreeing_again_takes_the_place_of_the_former_agreement(
    team: made.Team, one: Round
) -> None:
    agree(team, one)
    agree(team, one, value="unknown", rationale="Nobody finds the decree.")
    row = Consensus.objects.get(round=one)
    assert (row.value, row.rationale) == ("unknown", "Nobody finds the decree.")


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_only_the_coordinator_of_the_round_writes_an_agreement(
    team: made.Team, one: Round, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        agree(team, one, role)
    with pytest.raises(PermissionDenied):
        services.disagree(user=team[role], round_id=one.pk, indicator=APART)


def test_the_coordinator_of_another_institution_that_takes_part_does_not(
    strangers: made.Team, one: Round
) -> None:
    with pytest.raises(PermissionDenied):
        agree(strangers, one)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rationale": "  "},
        {"rationale": "x" * 2001},
        {"value": "5"},
        {"value": ""},
        {"value": "02"},
        {"indicator": "no-such-question"},
    ],
)
def test_an_agreement_without_reason_or_answer_is_refused(
    team: made.Team, one: Round, wrong: dict[str, str]
) -> None:
    with pytest.raises(services.Refused):
        agree(team, one, **wrong)
    assert not Consensus.objects.exists()


def test_what_one_institution_alone_answered_needs_no_agreement(
    team: made.Team, one: Round
) -> None:
    with pytest.raises(services.Refused):
        agree(team, one, indicator="staffing", seen=teams.seen(one, "staffing"))


def test_an_answer_given_meanwhile_is_not_overlooked(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    before = teams.seen(one)
    teams.says(strangers, one, APART, "4")
    with pytest.raises(services.Moved):
        agree(team, one, seen=before)
    assert not Consensus.objects.exists()


def test_an_answer_given_afterwards_makes_the_agreement_doubtful(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    agree(team, one)
    teams.says(strangers, one, APART, "4")
    standing = answering.standings_of(one)[APART]
    assert (standing.kind, standing.answer) == ("doubtful", 2)
    assert services.unsettled(one) == [APART]


def test_a_view_from_outside_counts_only_when_it_is_adopted_with_a_reason(
    team: made.Team, strangers: made.Team
) -> None:
    strangers.institution.kind = Institution.Kind.UNIVERSITY
    strangers.institution.save()
    one = teams.joined(team, strangers)
    teams.says(strangers, one, APART, "3")
    assert answering.standings_of(one)[APART].kind == "outside"
    teams.agreed(team, one, "3")
    assert answering.answers_of(one) == {APART: 3}


def test_an_agreement_can_be_withdrawn(team: made.Team, one: Round) -> None:
    agree(team, one)
    services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)
    assert answering.standings_of(one)[APART].kind == "apart"
    services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)
    assert AuditEvent.objects.filter(verb="consensus.withdrawn").count() == 1


def test_the_log_names_the_question_and_neither_answer_nor_reason(
    team: made.Team, one: Round
) -> None:
    agree(team, one)
    event = AuditEvent.objects.get(verb="consensus.reached")
    assert event.actor == team[roles.COORDINATOR]
    assert event.detail == {"indicator": APART}


def test_a_team_agrees_in_review_but_not_before_the_approver(team: made.Team, one: Round) -> None:
    teams.steps(team, one, "review")
    agree(team, one)
    teams.steps(team, one, "agree")
    with pytest.raises(services.Refused):
        agree(team, one, value="3")
    with pytest.raises(services.Refused):
        services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)


def test_nothing_is_agreed_on_after_the_signature(team: made.Team, one: Round) -> None:
    agree(team, one)
    teams.steps(team, one, "review", "agree")
    services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    with pytest.raises(services.Refused):
        agree(team, one, value="3")
    assert Consensus.objects.get(round=one).value == "2"
