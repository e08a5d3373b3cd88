"""The queue: sending a row's id to the workers. A broken broker breaks no page."""

import logging
import uuid

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.press.leases import Leased

logger = logging.getLogger(__name__)

# By name, not by import: the tasks stand above this module and call it.
TASKS = {"Job": "cms.press.tasks.run_job", "OutboxMessage": "cms.press.tasks.send_message"}


def send_after_commit(row: Leased) -> None:
    """Send the row's id once the row is there for others to see."""
    model, pk = type(row), row.pk
    transaction.on_commit(lambda: send(model, pk))


def send(model: type[Leased], pk: uuid.UUID) -> bool:
    """Send the id now; False where the broker cannot be reached.

    Whatever the broker answers, the row stays queued and the sweep sends it again, so a
    failure here is a line in the log and nothing that the person at the page must see.
    """
    try:
        current_app.send_task(
            TASKS[model.__name__], args=[str(pk)], retry=False, ignore_result=True
        )
    except Exception as error:  # noqa: BLE001  (every broker has its own errors)
        logger.warning("The queue did not take %s %s: %s", model.__name__, pk, error)
        return False
    rows = model._default_manager.filter(pk=pk)
    rows.update(sends=F("sends") + 1, sent_to_queue_at=timezone.now())
    return True
