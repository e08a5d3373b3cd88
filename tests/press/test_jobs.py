"""Asking for work: the row is the truth, the queue carries its id, one key is one job."""

from collections.abc import Callable

import pytest
from celery import current_app
from django.core.exceptions import ImproperlyConfigured
from django.test import TestCase

from cms.press import jobs
from cms.press.leases import State
from cms.press.models import Job
from tests.people.made import person

pytestmark = pytest.mark.django_db
commits = TestCase.captureOnCommitCallbacks


class Sent(list):
    """What reached the broker, in place of the broker."""

    def take(self, name: str, args: list[str], **options: object) -> None:
        self.append((name, *args))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    sent = Sent()
    monkeypatch.setattr(current_app, "send_task", sent.take)
    return sent


def test_the_id_goes_to_the_queue_after_the_commit_and_not_before(
    note: jobs.Kind, sent: Sent
) -> None:
    with commits(execute=True):
        job = jobs.request(kind=note.name, args={"text": "a"}, owner=person(), language="en")
        assert sent == []
    assert sent == [("cms.press.tasks.run_job", str(job.pk))]
    job.refresh_from_db()
    assert (job.state, job.sends, job.attempt) == (State.QUEUED, 1, 0)


def test_a_broken_broker_breaks_no_page_and_the_row_waits(
    note: jobs.Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise ConnectionRefusedError("no broker")

    monkeypatch.setattr(current_app, "send_task", refuse)
    with commits(execute=True):
        job = jobs.request(kind=note.name, args={}, owner=person(), language="en")
    job.refresh_from_db()
    assert (job.state, job.sends) == (State.QUEUED, 0)


def test_the_same_key_gives_the_same_job_until_it_has_failed(note: jobs.Kind, sent: Sent) -> None:
    def ask(**more: str) -> Job:
        values = {"kind": note.name, "args": {}, "owner": person(), "language": "en", "key": "k"}
        return jobs.request(**{**values, **more})

    first = ask()
    assert ask() == first
    assert ask(language="ar") != first
    assert ask(key="other") != first
    Job.objects.filter(pk=first.pk).update(state=State.DONE)
    assert ask() == first
    Job.objects.filter(pk=first.pk).update(state=State.FAILED)
    assert ask() != first


def test_a_job_in_the_queue_is_not_sent_twice_by_a_second_click(
    note: jobs.Kind, sent: Sent
) -> None:
    owner = person()
    for _ in range(2):
        with commits(execute=True):
            jobs.request(kind=note.name, args={}, owner=owner, language="en", key="k")
    assert len(sent) == 1


def test_without_a_key_every_request_is_a_job(note: jobs.Kind, sent: Sent) -> None:
    owner = person()
    for _ in range(2):
        jobs.request(kind=note.name, args={}, owner=owner, language="en")
    assert Job.objects.count() == 2


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"test\.unknown"):
        jobs.request(kind="test.unknown", args={}, owner=person(), language="en")


def test_two_kinds_of_one_name_are_refused(register: Callable[..., jobs.Kind]) -> None:
    kind = register()
    jobs.register(kind)
    with pytest.raises(ImproperlyConfigured, match="rename"):
        register(run=lambda args, language: None)
