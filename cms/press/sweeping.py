"""Sweeping: what a dead worker held or a dead broker lost is sent again; old events end."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.people import audit
from cms.press import clearing, queue
from cms.press.leases import MAX_ATTEMPTS, Leased, State
from cms.press.models import Job, OutboxMessage

_LONGEST_WAIT = timedelta(hours=1)
_KEEP_LETTERS = timedelta(days=7)


def sweep() -> dict[str, int]:
    """Put right every job and letter that nobody holds; return how many were sent and failed."""
    found = {"sent": 0, "failed": 0}
    for model in (Job, OutboxMessage):
        found["failed"] += _give_up(model)
        _free_expired(model)
        found["sent"] += _send_waiting(model)
    _forget_letters()
    clearing.clear()
    audit.shorten()
    return found


def _expired(model: type[Leased]) -> Q:
    return Q(state=State.RUNNING, lease_until__lt=timezone.now())


def _give_up(model: type[Leased]) -> int:
    lost = model._default_manager.filter(_expired(model), attempt__gte=MAX_ATTEMPTS)
    failed = 0
    for pk, language in lost.values_list("pk", "language"):
        with translation.override(language):
            sentence = _("The work was begun three times and never came to its end.")
        # Asked again row by row: a worker may have renewed its lease since.
        row = model._default_manager.filter(_expired(model), pk=pk, attempt__gte=MAX_ATTEMPTS)
        failed += row.update(
            state=State.FAILED,
            token=None,
            lease_until=None,
            finished_at=timezone.now(),
            error=sentence,
        )
    return failed


def _free_expired(model: type[Leased]) -> None:
    # A fresh start for the queue as well: `sends` counts the sendings of this attempt.
    model._default_manager.filter(_expired(model), attempt__lt=MAX_ATTEMPTS).update(
        state=State.QUEUED, token=None, lease_until=None, sends=0, sent_to_queue_at=None
    )


def _send_waiting(model: type[Leased]) -> int:
    waiting = model._default_manager.filter(state=State.QUEUED)
    stale = timezone.now() - timedelta(seconds=settings.JOB_SWEEP_SECONDS)
    unsent = Q(sent_to_queue_at=None, created_at__lt=stale) | Q(
        sent_to_queue_at=None, attempt__gt=0
    )
    rows = waiting.filter(unsent | Q(sent_to_queue_at__lt=stale))
    due = [
        pk
        for pk, sends, sent in rows.values_list("pk", "sends", "sent_to_queue_at")
        if _due(sends, sent)
    ]
    return sum(queue.send(model, pk) for pk in due)


def _due(sends: int, sent: object) -> bool:
    """Tell whether a row that still waits is to be sent once more.

    A long queue and a lost message look the same from here. The waits double, so that a
    backlog of an hour does not fill the broker with copies of itself.
    """
    if sent is None:
        return True
    wait = timedelta(seconds=settings.JOB_SWEEP_SECONDS) * 2 ** min(sends, 10)
    return sent < timezone.now() - min(wait, _LONGEST_WAIT)  # type: ignore[operator]


def _forget_letters() -> None:
    # A letter may hold a link that opens an account; the row stays, for its key.
    old = OutboxMessage.objects.filter(finished_at__lt=timezone.now() - _KEEP_LETTERS)
    old.exclude(text="").update(text="")
