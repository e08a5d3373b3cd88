"""Rounds, snapshots and plans for tests, made with one call each."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from assessments import services
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN
from assessments.models import Evidence, OwnAction, Plan, Round, Snapshot
from assessments.services.evidence import Given, Said, add_evidence
from cms.people import roles
from cms.people.models import Institution, Membership, User
from cms.press import uploads
from cms.press.models import Upload
from tests.people import made as people

MODEL = "cert-starter"
OFFERED = "national-csirt"
TODAY = date(2026, 11, 23)

# A small state as it often is: some tools, no decision, two things that nobody knows.
ANSWERS: Mapping[str, str] = {
    "mandate": "1",
    "constituency": "0",
    "staffing": "1",
    "reachability": UNKNOWN,
    "handling": "1",
    "sharing": "2",
}
WITH_EVERY_STATE = {**ANSWERS, "sharing": NOT_APPLICABLE}


class Team:
    """An institution with one person in every role."""

    def __init__(self, **fields: object) -> None:
        self.institution: Institution = people.institution(**fields)
        self.by_role: dict[str, User] = {
            role: people.member(role, self.institution) for role in roles.LABELS
        }

    def __getitem__(self, role: str) -> User:
        return self.by_role[role]

    def adds(self, user: User, role: str) -> None:
        """Give somebody a role here too, and the second factor that it may ask for."""
        people.enrol(user)
        Membership.objects.create(user=user, institution=self.institution, role=role)


def started(team: Team, title: str = "National round") -> Round:
    """Return an open round without an answer.

    On the small model, which is offered no more: begun before another took its place.
    """
    return Round.objects.create(
        institution=team.institution,
        model_slug=MODEL,
        model_version=1,
        title=title,
        created_by=team[roles.COORDINATOR],
    )


def answered(team: Team, answers: Mapping[str, str] = ANSWERS, title: str = "Round") -> Round:
    """Return an open round with these answers."""
    one = started(team, title)
    for indicator, value in answers.items():
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=one.pk, indicator=indicator, value=value
        )
    return one


def signed(team: Team, answers: Mapping[str, str] = ANSWERS, title: str = "Round") -> Snapshot:
    """Return the snapshot of a signed round."""
    one = answered(team, answers, title)
    return services.sign_off(user=team[roles.APPROVER], round_id=one.pk)


def own_action(team: Team, **values: object) -> OwnAction:
    """Return an action that the institution has added of its own."""
    table = {
        "title": "Open a desk in the harbour town",
        "outcome": "Whoever has no connection can report an incident.",
        "done_when": "The desk is open on three days a week.",
        "language": "en",
        "area": "C",
        "lead": "csirt",
        "months": 3,
        **dict.fromkeys(("set_up_low", "set_up_likely", "set_up_high"), 0),
    }
    return services.save_own_action(
        user=team[roles.COORDINATOR],
        institution_id=team.institution.pk,
        values={**table, **values},
    )


def sent(team: Team, content: bytes = b"a law", name: str = "law.txt") -> Upload:
    """Return a file that the respondent has sent and no form has taken."""
    return uploads.take_whole(
        user=team[roles.RESPONDENT],
        institution_id=team.institution.pk,
        name=name,
        content=content,
    )


def evidence(team: Team, title: str = "The law", url: str = "", **file: object) -> Evidence:
    """Return evidence that the respondent has added: a file, or a link."""
    upload = None if url else sent(team, **file).pk
    return add_evidence(
        user=team[roles.RESPONDENT],
        institution_id=team.institution.pk,
        title=title,
        said=Said("document"),
        given=Given(uuid4(), upload, url),
    )


def planned(team: Team, answers: Mapping[str, str] = ANSWERS, title: str = "Round") -> Plan:
    """Return the plan of a signed round, made on a day that does not change."""
    snapshot = signed(team, answers, title)
    return services.make_plan(user=team[roles.COORDINATOR], snapshot_id=snapshot.pk, today=TODAY)
