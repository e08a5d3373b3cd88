"""Every kind of question on its page: with fields that need no script, read in either language."""

import json
import re
from uuid import uuid4

import pytest

from cms import trainers
from courses import services
from courses.models import AttemptStep
from tests.courses import made, quizzed
from tests.people import made as people

pytestmark = pytest.mark.django_db

FIELDS = {
    "answer-truth": "true",
    "answer-match.nobody": "red",
    "answer-match.own": "amber",
    "answer-sort.detect": "1",
    "answer-sort.contain": "2",
    "answer-sort.learn": "3",
    "answer-fill.first": "team",
    "answer-count": "3",
    "unit-count": "days",
    "answer-name": "Constituency",
    "answer-essay": "A list.\nAnd who answers for it.",
}


@pytest.fixture(autouse=True)
def _course(db):
    quizzed.bring()


@pytest.fixture
def attempt(learner):
    return services.start_attempt(user=learner, page=made.page("small/kinds"))


def url(attempt, rest="", language="en"):
    return f"/{language}/learn/attempts/{attempt.pk}/{rest}"


@pytest.mark.parametrize(("language", "word"), [("en", "English"), ("ar", "عربي")])
def test_every_kind_has_fields_in_its_language_and_no_key(signed_in, attempt, language, word):
    text = signed_in.get(url(attempt, language=language)).content.decode()
    fields = set(re.findall(r'name="((?:answer|unit)-[^"]+)"', text))
    assert fields == set(FIELDS)
    assert f"{word} before" in text
    for told in ("about", "counted", "misnamed", "yes, true", "hint for"):
        assert f"{word} {told}" not in text


@pytest.mark.parametrize(("language", "first"), [("en", "A"), ("ar", "أ")])
def test_what_a_closed_list_would_cut_off_stands_above_it_whole(
    signed_in, attempt, language, first
):
    text = signed_in.get(url(attempt, language=language)).content.decode()
    told = re.search(r'<ul class="choices">(.*?)</ul>', text)[1]
    listed = re.findall(r"<li><b>(.+?)</b> <span>(.+?)</span></li>", told)
    assert listed[0][0] == first
    for letter, choice in listed:
        assert text.count(f">{letter} · {choice}</option>") == 2  # a list for each of the two
    assert any("to those who were in the room" in choice for _letter, choice in listed)
    assert f"{first} · " not in re.search(r'<p class="cloze">(.*?)</p>', text, re.S)[1]


def test_one_plain_form_answers_every_kind(signed_in, attempt, learner):
    signed_in.post(url(attempt), {**FIELDS, "do": "save"})
    text = signed_in.get(url(attempt)).content.decode()
    assert 'value="true" checked' in text
    assert text.count(" selected>") == 7
    assert "And who answers for it." in text
    response = signed_in.post(url(attempt), {**FIELDS, "do": "submit"}, follow=True)
    assert "A trainer has still to mark" in response.content.decode()


def test_a_number_is_read_as_the_language_of_the_page_writes_it(signed_in, attempt):
    signed_in.post(url(attempt, "answers/count/", "ar"), {"answer-count": "٧٢٫٥"})
    assert made.answers(attempt)["count"] == ("72.5", "hours")


def test_what_is_no_number_is_said_at_its_question_and_the_rest_is_saved(signed_in, attempt):
    sent = {**FIELDS, "answer-count": "many <b>", "do": "submit"}
    response = signed_in.post(url(attempt), sent)
    text = response.content.decode()
    assert response.status_code == 409
    assert "“many &lt;b&gt;” is not read as a number" in text
    assert 'href="#question-count"' in text
    assert 'aria-describedby="refusal-count"' in text
    assert 'value="many &lt;b&gt;"' in text  # what was typed is there to be corrected
    attempt.refresh_from_db()
    assert attempt.open
    assert set(made.answers(attempt)) == {"truth", "match", "sort", "fill", "name", "essay"}


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("match", {"answer-match.nobody": "blue"}),
        ("sort", {"answer-sort.detect": "9"}),
        ("essay", {"answer-essay": "x" * 6001}),
        ("name", {"answer-name": "x" * 201}),
        ("pool-0", {"answer-pool-0": "yes"}),
    ],
)
def test_forged_answers_are_refused_with_a_sentence(signed_in, attempt, item, fields):
    response = signed_in.post(url(attempt, f"answers/{item}/"), fields)
    assert response.status_code == 409
    assert response["Content-Type"].startswith("text/plain")
    assert not AttemptStep.objects.exists()


