"""Several institutions in one round: seats, answers apart, states, reminders."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments import answering, scopes, services
from assessments.domain.scoring import UNKNOWN
from assessments.models import Answer, Round
from cms.people import roles
from cms.people.models import AuditEvent, Institution
from cms.press.models import OutboxMessage
from tests.assessments import made

C, R, V, A, O = (  # noqa: E741
    roles.COORDINATOR,
    roles.RESPONDENT,
    roles.REVIEWER,
    roles.APPROVER,
    roles.OBSERVER,
)
STARTS = "assessments:"


@pytest.fixture
def guests(db: None) -> made.Team:
    """An institution that takes part."""
    return made.Team(name="Regulator of telecommunications")


@pytest.fixture
def shared(team: made.Team, guests: made.Team) -> Round:
    """An open round in which guests were given the part “task”, which the owner answers too."""
    one = made.started(team)
    joined(team, guests, one)
    given(team, one, guests, "task")
    given(team, one, team, "task")
    return one


def joined(team: made.Team, other: made.Team, one: Round) -> None:
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)


def given(team: made.Team, one: Round, to: made.Team, *parts: str, **more: object) -> list[object]:
    return services.delegate(
        user=team[C], round_id=one.pk, parts=parts, institution_id=to.institution.pk, **more
    )


def save(user: object, one: Round, indicator: str, value: str, **more: object) -> services.Saved:
    return services.save_answer(
        user=user, round_id=one.pk, indicator=indicator, value=value, **more
    )


def page(user: object, name: str, *args: object) -> object:
    client = Client()
    client.force_login(user)
    return client.get(reverse(STARTS + name, args=args))


def test_each_institution_answers_apart_and_sees_nothing_of_the_other(
    shared: Round, team: made.Team, guests: made.Team
) -> None:
    save(team[R], shared, "mandate", "3", said=services.Said(2, "We have a decree."))
    save(guests[R], shared, "mandate", "1", said=services.Said(None, "Nobody told us."))
    assert Answer.objects.filter(round=shared, indicator="mandate").count() == 2
    theirs = page(guests[R], "dimension", shared.pk, "task").content.decode()
    ours = page(team[R], "dimension", shared.pk, "task").content.decode()
    assert "Nobody told us." in theirs
    assert "We have a decree." not in theirs
    assert "We have a decree." in ours
    assert "Nobody told us." not in ours
    assert answering.answers_of(shared) == {}, "they differ, so nothing counts yet"


def test_what_others_wait_for_stands_before_the_own_loop(
    shared: Round, team: made.Team, guests: made.Team
) -> None:
    text = page(guests[C], "rounds").content.decode()
    assert text.index("Asked of you by others") < text.index("no assessment of its own yet")
    assert text.count(reverse(f"{STARTS}round", args=[shared.pk])) == 2
    assert "Asked of you by others" not in page(team[C], "rounds").content.decode()


@pytest.mark.parametrize("role", [C, R])
def test_guests_open_their_part_and_nothing_else(
    shared: Round, guests: made.Team, role: str
) -> None:
    one, user = shared.pk, guests[role]
    assert page(user, "round", one).status_code == 200
    assert page(user, "dimension", one, "task").status_code == 200
    assert page(user, "dimension", one, "people").status_code == 403
    for name in ("sign", "result", "details", "ask", "carry-over"):
        assert page(user, name, one).status_code == 403, name
    assert page(user, "team", one).status_code == (200 if role == C else 403)


@pytest.mark.parametrize("role", [V, A, O])
def test_guests_who_do_not_answer_do_not_see_the_round(
    shared: Round, guests: made.Team, role: str
) -> None:
    assert page(guests[role], "round", shared.pk).status_code == 404
    assert page(guests[role], "dimension", shared.pk, "task").status_code == 404


def test_a_guest_cannot_answer_a_part_that_was_not_given(
    shared: Round, guests: made.Team, team: made.Team
) -> None:
    with pytest.raises(PermissionDenied):
        save(guests[R], shared, "staffing", "1")
    with pytest.raises(PermissionDenied):
        save(guests[R], shared, "mandate", "1", institution=str(team.institution.pk))
    assert not Answer.objects.exists()


def test_a_draft_exists_for_its_own_institution_only(team: made.Team, guests: made.Team) -> None:
    (one,) = services.start_rounds(
        user=team[C],
        institution=team.institution,
        models=[made.OFFERED],
        details=services.Details("Next"),
        draft=True,
    )
    joined(team, guests, one)
    given(team, one, guests, "governance")
    assert not OutboxMessage.objects.exists()
    assert scopes.reach(guests[R], one.pk) is None
    with pytest.raises(services.Refused, match="prepared or reviewed"):
        save(team[R], one, "legal-basis", "1")
    services.take_step(user=team[C], round_id=one.pk, step="open")
    assert scopes.reach(guests[R], one.pk) is not None
    to = set(OutboxMessage.objects.values_list("to", flat=True))
    assert to == {guests[C].email, guests[R].email}


def test_a_part_given_to_a_person_is_hers_alone(team: made.Team, guests: made.Team) -> None:
    one = made.started(team)
    joined(team, guests, one)
    given(team, one, guests, "task", person=guests[R])
    other = made.people.member(R, guests.institution)
    assert scopes.reach(other, one.pk).seats == ()
    assert scopes.reach(guests[R], one.pk).seat("task") is not None
    assert scopes.reach(guests[C], one.pk).seat("task") is not None, "who leads it may help"


def test_a_guest_coordinator_passes_on_what_she_has_and_no_more(
    shared: Round, guests: made.Team, team: made.Team
) -> None:
    (row,) = services.delegate(
        user=guests[C],
        round_id=shared.pk,
        parts=["task"],
        institution_id=guests.institution.pk,
        person=guests[R],
    )
    with pytest.raises(PermissionDenied):
        services.delegate(
            user=guests[C],
            round_id=shared.pk,
            parts=["people"],
            institution_id=guests.institution.pk,
        )
    with pytest.raises(PermissionDenied):
        services.delegate(
            user=guests[C],
            round_id=shared.pk,
            parts=["task"],
            institution_id=team.institution.pk,
        )
    services.take_back(user=guests[C], round_id=shared.pk, delegation_id=row.pk)


def test_a_part_given_away_is_no_longer_open_to_the_owners_respondents(
    team: made.Team, guests: made.Team
) -> None:
    one = made.started(team)
    joined(team, guests, one)
    given(team, one, guests, "task")
    assert scopes.reach(team[R], one.pk).seat("task") is None
    assert scopes.reach(team[R], one.pk).seat("people") is not None
    assert page(team[R], "dimension", one.pk, "task").status_code == 403
    assert scopes.reach(team[C], one.pk).seat("task") is not None


def test_a_view_from_outside_counts_only_where_it_is_adopted(team: made.Team) -> None:
    firm = made.Team(name="Harbour Power", kind=Institution.Kind.OPERATOR)
    one = made.started(team)
    joined(team, firm, one)
    given(team, one, firm, "task")
    saved = save(firm[R], one, "mandate", "0")
    assert saved.answer.outside
    assert answering.standings_of(one)["mandate"].kind == "outside"
    assert answering.answers_of(one) == {}


def test_whoever_ends_its_part_is_out_and_its_answers_stay(
    shared: Round, guests: made.Team, team: made.Team
) -> None:
    save(guests[R], shared, "mandate", "1")
    services.stop_taking_part(
        user=guests[C], round_id=shared.pk, institution_id=guests.institution.pk
    )
    assert scopes.reach(guests[C], shared.pk) is None
    assert Answer.objects.filter(institution=guests.institution).exists()


def test_a_team_agrees_before_its_approver_signs(
    shared: Round, team: made.Team, guests: made.Team
) -> None:
    save(team[R], shared, "mandate", "3")
    save(guests[R], shared, "mandate", "1")
    with pytest.raises(services.Refused, match="agree first"):
        services.sign_off(user=team[A], round_id=shared.pk)
    services.take_step(user=team[C], round_id=shared.pk, step="review")
    with pytest.raises(services.Refused, match="still differ"):
        services.take_step(user=team[C], round_id=shared.pk, step="agree")
    services.take_step(user=team[C], round_id=shared.pk, step="reopen")
    save(guests[R], shared, "mandate", UNKNOWN)
    services.take_step(user=team[C], round_id=shared.pk, step="review")
    with pytest.raises(services.Refused, match="prepared or reviewed"):
        save(guests[R], shared, "mandate", "2")
    services.take_step(user=team[C], round_id=shared.pk, step="agree")
    snapshot = services.sign_off(user=team[A], round_id=shared.pk)
    assert str(guests.institution.pk) in snapshot.content
    assert guests[R].display_name not in snapshot.content
    assert '"answers":{"mandate":3}' in snapshot.content
    services.take_step(user=team[C], round_id=shared.pk, step="archive")
    assert Round.objects.get(pk=shared.pk).is_signed
    moves = AuditEvent.objects.filter(verb="round.moved").values_list("detail__to", flat=True)
    assert sorted(moves) == ["agreed", "archived", "in-review", "in-review", "open"]


@pytest.mark.parametrize("step", sorted(services.STEPS))
@pytest.mark.parametrize("role", [R, O])
def test_a_step_is_refused_without_its_capability(team: made.Team, step: str, role: str) -> None:
    one = made.started(team)
    Round.objects.filter(pk=one.pk).update(state=services.STEPS[step].source)
    with pytest.raises(PermissionDenied):
        services.take_step(user=team[role], round_id=one.pk, step=step)
    assert Round.objects.get(pk=one.pk).state == services.STEPS[step].source


def test_a_rapid_round_asks_the_core_and_grows_without_retyping(team: made.Team) -> None:
    (one,) = services.start_rounds(
        user=team[C],
        institution=team.institution,
        models=[made.OFFERED],
        details=services.Details("Sketch", depth=Round.Depth.RAPID),
    )
    model = answering.model_of(one)
    core = {asked.id for asked in model.indicators() if asked.core}
    asked = {found.id for part in answering.parts_of(one) for found in part.indicators()}
    assert asked == core
    first = sorted(core)[0]
    save(team[R], one, first, "2")
    other = next(found.id for found in model.indicators() if not found.core)
    with pytest.raises(services.Refused, match="no such question"):
        save(team[R], one, other, "1")
    full = services.Details("Sketch", depth=Round.Depth.FULL)
    services.describe_round(user=team[C], round_id=one.pk, details=full)
    save(team[R], one, other, "1")
    assert answering.answers_of(Round.objects.get(pk=one.pk))[first] == 2
    with pytest.raises(services.Refused, match="cannot become rapid"):
        services.describe_round(
            user=team[C], round_id=one.pk, details=services.Details("x", depth="rapid")
        )


def test_respondents_see_results_only_where_they_are_opened(team: made.Team) -> None:
    snapshot = made.signed(team)
    one = snapshot.round
    assert page(team[R], "result", one.pk).status_code == 403
    Round.objects.filter(pk=one.pk).update(results_open=True)
    assert page(team[R], "result", one.pk).status_code == 200
