"""What counts, on the page of a part: for those who review, once the answers are closed."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import Round
from cms.people import roles
from tests.assessments import made, teams
from tests.assessments.teams import APART, PART


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in review on which two institutions have agreed."""
    one = teams.apart(team, strangers)
    teams.agreed(team, one)
    return teams.steps(team, one, "review")


def page(client: Client, team: made.Team, role: str, one: Round) -> str:
    client.force_login(team[role])
    return client.get(reverse("assessments:dimension", args=[one.pk, PART])).content.decode()


def test_the_approver_reads_what_she_approves(client: Client, team: made.Team, one: Round) -> None:
    told = page(client, team, roles.APPROVER, one)
    assert "What counts: <bdi>2</bdi>" in told
    assert "The team agreed" in told
    assert reverse("assessments:agree", args=[one.pk, APART]) in told
    assert "settled" in told


def test_where_institutions_differ_the_page_says_that_nothing_counts(
    client: Client, team: made.Team, one: Round
) -> None:
    services.disagree(user=team[roles.COORDINATOR], round_id=one.pk, indicator=APART)
    assert "Nothing counts yet" in page(client, team, roles.APPROVER, one)


def test_who_only_answers_reads_nothing_of_others(
    client: Client, team: made.Team, strangers: made.Team, one: Round
) -> None:
    for each, role in ((team, roles.RESPONDENT), (strangers, roles.COORDINATOR)):
        told = page(client, each, role, one)
        assert "question-" in told
        assert "What counts" not in told
        assert "settled" not in told


def test_while_answers_come_in_nobody_is_led_by_what_others_say(
    client: Client, team: made.Team, one: Round
) -> None:
    teams.steps(team, one, "reopen")
    assert "What counts" not in page(client, team, roles.APPROVER, one)


def test_what_counts_otherwise_asks_nobody_for_a_reason(
    team: made.Team, strangers: made.Team
) -> None:
    one = teams.joined(team, strangers)
    teams.says(team, one, APART, "unknown")
    teams.says(strangers, one, APART, "3")
    assert services.gaps(one).unexplained == ()