def test_a_stale_tab_is_told_and_may_answer_once_more(signed_in, attempt):
    here = url(attempt, "answers/truth/")
    fresh = {"answer-truth": "true", "event-truth": uuid4(), "seen-truth": "none"}
    stands = signed_in.post(here, fresh).json()["seen"]
    stale = {"answer-truth": "false", "event-truth": uuid4(), "seen-truth": "none"}
    response = signed_in.post(here, stale)
    assert response.status_code == 409
    assert "another window" in response.json()["sentence"]
    assert made.answers(attempt)["truth"] == ("true",)
    again = {**stale, "event-truth": uuid4(), "seen-truth": f"none {response.json()['seen']}"}
    assert response.json()["seen"] == stands
    assert signed_in.post(here, again).status_code == 200
    assert made.answers(attempt)["truth"] == ("false",)


def test_somebody_elses_answers_are_not_sent_under_this_name(signed_in, attempt):
    response = signed_in.post(url(attempt, "answers/truth/"), {"answer-truth": "true", "by": "0"})
    assert response.status_code == 401
    assert not AttemptStep.objects.exists()


def test_an_answer_is_checked_explained_and_tried_again(signed_in, learner):
    quizzed.ruled("kinds", behaviour="retry", tries=2)
    attempt = services.start_attempt(user=learner, page=made.page("small/kinds"))
    sent = {"answer-count": "5", "unit-count": "hours", "do": "check-count"}
    text = signed_in.post(url(attempt), sent, follow=True).content.decode()
    assert "English miscounted" in text
    assert "English hint for count" in text
    assert 'value="check-count"' in text
    sent["answer-count"] = "6"
    text = signed_in.post(url(attempt), sent, follow=True).content.decode()
    assert 'name="answer-count"' not in text
    assert "English hint for count" not in text


def rescue(client, attempt, content, **more):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("answers.json", content.encode())
    return client.post(url(attempt, "rescue/"), {"file": file}, follow=True).content.decode()


def row(item, fields, at=1, seen=("none",)):
    return {"item": item, "id": str(uuid4()), "fields": fields, "seen": list(seen), "at": at}


