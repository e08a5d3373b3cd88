"""Letters leave once, whole, in any script."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from cms.press import outbox
from cms.press.leases import State
from cms.press.models import OutboxMessage

pytestmark = pytest.mark.django_db


def _letter(key: str = "round:7:opened", **values: str) -> OutboxMessage:
    values = {"to": "ana@example.org", "subject": "s", "text": "t", "language": "en", **values}
    outbox.enqueue(key=key, **values)
    return OutboxMessage.objects.get(key=key)


def test_a_letter_is_sent_once_however_often_it_is_delivered() -> None:
    letter = _letter(subject="ذكّر الفريق", text="مرحبا", language="ar")
    assert outbox.deliver(letter.pk)
    assert not outbox.deliver(letter.pk)
    sent = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert (sent.subject, sent.body, sent.to) == ("ذكّر الفريق", "مرحبا", ["ana@example.org"])
    assert sent.extra_headers["Content-Language"] == "ar"
    assert str(letter.pk) in sent.extra_headers["Message-ID"]
    assert OutboxMessage.objects.get().state == State.DONE


def test_the_same_key_is_the_same_letter() -> None:
    first = _letter()
    assert _letter(text="another") == first
    assert _letter(key="round:8:opened") != first
    assert OutboxMessage.objects.count() == 2


def test_a_subject_of_several_lines_becomes_one() -> None:
    assert _letter(subject="a\nBcc: x@example.org").subject == "a Bcc: x@example.org"


class Full(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("nobody listens")


class Strict(BaseEmailBackend):
    """A mail server that knows no such mailbox."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"no such user")})


def test_a_mail_server_that_is_away_gets_the_letter_again_however_often(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Full"
    letter = _letter()
    for _ in range(5):
        assert not outbox.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempt) == (State.QUEUED, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver(letter.pk)
    assert len(mail.outbox) == 1


def test_after_two_days_a_letter_is_given_up(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Full"
    letter = _letter()
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert not outbox.deliver(letter.pk)
    assert OutboxMessage.objects.get().state == State.FAILED


def test_a_mailbox_that_does_not_exist_is_not_tried_again(settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Strict"
    assert not outbox.deliver(_letter().pk)
    assert OutboxMessage.objects.get().state == State.FAILED
