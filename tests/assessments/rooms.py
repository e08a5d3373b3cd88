"""A round in which other institutions take part, for tests: made with one call."""

from assessments import services
from assessments.models import Round
from cms.people import roles
from tests.assessments import made


def shared(team: made.Team, *guests: made.Team, parts: tuple[str, ...] = ("task",)) -> Round:
    """Return an open round of the team in which guests were given these parts."""
    one = made.started(team)
    for guest in guests:
        services.take_part(
            user=guest[roles.COORDINATOR], round_id=one.pk, institution=guest.institution
        )
        services.delegate(
            user=team[roles.COORDINATOR],
            round_id=one.pk,
            parts=parts,
            institution_id=guest.institution.pk,
        )
    return one


def entered(
    team: made.Team, one: Round, *guests: made.Team, value: str = "2", **more: object
) -> services.Entered:
    """Let the team's coordinator enter an answer for guests to the first question."""
    fields = {"client_id": "", "seen": None, "said": None, **more}
    return services.enter_on_behalf(
        user=team[roles.COORDINATOR],
        round_id=one.pk,
        indicator="mandate",
        entries={guest.institution.pk: services.Sent(value=value, **fields) for guest in guests},
    )
