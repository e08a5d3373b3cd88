"""Notes: kept in every language, read by their owner only, and nobody's words are lost."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from cms.people.models import AuditEvent
from courses import services
from courses.domain import keys
from courses.models import LessonPage, Note
from courses.services import notes
from tests.courses import made

pytestmark = pytest.mark.django_db

LESSON = "/en/courses/small/start/first/"
NEW = "/en/learn/small/first/note/"
TEXT = str(keys.block("small/first", "text"))


def kept(user, text="Ask the host.", block=TEXT, lesson="small/first") -> Note:
    """A note of this person."""
    page = made.page(lesson)
    return services.write_note(user=user, lesson=page, event=uuid4(), block=block, text=text)


def test_a_note_is_written_on_the_lesson_and_stands_there_in_every_language(course, signed_in):
    page = signed_in.get(LESSON).content.decode()
    assert f'<option value="{TEXT}">English heading</option>' in page
    sent = {"block": TEXT, "text": "Ask the <host>.\r\nToday.", "event": str(uuid4())}
    assert signed_in.post(NEW, sent)["Location"] == f"{LESSON}#notes"
    for language, heading in (("en", "English heading"), ("ar", "عربي heading")):
        page = signed_in.get(LESSON.replace("/en/", f"/{language}/")).content.decode()
        assert "Ask the &lt;host&gt;.<br>Today." in page
        assert f'<a href="#text"><bdi>{heading}</bdi></a>' in page


def test_a_form_that_is_sent_twice_makes_one_note(course, signed_in, learner):
    sent = {"block": "", "text": "Once", "event": str(uuid4())}
    for _time in range(2):
        assert signed_in.post(NEW, sent).status_code == 302
    assert Note.objects.count() == 1
    again = signed_in.post(NEW, sent | {"text": "Other words"})
    assert again.status_code == 409
    assert "Other words" in again.content.decode()
    assert Note.objects.get().text == "Once"


def test_a_visitor_sees_no_form_and_is_asked_to_sign_in(course, client):
    response = client.get(LESSON)
    assert "note-text" not in response.content.decode()
    assert not response.cookies
    assert client.post(NEW, {"text": "x"})["Location"].startswith("/en/account/login/?next=")
    assert not Note.objects.exists()


def test_what_is_too_long_comes_back_with_its_words(course, signed_in):
    words = "a\r\n" * 2000
    assert signed_in.post(NEW, {"text": words}).status_code == 302  # a break counts as one
    response = signed_in.post(NEW, {"text": "b" * 4001})
    assert response.status_code == 422
    assert "b" * 4001 in response.content.decode()
    assert Note.objects.count() == 1
    note = Note.objects.get()
    address = reverse("courses:note", args=[note.pk])
    response = signed_in.post(address, {"text": "c" * 4001, "revision": 1})
    assert response.status_code == 422
    assert "c" * 4001 in response.content.decode()


def test_two_pages_that_change_one_note_lose_nobodys_words(course, signed_in, learner):
    note = kept(learner)
    address = reverse("courses:note", args=[note.pk])
    assert signed_in.post(address, {"text": "From one", "revision": "1"}).status_code == 302
    late = signed_in.post(address, {"text": "From two", "revision": "1"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "From one" in page
    assert "From two" in page
    assert 'name="revision" value="2"' in page
    assert signed_in.post(address, {"text": "Both", "revision": "2"}).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.revision) == ("Both", 3)


@pytest.mark.parametrize("revision", ["", "x", "9" * 40, "-1"])
def test_a_revision_that_is_none_overwrites_nothing(course, signed_in, learner, revision):
    note = kept(learner)
    address = reverse("courses:note", args=[note.pk])
    assert signed_in.post(address, {"text": "New", "revision": revision}).status_code == 409
    note.refresh_from_db()
    assert note.text == "Ask the host."


def test_words_for_a_note_that_was_deleted_meanwhile_are_shown_again(course, signed_in, learner):
    note = kept(learner)
    address = reverse("courses:note", args=[note.pk])
    assert signed_in.get(address).status_code == 200
    assert signed_in.post(f"{address}delete/").status_code == 302
    late = signed_in.post(address, {"text": "Long thought", "revision": "1"})
    assert late.status_code == 404
    assert "Long thought" in late.content.decode()
    assert signed_in.post(f"{address}delete/").status_code == 302


def test_nobody_else_reads_changes_or_deletes_a_note(course, learner):
    note = kept(learner)
    address = reverse("courses:note", args=[note.pk])
    others = [made.person(), made.person(is_superuser=True, is_staff=True)]
    for other in others:
        client = Client()
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "Mine", "revision": "1"}).status_code == 404
        assert client.post(f"{address}delete/").status_code == 302
        for page in ("/en/learn/notes/", "/en/learn/notes/my-notes.txt", LESSON):
            response = client.get(page)
            assert "Ask the host" not in b"".join(response).decode()
    note.refresh_from_db()
    assert note.text == "Ask the host."


def test_the_admin_does_not_know_notes():
    assert Note not in get_snippet_models()
    assert not Note._meta.default_permissions


def test_a_note_whose_passage_is_gone_is_kept_and_says_so(course, signed_in, learner):
    kept(learner)
    lesson = made.page("small/first")
    lesson.body = [block for block in lesson.body.raw_data if block["id"] != TEXT]
    lesson.save_revision().publish()
    for address in (LESSON, "/en/learn/notes/"):
        page = signed_in.get(address).content.decode()
        assert "Ask the host." in page
        assert "no longer in the lesson" in page


def test_my_notes_stand_by_course_and_lesson_and_a_lesson_that_is_closed_says_so(
    course, signed_in, learner
):
    kept(learner)
    kept(learner, text="", block="", lesson="small/second")
    page = signed_in.get("/en/learn/notes/").content.decode()
    assert page.index("English first") < page.index("English second")
    assert "Bookmark" in page
    for lesson in LessonPage.objects.filter(content_id="small/first"):
        lesson.unpublish()
    page = signed_in.get("/en/learn/notes/").content.decode()
    assert "A lesson that is not open any more" in page
    assert "Ask the host." in page
    assert "English first" not in page


def test_the_file_holds_every_note_and_is_put_on_record(course, signed_in, learner):
    kept(learner, text="Ask the <host>.\nToday.")
    response = signed_in.get("/en/learn/notes/my-notes.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="my-notes.txt"'
    text = b"".join(response).decode()
    assert "Ask the <host>.\nToday." in text
    assert "English heading" in text
    event = AuditEvent.objects.get(verb="notes.downloaded")
    assert event.actor == learner
    assert "host" not in str(event.detail)


def test_a_person_has_so_many_notes_and_no_more(course, signed_in, learner, monkeypatch):
    monkeypatch.setattr(notes, "MOST", 1)
    kept(learner)
    response = signed_in.post(NEW, {"text": "One more"})
    assert response.status_code == 422
    assert "One more" in response.content.decode()


def test_pages_of_notes_cost_the_same_queries_however_many_there_are(
    course, signed_in, learner, django_assert_max_num_queries
):
    kept(learner)
    signed_in.get("/en/learn/notes/")
    with django_assert_max_num_queries(12) as few:
        signed_in.get("/en/learn/notes/")
    with django_assert_max_num_queries(18) as at_lesson:
        signed_in.get(LESSON)
    for number in range(20):
        kept(learner, text=str(number), lesson=("small/first", "small/second")[number % 2])
    with django_assert_max_num_queries(len(few)):
        signed_in.get("/en/learn/notes/")
    with django_assert_max_num_queries(len(at_lesson)):
        signed_in.get(LESSON)