def test_a_file_of_answers_is_taken_once(signed_in, attempt):
    told = {
        "attempt": str(attempt.pk),
        "answers": [
            row("truth", [["answer-truth", "true"]]),
            row("match", [["answer-match.nobody", "red"], ["answer-match.own", ""]], at=2),
            row("strange", [["answer-strange", "x"]], at=3),
        ],
    }
    text = rescue(signed_in, attempt, json.dumps(told))
    assert "2 answers were saved" in text.replace("<bdi>", "").replace("</bdi>", "")
    assert "was not asked" in text
    rescue(signed_in, attempt, json.dumps(told))
    assert AttemptStep.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("not json", "no file of answers"),
        ("[]", "no file of answers"),
        ('{"attempt": "x", "answers": [{"item": 1}]}', "no file of answers"),
        ('{"attempt": "x", "answers": []}', "belong to another attempt"),
        ("x" * 500_001, "at most 500 kB"),
        ("[" * 100_000, "no file of answers"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(signed_in, attempt, content, sentence):
    assert sentence in rescue(signed_in, attempt, content)
    assert not AttemptStep.objects.exists()


def test_the_file_of_an_attempt_is_its_owners_only(client, attempt):
    client.force_login(made.person())
    assert client.post(url(attempt, "rescue/")).status_code == 404


def test_the_door_says_the_rules(signed_in, attempt, learner):
    quizzed.ruled("kinds", limit=20, most_attempts=1, wait_hours=3, behaviour="immediate")
    text = signed_in.get("/en/courses/small/more/kinds/").content.decode()
    for told in ("minutes once you begin", "you may try", "at least", "checked at once"):
        assert told in text
    noted = '<div class="callout bad" role="note"><strong>Before you answer</strong><p>English note'
    assert noted in text
    assert noted in signed_in.get(url(attempt)).content.decode()
    services.submit(user=learner, attempt=attempt)
    text = signed_in.get("/en/courses/small/more/kinds/").content.decode()
    assert "you have taken it" in text
    assert "learn/small/kinds/attempt" not in text
    response = signed_in.post("/en/learn/small/kinds/attempt/", follow=True)
    assert "you have taken it" in response.content.decode()


def test_a_result_has_its_band_and_a_post_test_its_gain(signed_in, learner):
    attempt = services.start_attempt(user=learner, page=made.page("small/kinds"))
    services.submit(user=learner, attempt=attempt)
    assert "English low band" in signed_in.get(url(attempt, "result/")).content.decode()
    for name in ("pre", "post"):
        one = services.start_attempt(user=learner, page=made.page(f"small/{name}"))
        services.submit(user=learner, attempt=one)
    text = signed_in.get(url(one, "result/")).content.decode()
    assert "Before and after" in text
    assert "English see" in text


def test_a_pre_test_tells_of_each_module_how_much_is_known(signed_in, learner):
    attempt = services.start_attempt(user=learner, page=made.page("small/pre"))
    first, *_others = (row.version.item.name for row in attempt.asked.all())
    made.answer(learner, attempt, first, "yes")
    services.submit(user=learner, attempt=attempt)
    text = signed_in.get(url(attempt, "result/")).content.decode()
    assert "Where to look first" in text
    row = re.search(r'<th scope="row"[^>]*>(.*?)</th><td>(.*?)</td>', text)
    assert row is not None
    assert "50%" in row[2]


def test_a_pre_test_is_offered_before_a_course_begins_and_while_nothing_is_done(signed_in, learner):
    page = made.page("small/pre")
    page.move(made.page("small/first").get_parent(), pos="first-child")
    page.refresh_from_db()
    offer = f'<a class="btn quiet" href="{page.url}">English pre</a>'
    assert offer in signed_in.get("/en/courses/small/").content.decode()
    attempt = services.start_attempt(user=learner, page=made.page("small/pre"))
    services.submit(user=learner, attempt=attempt)
    assert offer not in signed_in.get("/en/courses/small/").content.decode()


def test_the_steps_of_an_ordering_are_told_as_they_were_given(signed_in, attempt, learner):
    given = {"contain": "1", "learn": "2", "detect": "3"}
    signed_in.post(url(attempt), {**FIELDS, **{f"answer-sort.{k}": v for k, v in given.items()}})
    services.submit(user=learner, attempt=attempt)
    text = signed_in.get(url(attempt, "result/")).content.decode()
    told = re.findall(r"English (detect|contain|learn) –", text)
    assert told == list(given)


def test_a_trainer_marks_without_a_name_and_a_learner_sees_nothing(client, learner, attempt):
    made.answer(learner, attempt, "essay", "A list of names.")
    services.submit(user=learner, attempt=attempt)
    asked = services.asked_of(user=learner, attempt_id=attempt.pk, item="essay")
    pages = ("/en/learn/marking/", f"/en/learn/marking/{asked.pk}/")
    client.force_login(learner)
    assert [client.get(page).status_code for page in pages] == [403, 403]
    client.force_login(people.editor(trainers.establish(pages=[])))
    text = "".join(client.get(page).content.decode() for page in pages)
    assert "A list of names." in text
    assert learner.display_name not in text
    refused = client.post(pages[1], {"clear": "9", "complete": "1"})
    assert refused.status_code == 422
    client.post(pages[1], {"clear": "1", "complete": "1"})
    attempt.refresh_from_db()
    assert attempt.percent is not None


def test_extra_time_is_given_and_tells_nobody_who_has_an_account(client, learner):
    client.force_login(people.editor(trainers.establish(pages=[])))
    for email in (learner.email, "nobody@example.org"):
        sent = {"email": email, "extra": 25}
        text = client.post("/en/learn/marking/time/", sent, follow=True).content.decode()
        assert "If there is such an account" in text
    assert learner.accommodation.extra == 25
    client.force_login(learner)
    assert client.post("/en/learn/marking/time/", sent).status_code == 403
