"""Tasks: what the workers are called with. They fetch by id, call, and keep nothing."""

import gc
from typing import Any

from celery import shared_task
from celery.signals import worker_init

from cms.press import kinds, outbox, running, sweeping


@worker_init.connect
def prepare(**_: Any) -> None:
    """Have a worker ready to write before its first job and before it makes its children.

    They share its memory; what will live as long as they do is set aside, so that the collector
    no longer goes through what never becomes garbage.
    """
    kinds.prepare()
    gc.collect()
    gc.freeze()


@shared_task(name="cms.press.tasks.run_job", ignore_result=True)
def run_job(job_id: str) -> None:
    """Do one job."""
    running.perform(job_id)


@shared_task(name="cms.press.tasks.send_message", ignore_result=True)
def send_message(message_id: str) -> None:
    """Send one letter."""
    outbox.deliver(message_id)


@shared_task(name="cms.press.tasks.sweep", ignore_result=True)
def sweep() -> None:
    """Send again what got lost; the scheduler calls it every few seconds."""
    sweeping.sweep()
