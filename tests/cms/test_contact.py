"""Readers write to the operator without an account; the message waits in the admin."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from cms import letterbox, trainers
from cms.models import ContactMessage
from cms.people.models import User
from cms.press.models import OutboxMessage
from tests import kept
from tests.cms import crawler
from tests.people import made as people

pytestmark = pytest.mark.django_db

FORM = "/en/contact/write/"
TYPED = {
    "topic": "accessibility",
    "text": "The menu cannot be\nreached by keyboard.",
    "email": "reader@example.org",
}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


def test_the_foot_and_the_texts_lead_to_the_contact_page_and_it_to_the_form(client: Client) -> None:
    kept.shipped_site()
    for language in ("en", "fr", "es", "ar"):
        for page in ("privacy", "terms", "accessibility"):
            text = client.get(f"/{language}/{page}/").content.decode()
            main, foot = text.split("<main", 1)[1].split("<footer", 1)
            assert f'href="/{language}/contact/"' in main, (language, page)
            assert f'href="/{language}/contact/"' in foot, (language, page)
        text = client.get(f"/{language}/contact/").content.decode()
        assert f"/{language}/contact/write/" in crawler.links(text)
    assert not client.cookies


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_message_is_kept_as_typed_and_thanked_for_with_what_happens_next(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    form = client.get(f"/{language}/contact/write/?topic=privacy")
    assert crawler.faults(form.content.decode(), language) == []
    assert '<option value="privacy" selected>' in form.content.decode()
    answer = client.post(f"/{language}/contact/write/", {**TYPED, "name": "أمينة"}, follow=True)
    assert answer.redirect_chain == [(f"/{language}/contact/write/thanks/", 302)]
    assert crawler.faults(answer.content.decode(), language) == []
    for page in (form, answer):
        assert "noindex" in page.content.decode()
    assert not client.cookies
    kept = ContactMessage.objects.get()
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert (kept.name, kept.done) == ("أمينة", False)


def test_the_thanks_say_that_an_answer_comes_by_mail(client: Client) -> None:
    page = client.get(f"{FORM}thanks/").content.decode()
    assert "answers to the e-mail address that you gave" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "nobody"}, "Enter a valid email address."),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"topic": "praise"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_sent_is_answered_with_a_sentence(
    client: Client, change: dict[str, str], sentence: str
) -> None:
    page = client.post(FORM, {**TYPED, **change}).content.decode()
    assert sentence in page
    assert "Nothing that you entered is lost." in page
    assert crawler.faults(page, "en") == []
    assert not ContactMessage.objects.exists()
    assert not client.cookies


def test_a_message_goes_to_the_operators_mailbox_where_one_is_set(
    client: Client, settings: LazySettings
) -> None:
    client.post(FORM, TYPED)
    assert not OutboxMessage.objects.exists()
    settings.CONTACT_EMAIL = "operator@example.org"
    client.post("/ar/contact/write/", TYPED)
    letter = OutboxMessage.objects.get()
    assert (letter.to, letter.language) == ("operator@example.org", "en")
    assert "Accessibility" in letter.subject
    assert "reader@example.org" in letter.text
    assert "The menu cannot be" in letter.text


def test_a_machine_that_fills_in_everything_is_thanked_and_not_kept(client: Client) -> None:
    answer = client.post(FORM, {**TYPED, "website": "https://spam.example/"})
    assert answer.status_code == 302
    assert not ContactMessage.objects.exists()


def test_one_address_can_write_so_often_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "MOST_AN_HOUR", 2)
    assert [client.post(FORM, TYPED).status_code for _ in range(3)] == [302, 302, 429]
    assert client.post(FORM, TYPED, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_another_site_cannot_post_here(client: Client) -> None:
    assert client.post(FORM, TYPED, headers={"origin": "https://example.org"}).status_code == 403
    assert client.post(FORM, TYPED, headers={"origin": "http://testserver"}).status_code == 302


def test_a_signed_in_person_writes_as_anybody_else_does(client: Client) -> None:
    client.force_login(people.person())
    assert client.get(FORM).status_code == 200
    assert client.post(FORM, TYPED).status_code == 302
    assert client.get(f"{FORM}thanks/").status_code == 200


def test_an_administrator_reads_messages_and_marks_them_as_dealt_with(client: Client) -> None:
    message = letterbox.take_message(**TYPED, name="Amina")
    client.force_login(people.person(is_superuser=True, is_staff=True))
    assert TYPED["email"] in client.get("/admin/messages/").content.decode()
    edit = f"/admin/messages/edit/{message.pk}/"
    assert "Amina" in client.get(edit).content.decode()
    assert client.post(edit, {"done": "on", "text": "Another text"}).status_code == 302
    message.refresh_from_db()
    assert (message.done, message.text) == (True, TYPED["text"])
    client.post("/admin/messages/new/", TYPED)
    assert ContactMessage.objects.count() == 1
    client.post(f"/admin/messages/delete/{message.pk}/")
    assert not ContactMessage.objects.exists()


def test_neither_trainers_nor_others_see_messages(client: Client) -> None:
    message = letterbox.take_message(**TYPED)
    trainer = people.editor(trainers.establish(pages=[]))
    visitors: list[User | None] = [None, people.person(), trainer]
    for person in visitors:
        if person:
            client.force_login(person)
        for path in ("", f"edit/{message.pk}/", f"delete/{message.pk}/"):
            answer = client.get(f"/admin/messages/{path}")
            assert answer.status_code == 302
            assert TYPED["email"] not in answer.content.decode()
