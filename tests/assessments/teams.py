"""Rounds that two institutions answer, for tests, made with one call each."""

from collections.abc import Mapping

from assessments import services
from assessments.models import Round
from cms.people import roles
from tests.assessments import made

PART, APART, ALIKE = "task", "mandate", "constituency"
OURS: Mapping[str, str] = {APART: "1", ALIKE: "2", "staffing": "3"}
THEIRS: Mapping[str, str] = {APART: "3", ALIKE: "2"}


def joined(team: made.Team, other: made.Team, part: str = PART) -> Round:
    """Return an open round in which both institutions answer a part."""
    one = made.started(team)
    services.take_part(
        user=other[roles.COORDINATOR], round_id=one.pk, institution=other.institution
    )
    for each in (team, other):
        services.delegate(
            user=team[roles.COORDINATOR],
            round_id=one.pk,
            parts=[part],
            institution_id=each.institution.pk,
        )
    return one


def says(team: made.Team, one: Round, indicator: str, value: str, **more: object) -> None:
    """Answer for the team's institution."""
    services.save_answer(
        user=team[roles.RESPONDENT], round_id=one.pk, indicator=indicator, value=value, **more
    )


def apart(team: made.Team, other: made.Team) -> Round:
    """Return an open round in which two institutions differ on one question of two."""
    one = joined(team, other)
    for name, value in OURS.items():
        says(team, one, name, value)
    for name, value in THEIRS.items():
        says(other, one, name, value)
    return one


def seen(one: Round, indicator: str = APART) -> dict[str, str]:
    """Return the tokens of the answers to a question, as its page shows them."""
    return {str(row.institution_id): row.token for row in one.answers.filter(indicator=indicator)}


def agreed(team: made.Team, one: Round, value: str = "2", indicator: str = APART) -> None:
    """Let the coordinator write down on what the team agrees."""
    services.agree(
        user=team[roles.COORDINATOR],
        round_id=one.pk,
        indicator=indicator,
        value=value,
        rationale="Both looked at the decree.",
        seen=seen(one, indicator),
    )


def steps(team: made.Team, one: Round, *names: str) -> Round:
    """Take steps as the coordinator, and return the round as it is then."""
    for name in names:
        services.take_step(user=team[roles.COORDINATOR], round_id=one.pk, step=name)
    return Round.objects.get(pk=one.pk)
