"""What a dead worker held and a dead broker lost comes back, at most three times."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from cms.press import leases, outbox, sweeping
from cms.press.leases import State
from cms.press.models import Job, OutboxMessage
from tests.people.made import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **_: sent.extend(args))
    return sent


def _job(**values: object) -> Job:
    return Job.objects.create(kind="test.note", owner=person(), language="en", **values)


def _ago(**much: int) -> object:
    return timezone.now() - timedelta(**much)


def test_a_lease_that_ran_out_goes_back_to_the_queue_at_once(sent: list[str]) -> None:
    job = _job()
    leases.claim(Job, job.pk)
    Job.objects.update(lease_until=_ago(seconds=1))
    assert sweeping.sweep() == {"sent": 1, "failed": 0}
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.QUEUED, 1)
    assert sent == [str(job.pk)]


def test_a_lease_that_holds_is_left_alone(sent: list[str]) -> None:
    leases.claim(Job, _job().pk)
    assert sweeping.sweep() == {"sent": 0, "failed": 0}
    assert Job.objects.get().state == State.RUNNING


def test_after_three_lost_attempts_the_job_has_failed_with_a_sentence(sent: list[str]) -> None:
    job = _job()
    for _ in range(3):
        assert leases.claim(Job, job.pk)
        Job.objects.update(lease_until=_ago(seconds=1))
        sweeping.sweep()
    job.refresh_from_db()
    assert (job.state, job.attempt, len(sent)) == (State.FAILED, 3, 2)
    assert "three times" in job.error
    assert job.finished_at is not None


def test_a_row_that_never_reached_the_broker_is_sent(sent: list[str]) -> None:
    job = _job()
    sweeping.sweep()
    assert sent == [], "its own request is still about to send it"
    Job.objects.update(created_at=_ago(hours=1))
    sweeping.sweep()
    assert sent == [str(job.pk)]


def test_a_long_queue_is_sent_again_ever_more_rarely_and_never_given_up(
    sent: list[str], settings: object
) -> None:
    settings.JOB_SWEEP_SECONDS = 10
    _job(sends=1, sent_to_queue_at=_ago(seconds=15))
    sweeping.sweep()
    assert sent == []
    Job.objects.update(sent_to_queue_at=_ago(seconds=25))
    sweeping.sweep()
    assert len(sent) == 1
    Job.objects.update(sends=5, sent_to_queue_at=_ago(seconds=300))
    sweeping.sweep()
    assert len(sent) == 1
    Job.objects.update(sends=60, sent_to_queue_at=_ago(hours=2))
    assert sweeping.sweep() == {"sent": 1, "failed": 0}


def test_finished_work_is_never_sent_again(sent: list[str]) -> None:
    for state in (State.DONE, State.FAILED):
        _job(state=state, attempt=1, lease_until=_ago(days=1))
    assert sweeping.sweep() == {"sent": 0, "failed": 0}


def test_letters_come_back_in_the_same_way(sent: list[str]) -> None:
    outbox.enqueue(key="k", to="a@example.org", subject="s", text="t", language="ar")
    letter = OutboxMessage.objects.get()
    for _ in range(3):
        assert leases.claim(OutboxMessage, letter.pk)
        OutboxMessage.objects.update(lease_until=_ago(seconds=1))
        sweeping.sweep()
    assert OutboxMessage.objects.get().state == State.FAILED
    assert sent == [str(letter.pk)] * 2


def test_the_text_of_an_old_letter_is_forgotten_and_its_key_is_not(sent: list[str]) -> None:
    outbox.enqueue(key="k", to="a@example.org", subject="s", text="a link", language="en")
    OutboxMessage.objects.update(state=State.DONE, finished_at=_ago(days=6))
    sweeping.sweep()
    assert OutboxMessage.objects.get().text == "a link"
    OutboxMessage.objects.update(finished_at=_ago(days=8))
    sweeping.sweep()
    assert OutboxMessage.objects.get(key="k").text == ""
