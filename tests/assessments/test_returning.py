"""A form that was sent signed out comes back with what was typed, to its own person only."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import NO_ANSWER, Round
from assessments.views import returning
from cms.people import roles
from tests.assessments import made
from tests.assessments.rooms import shared

C, R = roles.COORDINATOR, roles.RESPONDENT
TYPED = {
    "answer-mandate": "2",
    "note-mandate": '<script>alert("x")</script> the law of May',
    "sure-mandate": "3",
    "seen-mandate": NO_ANSWER,
    "client-mandate": "page",
    "note-constituency": "Only a note",
}


@pytest.fixture
def one(team: made.Team) -> Round:
    return made.started(team)


def page(one: Round, name: str = "dimension", part: str = "task") -> str:
    return reverse(f"assessments:{name}", args=[one.pk, part])


def sent_signed_out(team: made.Team, one: Round, name: str = "dimension", **more: str) -> Client:
    """Send the form of the respondent's page without a session; nothing is saved by that."""
    client = Client()
    response = client.post(page(one, name), {"by": str(team[R].pk), **TYPED, **more})
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert "part/task/" in response["Location"]
    assert "hand-in" not in response["Location"], "that is no page to come back to"
    assert not one.answers.exists()
    return client


@pytest.mark.parametrize("name", ["dimension", "hand-in", "confirm"])
def test_the_form_comes_back_as_it_was_typed_and_is_saved_by_its_button(
    team: made.Team, one: Round, name: str
) -> None:
    client = sent_signed_out(team, one, name)
    client.force_login(team[R])
    text = client.get(page(one)).content.decode()
    assert "signed out when you sent" in text
    assert 'name="answer-mandate" value="2" checked' in text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; the law of May" in text
    assert "Only a note" in text
    assert '<option value="3" selected>' in text
    assert not one.answers.exists()
    assert "the law of May" not in client.get(page(one)).content.decode(), "shown once"
    client.post(page(one), {"answer-mandate": "2", "note-mandate": "the law of May"})
    assert one.answers.get().note == "the law of May"


def test_nobody_else_who_signs_in_on_the_browser_sees_or_saves_it(
    team: made.Team, one: Round
) -> None:
    client = sent_signed_out(team, one)
    client.force_login(team[C])
    assert "the law of May" not in client.get(page(one)).content.decode()
    assert returning.KEY not in client.session, "nor does it wait any longer"
    assert not one.answers.exists()


def test_what_was_answered_meanwhile_is_still_not_written_over(team: made.Team, one: Round) -> None:
    client = sent_signed_out(team, one)
    browser = Client()
    browser.force_login(team[C])
    browser.post(page(one), {"answer-mandate": "4", "note-mandate": "Theirs"})
    client.force_login(team[R])
    assert f'name="seen-mandate" value="{NO_ANSWER}"' in client.get(page(one)).content.decode()
    again = client.post(page(one), {**TYPED, "by": str(team[R].pk)})
    assert again.status_code == 422
    assert "Theirs" in again.content.decode()
    assert one.answers.get(indicator="mandate").value == "4"


def test_it_comes_back_to_its_own_page_and_seat_alone(team: made.Team, one: Round) -> None:
    client = sent_signed_out(team, one)
    client.force_login(team[R])
    assert "the law of May" not in client.get(page(one, part="people")).content.decode()
    assert "the law of May" in client.get(page(one)).content.decode()


def test_of_two_seats_it_comes_back_to_the_one_that_sent_it(
    team: made.Team, strangers: made.Team
) -> None:
    one = shared(team, strangers)
    strangers.adds(team[R], R)
    team.adds(team[R], C)
    client = sent_signed_out(team, one, **{"as": str(strangers.institution.pk)})
    client.force_login(team[R])
    own, theirs = (f"{page(one)}?as={who.institution.pk}" for who in (team, strangers))
    assert "the law of May" not in client.get(own).content.decode()
    assert "the law of May" in client.get(theirs).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"answer-mandate": "2"},  # nobody knows whose it is
        {"by": "1", "note-mandate": "x" * (returning.LONGEST + 1)},
        {"by": "1", "password": "x"},
    ],
)
def test_nothing_is_kept_that_is_nobodys_or_too_much_or_no_answer(
    one: Round, fields: dict[str, str]
) -> None:
    client = Client()
    assert client.post(page(one), fields).status_code == 302
    assert returning.KEY not in client.session


def test_a_browser_without_the_token_keeps_nothing(team: made.Team, one: Round) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(page(one), {"by": str(team[R].pk), **TYPED}).status_code == 403
    assert returning.KEY not in client.session
