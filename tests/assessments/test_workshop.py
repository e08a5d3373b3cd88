"""Workshop mode: answers entered for the institutions in a room, marked until they confirm them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import NO_ANSWER, Round
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.rooms import entered, shared
from tests.assessments.saying import browser
from tests.people import made as people

C, R = roles.COORDINATOR, roles.RESPONDENT


@pytest.fixture
def guest(strangers: made.Team) -> made.Team:
    """An institution that takes part."""
    return strangers


@pytest.fixture
def one(team: made.Team, guest: made.Team) -> Round:
    """A round in which the guest has the part of the first questions."""
    return shared(team, guest)


def screen(one: Round, part: str = "task", indicator: str = "mandate") -> str:
    return reverse("assessments:workshop", args=[one.pk, part, indicator])


def page(one: Round, name: str = "dimension") -> str:
    return reverse(f"assessments:{name}", args=[one.pk, "task"])


def marks(one: Round) -> dict[object, bool]:
    return dict(one.answers.values_list("institution_id", "on_behalf"))


def verbs(one: Round) -> list[tuple[str, dict]]:
    told = AuditEvent.objects.filter(subject_id=str(one.pk), verb__startswith="answer")
    return list(told.order_by("pk").values_list("verb", "detail"))


def row(team: made.Team, **fields: str) -> dict[str, str]:
    return {f"{name}-{team.institution.pk}": value for name, value in fields.items()}


def test_what_is_entered_for_others_is_marked_and_on_record_as_a_count(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    result = entered(team, one, team, guest)
    assert len(result.saved) == 2
    assert marks(one) == {team.institution.pk: False, guest.institution.pk: True}
    assert verbs(one) == [("answer.entered_on_behalf", {"answers": 1})]
    entered(team, one, guest)
    assert len(verbs(one)) == 1, "the same once more is no deed"


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_only_the_coordinator_of_the_round_enters(
    team: made.Team, guest: made.Team, one: Round, role: str
) -> None:
    for people_of in (team, guest):
        if (people_of, role) == (team, C):
            continue
        with pytest.raises(PermissionDenied):
            services.enter_on_behalf(
                user=people_of[role], round_id=one.pk, indicator="mandate", entries={}
            )


def test_nothing_is_entered_for_whoever_does_not_answer_the_part(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    other = made.Team(name="Third ministry")
    with pytest.raises(services.Refused):
        entered(team, one, guest, other)
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)
    with pytest.raises(services.Refused):
        entered(team, one, other)
    assert not one.answers.exists()


def test_an_answer_that_the_institution_gave_meanwhile_is_not_written_over(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    services.save_answer(
        user=guest[R], round_id=one.pk, indicator="mandate", value="3", client_id="theirs"
    )
    result = entered(team, one, team, guest, seen=(NO_ANSWER,))
    no = result.refused[guest.institution.pk]
    assert isinstance(no, services.Overtaken)
    assert no.answer.value == "3"
    assert list(result.saved) == [team.institution.pk], "the others are saved nevertheless"
    entered(team, one, guest, seen=("3:theirs",))
    assert marks(one)[guest.institution.pk]


def test_the_institution_confirms_a_part_and_only_its_own_answers(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    third = made.Team(name="Third ministry")
    services.take_part(user=third[C], round_id=one.pk, institution=third.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=["task"], institution_id=third.institution.pk
    )
    entered(team, one, guest, third)
    sent = {"round_id": one.pk, "part": "task"}
    assert services.confirm_on_behalf(user=guest[R], **sent) == 1
    assert marks(one) == {guest.institution.pk: False, third.institution.pk: True}
    verb, detail = verbs(one)[-1]
    assert verb == "answers.confirmed"
    assert detail == {"part": "task", "institution": str(guest.institution.pk), "answers": 1}
    assert services.confirm_on_behalf(user=guest[R], **sent) == 0
    assert len(verbs(one)) == 2
    for user in (guest[roles.OBSERVER], people.person()):
        with pytest.raises(PermissionDenied):
            services.confirm_on_behalf(user=user, **sent)
    with pytest.raises(PermissionDenied):
        services.confirm_on_behalf(user=guest[R], institution=str(third.institution.pk), **sent)


def test_changing_an_answer_confirms_it(team: made.Team, guest: made.Team, one: Round) -> None:
    entered(team, one, guest)
    services.save_answer(user=guest[R], round_id=one.pk, indicator="mandate", value="1")
    assert marks(one) == {guest.institution.pk: False}


def test_one_form_saves_every_row_and_goes_to_the_next_question(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    client = browser(team, C)
    text = client.get(screen(one)).content.decode()
    assert text.count('<fieldset class="seat"') == 2
    assert "Question <bdi>1</bdi> of <bdi>6</bdi>" in text
    data = {**row(team, answer="1"), **row(guest, answer="unknown", note="Nobody asked", sure="2")}
    response = client.post(screen(one), data)
    assert (response.status_code, response["Location"]) == (
        302,
        screen(one, indicator="constituency"),
    )
    values = {row.institution_id: (row.value, row.note) for row in one.answers.all()}
    assert values == {
        team.institution.pk: ("1", ""),
        guest.institution.pk: ("unknown", "Nobody asked"),
    }
    back = client.post(screen(one, indicator="constituency"), {"do": "back"})
    assert back["Location"] == screen(one)
    assert "not confirmed yet" in client.get(screen(one)).content.decode()


def test_a_conflict_is_shown_with_both_notes_and_the_person_chooses(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    services.save_answer(
        user=guest[R],
        round_id=one.pk,
        indicator="mandate",
        value="3",
        client_id="theirs",
        said=services.Said(2, "The law of May"),
    )
    client, mine = browser(team, C), {"answer": "1", "seen": NO_ANSWER, "note": "My <b>own</b>"}
    response = client.post(screen(one), row(guest, **mine))
    text = response.content.decode()
    assert response.status_code == 422
    assert "The law of May" in text
    assert "My &lt;b&gt;own&lt;/b&gt;" in text
    assert f'name="keep-{guest.institution.pk}"' in text
    assert client.post(screen(one), row(guest, **mine, keep="1")).status_code == 302
    assert one.answers.get().value == "3"


def test_the_last_question_leads_back_to_the_round_and_strange_ones_nowhere(
    team: made.Team, one: Round
) -> None:
    client = browser(team, C)
    last = client.post(screen(one, "practice", "sharing"), {})
    assert last["Location"] == reverse("assessments:round", args=[one.pk])
    assert client.get(screen(one, "task", "sharing")).status_code == 404
    assert client.get(screen(one, "nowhere", "mandate")).status_code == 404


@pytest.mark.parametrize("role", sorted(roles.LABELS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guest_never_opens_the_screen_of_the_room(
    guest: made.Team, one: Round, role: str, method: str
) -> None:
    status = getattr(browser(guest, role), method)(screen(one)).status_code
    assert status == (403 if roles.ANSWER in roles.GRANTS[role] else 404)


def test_the_guest_reads_what_was_entered_and_confirms_it_on_its_page(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    entered(team, one, guest)
    client = browser(guest, R)
    text = client.get(page(one)).content.decode()
    assert text.count("not confirmed yet") == 1
    assert reverse("assessments:confirm", args=[one.pk, "task"]) in text
    response = client.post(page(one, "confirm"), {"answer-constituency": "2"})
    assert response.status_code == 302
    assert marks(one) == {guest.institution.pk: False}
    assert one.answers.count() == 2, "what the form held is saved as well"
    assert "not confirmed yet" not in client.get(page(one)).content.decode()


def test_the_guest_confirms_all_that_it_saw_with_one_button_and_nothing_else(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    entered(team, one, guest)
    client, all_of_it = browser(guest, R), reverse("assessments:entered", args=[one.pk])
    assert all_of_it in client.get(reverse("assessments:round", args=[one.pk])).content.decode()
    text = client.get(all_of_it).content.decode()
    row_ = one.answers.get(institution=guest.institution)
    assert f'name="seen-mandate" value="{row_.token}"' in text
    sent = {"institution": str(guest.institution.pk), "seen-mandate": row_.token}

    later = services.Sent("later", "1", [row_.token], None)
    services.enter_on_behalf(
        user=team[C],
        round_id=one.pk,
        indicator="mandate",
        entries={guest.institution.pk: later},
    )
    assert client.post(all_of_it, sent)["Location"] == all_of_it
    assert marks(one)[guest.institution.pk], "what was entered since was not seen"

    sent["seen-mandate"] = one.answers.get(institution=guest.institution).token
    round_page = reverse("assessments:round", args=[one.pk])
    assert client.post(all_of_it, sent)["Location"] == round_page
    assert not marks(one)[guest.institution.pk]
    assert verbs(one)[-1][0] == "answers.confirmed"
    assert all_of_it not in client.get(round_page).content.decode()
    assert browser(guest, roles.OBSERVER).get(all_of_it).status_code == 404
    assert browser(team, C).post(all_of_it, sent).status_code == 403


def test_a_signed_round_takes_nothing_and_shows_the_question(team: made.Team) -> None:
    one = made.signed(team).round
    client = browser(team, C)
    assert '<button class="btn">' not in client.get(screen(one)).content.decode()
    assert client.post(screen(one), row(team, answer="4")).status_code == 422
    assert one.answers.get(indicator="mandate").value == "1"


def test_a_screen_drawn_for_somebody_else_saves_nothing(team: made.Team, one: Round) -> None:
    data = {**row(team, answer="1"), "by": str(team[R].pk)}
    assert browser(team, C).post(screen(one), data).status_code == 403
    assert not one.answers.exists()


def test_eight_institutions_in_one_room_cost_no_more_queries_to_show_than_one(
    team: made.Team, django_assert_max_num_queries: object
) -> None:
    guests = [made.Team(name=f"Institution {number}") for number in range(7)]
    one = shared(team, *guests)
    client = browser(team, C)
    client.get(screen(one))
    with django_assert_max_num_queries(11):
        text = client.get(screen(one)).content.decode()
    assert text.count('<fieldset class="seat"') == 8


def test_whoever_is_signed_out_finds_the_room_as_it_was_sent(
    team: made.Team, guest: made.Team, one: Round
) -> None:
    client = Client()
    data = {"by": str(team[C].pk), **row(guest, answer="2", note="Said in the room")}
    response = client.post(screen(one), data)
    assert "login" in response["Location"]
    client.force_login(team[C])
    text = client.get(screen(one)).content.decode()
    assert "Said in the room" in text
    assert "signed out when you sent" in text
    assert not one.answers.exists()
