"""Comments on a question: who writes, who sees, who is named, what stands on record."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments import audience, scopes, services, threads
from assessments.models import Comment, Round
from cms.people import roles
from cms.people.models import AuditEvent, User
from cms.press.models import OutboxMessage
from tests.assessments import made, teams
from tests.assessments.teams import APART, PART
from tests.people import made as people

TEAM, REVIEWERS = Comment.Visibility.TEAM, Comment.Visibility.REVIEWERS
TALK = (roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER, roles.APPROVER)


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which two institutions answer a part."""
    return teams.joined(team, strangers)


def write(user: User, one: Round, text: str = "Which decree?", **more: object) -> Comment:
    return services.comment(
        user=user, round_id=one.pk, **{"indicator": APART, "text": text, **more}
    )


def seen_by(user: User, one: Round) -> list[str]:
    reached = scopes.reach(user, one.pk)
    return [] if reached is None else [row.text for row in threads.seen(reached, PART)]


def test_whoever_reviews_or_answers_the_part_writes(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    may = [
        *(team[role] for role in TALK),
        strangers[roles.COORDINATOR],
        strangers[roles.RESPONDENT],
    ]
    for user in may:
        assert write(user, one).author == user
    for user in (team[roles.OBSERVER], strangers[roles.REVIEWER], strangers[roles.APPROVER]):
        with pytest.raises(PermissionDenied):
            write(user, one)


def test_who_answers_another_part_neither_writes_nor_sees(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    write(team[roles.REVIEWER], one)
    with pytest.raises(PermissionDenied):
        write(strangers[roles.RESPONDENT], one, indicator="staffing")
    reached = scopes.reach(strangers[roles.RESPONDENT], one.pk)
    assert not threads.seen(reached, "people").exists()


def test_what_is_for_the_team_is_seen_by_every_institution_at_the_part(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    write(strangers[roles.RESPONDENT], one)
    for user in (team[roles.RESPONDENT], team[roles.REVIEWER], strangers[roles.COORDINATOR]):
        assert seen_by(user, one) == ["Which decree?"]
    for user in (team[roles.OBSERVER], strangers[roles.OBSERVER]):
        assert seen_by(user, one) == []


def test_what_reviewers_say_among_themselves_is_seen_by_no_respondent(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    write(team[roles.REVIEWER], one, visibility=REVIEWERS)
    assert seen_by(team[roles.APPROVER], one) == ["Which decree?"]
    for user in (team[roles.RESPONDENT], strangers[roles.RESPONDENT]):
        assert seen_by(user, one) == []


def test_what_one_who_answers_says_to_reviewers_is_seen_by_her_institution_alone(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    root = write(strangers[roles.RESPONDENT], one, visibility=REVIEWERS)
    write(team[roles.REVIEWER], one, "Thank you.", parent=root.pk)
    assert seen_by(strangers[roles.COORDINATOR], one) == ["Which decree?"]
    assert seen_by(team[roles.RESPONDENT], one) == []
    with pytest.raises(services.Refused):
        write(team[roles.RESPONDENT], one, "Me too", parent=root.pk)
    assert Comment.objects.get(parent=root).visibility == REVIEWERS


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"text": "x" * 2001}, {"visibility": "all"}, {"parent": 0}]
)
def test_a_comment_that_cannot_stand_is_refused(
    team: made.Team, one: Round, wrong: dict[str, object]
) -> None:
    with pytest.raises(services.Refused):
        write(team[roles.REVIEWER], one, **wrong)
    assert not Comment.objects.exists()


def test_a_reply_belongs_to_the_question_of_its_thread(team: made.Team, one: Round) -> None:
    root = write(team[roles.REVIEWER], one)
    with pytest.raises(services.Refused):
        write(team[roles.REVIEWER], one, parent=root.pk, indicator="constituency")


def test_who_is_named_gets_one_letter_without_the_text(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    named = [team[roles.REVIEWER].pk, strangers[roles.RESPONDENT].pk, team[roles.REVIEWER].pk]
    row = write(team[roles.COORDINATOR], one, "A secret word", mentions=named)
    letters = OutboxMessage.objects.exclude(pk__in=before)
    assert sorted(letter.to for letter in letters) == sorted(
        [team[roles.REVIEWER].email, strangers[roles.RESPONDENT].email]
    )
    assert not any("secret" in letter.text + letter.subject for letter in letters)
    assert {person.pk for person in row.mentions.all()} == set(named)


def test_nobody_is_named_who_could_not_see_the_comment(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    unseen = [people.person(), team[roles.OBSERVER], strangers[roles.REVIEWER]]
    for user in unseen:
        with pytest.raises(services.Refused):
            write(team[roles.COORDINATOR], one, mentions=[user.pk])
    with pytest.raises(services.Refused):
        write(
            team[roles.COORDINATOR],
            one,
            visibility=REVIEWERS,
            mentions=[strangers[roles.RESPONDENT].pk],
        )
    assert not Comment.objects.exists()


def test_a_thread_is_settled_and_taken_up_again(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    root = write(team[roles.REVIEWER], one)
    place = {"round_id": one.pk, "indicator": APART, "comment_id": root.pk}
    reached = scopes.reach(team[roles.RESPONDENT], one.pk)
    assert threads.counts(reached, PART, [APART]) == {APART: 1}
    row = services.resolve(user=strangers[roles.RESPONDENT], **place)
    assert row.resolved_by == strangers[roles.RESPONDENT]
    assert threads.counts(reached, PART, [APART]) == {}
    assert services.resolve(user=team[roles.REVIEWER], **place, resolved=False).resolved_at is None
    with pytest.raises(PermissionDenied):
        services.resolve(user=team[roles.OBSERVER], **place)


def test_the_log_says_that_somebody_commented_and_not_what(team: made.Team, one: Round) -> None:
    row = write(team[roles.REVIEWER], one)
    services.resolve(user=team[roles.REVIEWER], round_id=one.pk, indicator=APART, comment_id=row.pk)
    events = AuditEvent.objects.filter(verb__startswith="comment.").order_by("pk")
    assert [event.verb for event in events] == ["comment.written", "comment.resolved"]
    assert all(event.detail == {"comment": row.pk, "indicator": APART} for event in events)


def test_a_signed_round_takes_no_comment(team: made.Team) -> None:
    snapshot = made.signed(team)
    with pytest.raises(services.Refused):
        write(team[roles.REVIEWER], snapshot.round)


@pytest.mark.parametrize("state", [Round.State.DRAFT, Round.State.OPEN, Round.State.REVIEW])
@pytest.mark.parametrize("named", ["", roles.COORDINATOR, roles.RESPONDENT])
def test_the_audience_of_a_part_is_who_reaches_it(
    team: made.Team, strangers: made.Team, one: Round, state: str, named: str
) -> None:
    second = people.member(roles.RESPONDENT, strangers.institution)
    if named:
        services.delegate(
            user=strangers[roles.COORDINATOR],
            round_id=one.pk,
            parts=[PART],
            institution_id=strangers.institution.pk,
            person=strangers[named],
        )
    Round.objects.filter(pk=one.pk).update(state=state)
    one.refresh_from_db()
    for part in (PART, "people"):
        found = audience.of_part(one, part)
        for user in (*team.by_role.values(), *strangers.by_role.values(), second):
            reached = scopes.reach(user, one.pk)
            may = reached is not None and threads.may_talk(reached, part)
            assert any(row.user == user for row in found) == may
