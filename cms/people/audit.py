"""The audit log: one call that puts an event on record, and one that ends the term of old ones."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction
from django.utils import timezone

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


def shorten() -> int:
    """Delete the events whose term is over, and return how many; put that on record.

    Looks for such that are a day past it, so that one deletion a day is recorded at most. The
    database refuses all other deletions, and this one as well for what is younger than a year.
    """
    if not settings.AUDIT_LOG_DAYS:
        return 0
    end = timezone.now() - timedelta(days=settings.AUDIT_LOG_DAYS)
    if not AuditEvent.objects.filter(at__lt=end - timedelta(days=1)).exists():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        _announce(cursor, "over")
        moment = connection.ops.adapt_datetimefield_value(end)
        cursor.execute("DELETE FROM people_auditevent WHERE at < %s", [moment])
        deleted: int = cursor.rowcount
        _announce(cursor, "")
        if deleted:  # another worker may have been first
            detail = {"events": deleted, "before": end.isoformat()}
            record(actor=None, verb="log.shortened", detail=detail)
    return deleted


def _announce(cursor: Any, term: str) -> None:
    """Tell the guard of PostgreSQL, for this transaction only, that a term is over."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT set_config('waymark.audit_term', %s, true)", [term])
