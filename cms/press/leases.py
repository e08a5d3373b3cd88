"""Leases: how one of many workers takes a row, keeps it, and hands it back.

The row is the truth. To claim it is one conditional UPDATE, so that of two workers one
wins on every database. Whoever claims writes a fresh token; whatever is stored later is
stored only where that token still stands.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_ATTEMPTS = 3


class State(models.TextChoices):
    """Where a leased row stands."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("In work")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class Leased(models.Model):
    """A row of work that one worker at a time may hold."""

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("attempts"), default=0)
    token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(_("held until"), null=True, editable=False)
    sends = models.PositiveSmallIntegerField(default=0, editable=False)
    sent_to_queue_at = models.DateTimeField(null=True, editable=False)
    error = models.TextField(_("what went wrong"), blank=True)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    class Meta:
        abstract = True


def lease() -> timedelta:
    """Return how long a claim holds without being renewed."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(model: type[Leased], pk: uuid.UUID) -> uuid.UUID | None:
    """Take the row and return the token of the lease, or None where it is not to be had.

    A row can be had while it waits, or when its holder let the lease run out, at most
    three times in all.
    """
    now, token = timezone.now(), uuid.uuid4()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=now)
    taken = model._default_manager.filter(free, pk=pk, attempt__lt=MAX_ATTEMPTS).update(
        state=State.RUNNING, token=token, lease_until=now + lease(), attempt=F("attempt") + 1
    )
    return token if taken else None


def renew(model: type[Leased], pk: uuid.UUID, token: uuid.UUID) -> bool:
    """Hold the row for another lease; False where it is no longer ours."""
    held = model._default_manager.filter(pk=pk, state=State.RUNNING, token=token)
    return bool(held.update(lease_until=timezone.now() + lease()))


def finish(
    model: type[Leased], pk: uuid.UUID, token: uuid.UUID, state: State, **values: object
) -> bool:
    """Close the row with its result; False, and nothing stored, where it is no longer ours."""
    held = model._default_manager.filter(pk=pk, state=State.RUNNING, token=token)
    closed = held.update(
        state=state, token=None, lease_until=None, finished_at=timezone.now(), **values
    )
    return bool(closed)


def hand_back(model: type[Leased], pk: uuid.UUID, token: uuid.UUID, reason: str) -> bool:
    """Give the row back unfinished; it waits for the sweep, and this attempt does not count.

    For work that stands still because something else is away, not because it kills workers.
    """
    held = model._default_manager.filter(pk=pk, state=State.RUNNING, token=token)
    back = held.update(
        state=State.QUEUED,
        token=None,
        lease_until=None,
        attempt=F("attempt") - 1,
        sent_to_queue_at=timezone.now(),
        error=reason,
    )
    return bool(back)
