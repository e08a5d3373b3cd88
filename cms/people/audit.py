"""The audit log: one call that puts an event on record."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from cms.people.models import AuditEvent, Institution, User


def record(
    *,
    actor: User | AnonymousUser | None,
    verb: str,
    institution: Institution | None = None,
    subject: models.Model | None = None,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Put on record that the actor did something, and return the event.

    The verb is `noun.participle` ("round.signed", "file.downloaded"). The detail holds
    ids, counts and codes: never a note, an answer's text or a file's content. Call it
    inside the transaction of the deed, so that neither exists without the other.
    """
    if "." not in verb:
        raise ValueError(f"A verb reads noun.participle; {verb!r} does not.")
    return AuditEvent.objects.create(
        actor=actor if isinstance(actor, User) else None,
        verb=verb,
        institution=institution,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        detail=detail or {},
    )
