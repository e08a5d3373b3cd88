"""Outbox: letters are rows first, and leave once, each in its reader's language."""

import logging
import smtplib
import uuid
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people import logins
from cms.press import leases, queue
from cms.press.leases import State
from cms.press.models import OutboxMessage

logger = logging.getLogger(__name__)
_PATIENCE = timedelta(days=2)


def enqueue(
    *, key: str, to: str, subject: str, text: str, language: str, unsubscribe: str = ""
) -> bool:
    """Write a letter, which leaves after the commit; tell whether one was written now.

    None is written to an address that can receive nothing: people without e-mail go by such a
    one. The same key is the same letter, so that a repeated task or a double click sends nothing
    twice. Subject and text are already in the reader's language. `unsubscribe` is the
    whole address to which a mail program may POST to end such letters (RFC 8058).
    """
    if not logins.takes_mail(to) or OutboxMessage.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            message = OutboxMessage.objects.create(
                key=key,
                to=to,
                subject=" ".join(subject.split()),
                text=text,
                language=language,
                unsubscribe=unsubscribe,
            )
    except IntegrityError:
        return False
    queue.send_after_commit(message)
    return True


def deliver(message_id: uuid.UUID | str) -> bool:
    """Send the letter if it is to be had; return whether this call sent it.

    A mail server that is away gets it again later, after ever longer waits, for two days; one
    that knows no such mailbox has said its last word. The Message-ID is the row's own, so
    that a mailbox can drop what a dead worker sent just before its death.
    """
    message = OutboxMessage.objects.get(pk=message_id)
    token = leases.claim(OutboxMessage, message.pk)
    if token is None:
        return False
    try:
        _hand_over(message)
    except smtplib.SMTPRecipientsRefused:
        return _give_up(message, token, "The mail server knows no such mailbox.")
    except OSError as error:
        logger.warning("Letter %s was not taken: %s", message.pk, type(error).__name__)
        if timezone.now() - message.created_at > _PATIENCE:
            return _give_up(message, token, "The mail server did not take it for two days.")
        leases.hand_back(OutboxMessage, message.pk, token, type(error).__name__)
        return False
    return leases.finish(OutboxMessage, message.pk, token, State.DONE, error="")


def _hand_over(message: OutboxMessage) -> None:
    ending = {}
    if message.unsubscribe:
        ending = {
            "List-Unsubscribe": f"<{message.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    EmailMessage(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.pk}@waymark>",
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
            **ending,
        },
    ).send()


def _give_up(message: OutboxMessage, token: uuid.UUID, reason: str) -> bool:
    # Read by operators in the database, not by the reader of the letter: never translated.
    leases.finish(OutboxMessage, message.pk, token, State.FAILED, error=reason)
    return False
