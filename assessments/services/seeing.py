"""Who has looked at what: one event for each person, thing and day."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from assessments.models import Plan, Round, SnapshotShare
from assessments.scopes import Reach
from cms.people import audit
from cms.people.models import AuditEvent, User

A_DAY = 24 * 60 * 60


def note_round_seen(*, user: User, one: Round) -> None:
    """Put on record that somebody looked at a round or what came of it; at most two queries."""
    _note(user, "round.seen", one, one)


def note_answers_seen(*, user: User, reached: Reach, of: Iterable[uuid.UUID]) -> None:
    """Put on record that somebody read answers of institutions for which she does not answer.

    Whoever sees nothing but what she answers herself leaves no entry. At most two queries, none
    on the second time of a day.
    """
    own = {seat.institution for seat in reached.seats}
    if not own.issuperset(of):
        note_round_seen(user=user, one=reached.round)


def note_plan_seen(*, user: User, plan: Plan) -> None:
    """Put on record that somebody looked at a plan; at most two queries."""
    _note(user, "plan.seen", plan, plan)


def note_share_seen(*, user: User, share: SnapshotShare) -> None:
    """Put on record, where the result comes from, that it was looked at by a receiver."""
    _note(user, "round.seen", share.snapshot.round, share.snapshot, share=share.pk)


def _note(user: User, verb: str, subject: Any, belongs: Any, **detail: int) -> None:
    """Record once a day; the cache spares the question, the log decides."""
    today = timezone.now().date()
    key = f"seen:{today}:{user.pk}:{verb}:{uuid.UUID(str(subject.pk)).hex}"
    if not cache.add(key, True, timeout=A_DAY):
        return
    known = AuditEvent.objects.filter(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        verb=verb,
        actor=user,
        at__date=today,
    )
    if not known.exists():
        audit.record(
            actor=user,
            verb=verb,
            institution=belongs.institution,
            subject=subject,
            detail=dict(detail),
        )
