"""Outbox: letters are rows first, and leave once, each in its reader's language."""

import uuid

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from cms.press import leases, queue
from cms.press.leases import State
from cms.press.models import OutboxMessage


def enqueue(*, key: str, to: str, subject: str, text: str, language: str) -> OutboxMessage:
    """Write a letter and return it; it leaves after the commit.

    The same key gives the same letter, so that a repeated task or a double click sends
    nothing twice. Subject and text are already in the reader's language.
    """
    known = OutboxMessage.objects.filter(key=key).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            message = OutboxMessage.objects.create(
                key=key, to=to, subject=" ".join(subject.split()), text=text, language=language
            )
    except IntegrityError:
        return OutboxMessage.objects.get(key=key)
    queue.send_after_commit(message)
    return message


def deliver(message_id: uuid.UUID | str) -> bool:
    """Send the letter if it is to be had; return whether this call sent it.

    Where the mail server refuses, the lease runs out and the sweep tries again. The
    Message-ID is the row's own, so that a mailbox can drop what a dead worker sent just
    before its death.
    """
    message = OutboxMessage.objects.get(pk=message_id)
    token = leases.claim(OutboxMessage, message.pk)
    if token is None:
        return False
    EmailMessage(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.pk}@waymark>",
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    ).send()
    return leases.finish(OutboxMessage, message.pk, token, State.DONE, error="")
