"""A quiz as it is taken: with and without scripts, in either language, by its owner only."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from courses import services
from courses.models import Attempt, AttemptStep
from tests.courses import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(course, learner) -> Attempt:
    return services.start_attempt(user=learner, page=made.page("small/quiz"))


def url(attempt: Attempt, rest: str = "", language: str = "en") -> str:
    return f"/{language}/learn/attempts/{attempt.pk}/{rest}"


def test_starting_leads_to_the_questions(course, signed_in):
    response = signed_in.post("/en/learn/small/quiz/attempt/", follow=True)
    text = response.content.decode()
    assert "English one?" in text
    assert text.count("<fieldset") == 2
    assert "English about" not in text  # feedback, which would give the key away


def test_an_answer_is_saved_as_it_is_given(attempt, signed_in):
    event = uuid4()
    sent = {"answer-one": "b", "event-one": event}
    for _twice in range(2):
        response = signed_in.post(url(attempt, "answers/one/"), sent)
        assert response.status_code == 200
        assert response.json() == {"seen": str(event)}
    assert AttemptStep.objects.count() == 1
    assert 'value="b" checked' in signed_in.get(url(attempt)).content.decode()


def test_saving_an_answer_costs_few_queries(attempt, signed_in, django_assert_max_num_queries):
    signed_in.post(url(attempt, "answers/one/"), {"answer-one": "a", "event-one": uuid4()})
    with django_assert_max_num_queries(8):
        signed_in.post(url(attempt, "answers/one/"), {"answer-one": "b", "event-one": uuid4()})


def test_without_scripts_one_form_saves_and_hands_in(attempt, signed_in):
    signed_in.post(url(attempt), {"answer-one": "b", "do": "save"})
    assert made.answers(attempt) == {"one": ("b",)}
    sent = {"answer-one": "b", "answer-several": ["a", "b"], "do": "submit"}
    response = signed_in.post(url(attempt), sent, follow=True)
    assert response.redirect_chain[-1][0] == url(attempt, "result/")
    text = response.content.decode()
    assert "You have passed" in text
    assert "English about one b" in text
    assert "English about one a" not in text


def test_without_scripts_who_goes_on_later_has_saved_what_was_answered(attempt, signed_in):
    assert "saved when you press a button" in signed_in.get(url(attempt)).content.decode()
    left = signed_in.post(url(attempt), {"answer-one": "b", "do": "later"})
    assert left["Location"] == "/en/courses/small/start/quiz/"
    assert made.answers(attempt) == {"one": ("b",)}
    refused = signed_in.post(url(attempt), {"answer-one": "z", "do": "later"})
    assert refused.status_code == 409
    assert made.answers(attempt) == {"one": ("b",)}


def test_the_language_can_be_changed_midway(attempt, signed_in):
    signed_in.post(url(attempt, "answers/one/"), {"answer-one": "c"})
    text = signed_in.get(url(attempt, language="ar")).content.decode()
    assert "عربي one?" in text
    assert 'value="c" checked' in text
    response = signed_in.post(
        url(attempt, language="ar"), {"do": "submit", "anyway": "yes"}, follow=True
    )
    assert response.redirect_chain[-1][0] == url(attempt, "result/", "ar")


def test_what_was_missed_is_shown_only_after_passing(attempt, signed_in, learner):
    made.answer(learner, attempt, "several", "a", "c")
    signed_in.post(url(attempt), {"answer-several": ["a", "c"], "do": "submit", "anyway": "yes"})
    text = signed_in.get(url(attempt, "result/")).content.decode()
    assert "Not passed this time" in text
    assert "English about several c" in text
    assert "English about several b" not in text
    assert 'href="/en/courses/small/start/first/#text"' in text
    better = services.start_attempt(user=learner, page=made.page("small/quiz"))
    sent = {"answer-one": "b", "answer-several": ["a"], "do": "submit"}
    text = signed_in.post(url(better), sent, follow=True).content.decode()
    assert "Right, but you did not choose it" in text
    assert "English about several b" in text


def test_who_leaves_a_question_open_is_asked_once_before_it_is_handed_in(attempt, signed_in):
    sent = {"answer-one": "b", "do": "submit"}
    text = signed_in.post(url(attempt), sent).content.decode()
    assert "1 question has no answer" in text
    assert 'href="#question-several"' in text
    assert 'href="#question-one"' not in text
    assert made.answers(attempt) == {"one": ("b",)}
    assert Attempt.objects.get().open
    assert "has no answer" not in signed_in.get(url(attempt)).content.decode()
    done = signed_in.post(url(attempt), {**sent, "anyway": "yes"})
    assert done["Location"] == url(attempt, "result/")


def test_an_attempt_handed_in_takes_no_more_answers(attempt, signed_in):
    signed_in.post(url(attempt), {"answer-one": "b", "do": "submit", "anyway": "yes"})
    response = signed_in.post(url(attempt, "answers/one/"), {"answer-one": "a"})
    assert response.status_code == 409
    assert response["Content-Type"].startswith("text/plain")
    signed_in.post(url(attempt), {"answer-one": "a", "do": "submit"})
    assert made.answers(attempt) == {"one": ("b",)}
    assert signed_in.get(url(attempt))["Location"] == url(attempt, "result/")


def test_a_later_answer_is_explained_and_a_second_press_is_not(attempt, signed_in):
    sent = {"answer-one": "b", "do": "submit", "anyway": "yes"}
    for _again in range(2):
        text = signed_in.post(url(attempt), sent, follow=True).content.decode()
        assert "Your later answer does not count." not in text
    text = signed_in.post(url(attempt), {**sent, "answer-one": "a"}, follow=True).content.decode()
    assert "Your later answer does not count." in text
    assert made.answers(attempt) == {"one": ("b",)}


def test_without_scripts_whoever_comes_after_the_time_reads_why(attempt, signed_in):
    signed_in.post(url(attempt), {"answer-one": "b", "do": "save"})
    over = timezone.now() - datetime.timedelta(minutes=2)
    Attempt.objects.update(due_at=over)
    sent = {"answer-one": "b", "answer-several": ["a", "b"], "do": "submit"}
    text = signed_in.post(url(attempt), sent, follow=True).content.decode()
    assert "The time of this attempt is up." in text
    assert "does not count" not in text
    assert made.answers(attempt) == {"one": ("b",)}
    assert Attempt.objects.get().submitted_at == over
    again = signed_in.get(url(attempt, "result/")).content.decode()
    assert "The time of this attempt is up." in again


def test_a_forged_answer_is_explained_and_nothing_is_lost(attempt, signed_in):
    signed_in.post(url(attempt), {"answer-one": "b", "do": "save"})
    response = signed_in.post(url(attempt), {"answer-one": "z", "do": "submit"})
    assert response.status_code == 409
    assert "This answer does not belong to the question." in response.content.decode()
    assert made.answers(attempt) == {"one": ("b",)}
    assert Attempt.objects.get().open


def test_an_event_without_a_sound_id_still_counts(attempt, signed_in):
    signed_in.post(url(attempt, "answers/one/"), {"answer-one": "b", "event-one": "nonsense"})
    assert made.answers(attempt) == {"one": ("b",)}


@pytest.mark.parametrize("rest", ["", "result/", "answers/one/"])
def test_an_attempt_is_there_for_its_owner_only(attempt, client, rest):
    assert client.get(url(attempt, rest)).status_code == 302
    client.force_login(made.person(is_superuser=True))
    assert client.post(url(attempt, rest), {"answer-one": "b"}).status_code in (404, 405)
    assert client.get(url(attempt, rest)).status_code in (404, 405)
    assert not AttemptStep.objects.exists()


def test_the_door_of_a_quiz_lists_earlier_attempts(attempt, signed_in):
    door = "/en/courses/small/start/quiz/"
    assert "Go on with your attempt" in signed_in.get(door).content.decode()
    signed_in.post(url(attempt), {"do": "submit", "anyway": "yes"})
    text = signed_in.get(door).content.decode()
    assert "Try again" in text
    assert url(attempt, "result/") in text
