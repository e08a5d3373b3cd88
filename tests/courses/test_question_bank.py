"""The bank, versions, keys and previews of questions in the admin, and for whom they are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses import services
from courses.models import Item
from tests.cms import crawler
from tests.courses import authored, made, quizzed, translated
from tests.courses.authored import ANEW, SPACE, newest, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(course) -> Client:
    """The browser of a trainer, on a site with the small course."""
    return authored.browser(authored.trainer())


@pytest.fixture
def every_kind(db) -> Client:
    """The browser of a trainer, on a site with a question of every kind."""
    quizzed.bring()
    return authored.browser(authored.trainer())


def test_a_corrected_key_leads_to_the_page_on_which_earlier_answers_are_marked_by_it(client):
    learner = made.person()
    services.enrol(user=learner, course=made.page("small"))
    attempt = services.start_attempt(user=learner, page=made.page("small/quiz"))
    made.answer(learner, attempt, "one", "a")
    made.answer(learner, attempt, "several", "a", "b")
    services.submit(user=learner, attempt=attempt)
    answer = save(client, "one", **{"rows-0-correct": "on", "rows-1-correct": ""})
    page = client.get(answer["Location"]).content.decode()
    assert "The key has changed." in page
    item = Item.objects.get(content_id="small/one")
    address = f"/en/learn/marking/keys/{item.pk}/?asked=1&amp;key=2"
    assert f'href="{address}"' in page
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    first, second = item.versions.order_by("number")
    services.correct(
        user=authored.trainer(), version=first, marked_by=second, reason="Option a is right."
    )
    after = client.get(answer["Location"]).content.decode()
    assert "marked by the key of version" in after
    assert address not in after
    attempt.refresh_from_db()
    assert attempt.percent == 100


def test_a_question_that_a_quiz_names_cannot_be_retired_and_another_one_can(client):
    answer = client.post(f"{SPACE}questions/one/", {"do": "retire"})
    assert answer.status_code == 422
    assert "A quiz asks this question by name." in answer.content.decode()
    client.post(f"{SPACE}new-question/?kind=single", ANEW["single"])
    client.post(f"{SPACE}questions/who/", {"do": "retire"})
    assert Item.objects.get(content_id="small/who").retired
    client.post(f"{SPACE}questions/who/", {"do": "restore"})
    assert not Item.objects.get(content_id="small/who").retired


def test_the_bank_lists_questions_with_tags_and_can_be_narrowed(every_kind):
    whole = every_kind.get(SPACE).content.decode()
    assert 'href="/admin/teaching/small/questions/fill/"' in whole
    hard = every_kind.get(f"{SPACE}?kind=cloze").content.decode()
    assert "1 question is shown." in hard
    assert 'href="/admin/teaching/small/questions/one/"' not in hard
    page = every_kind.get(f"{SPACE}questions/pool-1/").content.decode()
    assert "can be drawn" in page
    for address in (SPACE, f"{SPACE}questions/fill/", f"{SPACE}questions/fill/edit/"):
        with CaptureQueriesContext(connection) as asked:
            every_kind.get(address)
        assert len(asked) <= 40, address


def test_a_preview_shows_what_is_typed_before_it_is_saved_in_the_language_of_the_page(client):
    address = f"{SPACE}questions/one/edit/"
    typed = {**authored.form(client, address), "prompt": "Not saved yet?"}
    answer = client.post("/en/teach/small/questions/one/preview/", typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert crawler.faults(html, "en") == []
    assert "Not saved yet?" in html
    assert newest("one").number == 1
    wrong = client.post("/en/teach/small/questions/one/preview/", {**typed, "prompt": ""})
    assert wrong.status_code == 422
    new = client.post("/en/teach/small/questions/-/preview/?kind=single", ANEW["single"])
    assert "Who?" in new.content.decode()
    arabic = client.get("/ar/teach/small/questions/one/preview/").content.decode()
    assert crawler.faults(arabic, "ar") == []
    assert newest("one").wording("ar").prompt in arabic


ADDRESSES = [SPACE, f"{SPACE}questions/one/", "/en/teach/small/questions/one/preview/"]
WRITING = [
    f"{SPACE}questions/one/edit/",
    f"{SPACE}new-question/?kind=single",
    f"{SPACE}new-scenario/",
]


def test_a_translator_of_arabic_reads_and_writes_nothing(course):
    browser = authored.browser(translated.translator("ar", "add_page", "change_page"))
    for address in WRITING:
        assert browser.post(address, ANEW["single"]).status_code in (302, 403, 404), address
    assert not Item.objects.filter(content_id="small/who").exists()
    assert newest("one").number == 1


def test_nobody_else_opens_any_of_it(course):
    for browser in (Client(), authored.browser(made.person())):
        for address in (*ADDRESSES, *WRITING, "/admin/teaching/"):
            assert browser.get(address).status_code in (302, 403, 404), address
            assert browser.post(address, ANEW["single"]).status_code in (302, 403, 404), address
    assert newest("one").number == 1
