"""Letters leave once, whole, in any script."""

import pytest
from django.core import mail

from cms.press import outbox
from cms.press.leases import State
from cms.press.models import OutboxMessage

pytestmark = pytest.mark.django_db


def _letter(key: str = "round:7:opened", **values: str) -> OutboxMessage:
    values = {"to": "ana@example.org", "subject": "s", "text": "t", "language": "en", **values}
    return outbox.enqueue(key=key, **values)


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


def test_a_mail_server_that_refuses_leaves_the_letter_to_the_sweep(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter = _letter()
    with pytest.raises(OSError, match=r".+"):
        outbox.deliver(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempt) == (State.RUNNING, 1)
