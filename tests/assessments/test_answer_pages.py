"""The page of one part: answers by script, plain form, refusals, languages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments.models import Answer, Round
from cms.people import roles
from tests.assessments import custom, made

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(team: made.Team) -> Client:
    """The respondent's browser."""
    client = Client()
    client.force_login(team[roles.RESPONDENT])
    return client


def page(one: object, language: str = "en", part: str = "task") -> str:
    with translation.override(language):
        return reverse("assessments:dimension", args=[one.pk, part])


def send(client: Client, one: object, value: str, indicator: str = "mandate") -> object:
    address = reverse("assessments:answer", args=[one.pk, indicator])
    return client.post(address, {f"answer-{indicator}": value}, headers=HTMX)


def checked(text: str) -> set[tuple[str, str]]:
    """Return (field, value) of every radio button that is on."""
    inputs = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"( checked)?', text)
    return {(name, value) for name, value, on in inputs if on}


def test_the_page_asks_every_question_with_every_level(team: made.Team, client: Client) -> None:
    text = client.get(page(made.started(team))).content.decode()
    for value in ("0", "1", "2", "3", "4", "unknown", "not-applicable"):
        assert f'name="answer-mandate" value="{value}"' in text
    assert text.count("<h1") == 1
    assert not checked(text)


def test_the_page_resumes_with_what_was_answered(team: made.Team, client: Client) -> None:
    one = made.answered(team, {"mandate": "3", "constituency": "unknown"})
    text = client.get(page(one)).content.decode()
    assert checked(text) == {("answer-mandate", "3"), ("answer-constituency", "unknown")}
    assert text.count('class="saved"') == 2


def test_an_answer_is_saved_as_it_is_given(team: made.Team, client: Client) -> None:
    one = made.started(team)
    response = send(client, one, "2")
    assert response.status_code == 200
    assert Answer.objects.get(round=one).level == 2
    told = response.json()
    assert told["value"] == "2"
    assert told["seen"] == Answer.objects.get(round=one).token


def test_saving_takes_six_queries_however_large_the_model_is(
    team: made.Team, client: Client
) -> None:
    custom.publish(custom.large(1800))
    one = Round.objects.create(
        institution=team.institution, model_slug=custom.SLUG, model_version=1, title="Large"
    )
    address = reverse("assessments:answer", args=[one.pk, "q-1799"])
    fields = {"answer-q-1799": "1", "note-q-1799": "Why", "sure-q-1799": "2", "part": "d-0"}
    client.post(address, fields | {"answer-q-1799": "0"}, headers=HTMX)  # the model is in memory
    for value in ("1", "2"):
        with CaptureQueriesContext(connection) as seen:
            sent = {**fields, "answer-q-1799": value}
            assert client.post(address, sent, headers=HTMX).json()["value"] == value
        asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]
        assert len(asked) <= 6, "\n".join(asked)


def test_a_fragment_that_is_refused_says_why_in_the_language_of_the_page(
    team: made.Team, client: Client
) -> None:
    response = send(client, made.started(team), "9")
    assert response.status_code == 409
    assert response["Content-Type"].startswith("text/plain")
    assert "not one of the answers" in response.content.decode()


def test_a_fragment_of_someone_signed_out_never_looks_saved(team: made.Team) -> None:
    one = made.started(team)
    response = send(Client(), one, "2")
    assert response.status_code == 401
    assert "signed out" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_fragment_of_a_reader_is_refused_in_words(team: made.Team) -> None:
    one, observer = made.started(team), Client()
    observer.force_login(team[roles.OBSERVER])
    response = send(observer, one, "2")
    assert response.status_code == 403
    assert "not answer" in response.content.decode()


def test_a_stale_tab_of_a_signed_round_is_told(team: made.Team, client: Client) -> None:
    one = made.signed(team).round
    response = send(client, one, "4")
    assert response.status_code == 409
    assert "signed off" in response.content.decode()


def test_the_plain_form_saves_all_answers_of_the_part_and_goes_on(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    data = {"answer-mandate": "2", "answer-constituency": "not-applicable"}
    response = client.post(page(one), data)
    assert response.status_code == 302
    assert response["Location"] == page(one, part="people")
    values = dict(one.answers.values_list("indicator", "state"))
    assert values == {"mandate": "level", "constituency": "not-applicable"}


def test_the_plain_form_twice_changes_nothing(team: made.Team, client: Client) -> None:
    one = made.started(team)
    client.post(page(one), {"answer-mandate": "2"})
    when = Answer.objects.get(round=one).updated_at
    client.post(page(one), {"answer-mandate": "2"})
    assert Answer.objects.get(round=one).updated_at == when


def test_a_bad_answer_is_told_beside_it_and_the_good_ones_are_kept(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    response = client.post(page(one), {"answer-mandate": "12", "answer-constituency": "3"})
    assert response.status_code == 422
    text = response.content.decode()
    assert 'id="error-mandate"' in text
    assert ("answer-constituency", "3") in checked(text)
    assert one.answers.get().indicator == "constituency"


def test_a_plain_form_for_a_signed_round_keeps_the_choice_in_sight(
    team: made.Team, client: Client
) -> None:
    one = made.signed(team).round
    response = client.post(page(one), {"answer-mandate": "4"})
    assert response.status_code == 422
    assert ("answer-mandate", "4") in checked(response.content.decode())
    assert one.answers.get(indicator="mandate").value == "1"


def test_a_part_or_question_that_does_not_exist_is_not_found(
    team: made.Team, client: Client
) -> None:
    one = made.started(team)
    assert client.get(page(one, part="no-such-part")).status_code == 404
    assert client.post(page(one, part="no-such-part"), {}).status_code == 404
    assert send(client, one, "1", indicator="no-such-question").status_code == 409


def test_whoever_only_reads_gets_no_button(team: made.Team) -> None:
    observer = Client()
    observer.force_login(team[roles.OBSERVER])
    text = observer.get(page(made.started(team))).content.decode()
    form = text[text.index("<fieldset") :]
    assert "data-indicator" not in text
    assert "<button" not in form[: form.index("</form>")]


def test_the_page_says_who_sees_it(team: made.Team, client: Client) -> None:
    text = client.get(page(made.started(team))).content.decode()
    for user in team.by_role.values():
        assert user.display_name in text


def test_the_page_of_a_part_takes_twelve_queries_at_most(
    team: made.Team, client: Client, django_assert_max_num_queries: object
) -> None:
    one = made.answered(team, made.ANSWERS)
    client.get(page(one))
    with django_assert_max_num_queries(12):
        client.get(page(one))


def test_the_arabic_page_runs_from_right_to_left_in_arabic_words(
    team: made.Team, client: Client
) -> None:
    text = client.get(page(made.started(team), "ar")).content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    legends = re.findall(r"<legend>(.*?)</legend>", text, re.S)
    assert legends
    assert all(re.search("[\u0600-\u06ff]", legend) for legend in legends)
