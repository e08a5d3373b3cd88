"""Doing the work: one result, stored with its file, or a sentence."""

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone, translation

from cms.people.models import AuditEvent
from cms.press import files, jobs, leases, running
from cms.press.leases import State
from cms.press.models import Job, PrivateFile
from tests.people.made import person

pytestmark = pytest.mark.django_db


def _job(kind: jobs.Kind, language: str = "en", **args: Any) -> Job:
    return jobs.request(kind=kind.name, args=args, owner=person(), language=language)


def _kept() -> list[str]:
    store = files.store()
    return [
        name
        for year in _folders("")
        for month in _folders(year)
        for name in store.listdir(month)[1]
    ]


def _folders(path: str) -> list[str]:
    try:
        return [f"{path}/{name}".lstrip("/") for name in files.store().listdir(path)[0]]
    except FileNotFoundError:
        return []


def test_the_result_is_a_private_file_and_on_record(note: jobs.Kind) -> None:
    job = _job(note, text="hello")
    assert running.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error, job.attempt) == (State.DONE, "", 1)
    with files.open_file(job.file) as content:
        assert content.read() == b"hello (en)"
    assert (job.file.size, len(job.file.sha256)) == (10, 64)
    assert "note" not in job.file.path
    assert AuditEvent.objects.get(verb="job.done").detail["sha256"] == job.file.sha256


def test_a_second_call_with_the_same_id_makes_nothing(note: jobs.Kind) -> None:
    job = _job(note)
    assert running.perform(job.pk)
    assert not running.perform(job.pk)
    assert PrivateFile.objects.count() == 1


def test_the_work_is_done_in_the_language_of_the_job(register: Callable[..., jobs.Kind]) -> None:
    spoken: list[str] = []

    def listen(args: Mapping[str, Any], language: str) -> jobs.Produced:
        spoken.append(translation.get_language())
        return jobs.Produced(name="a.txt", content=b"", content_type="text/plain")

    running.perform(_job(register(run=listen), language="ar").pk)
    assert spoken == ["ar"]


def test_a_worker_that_was_overtaken_stores_nothing(register: Callable[..., jobs.Kind]) -> None:
    before = _kept()

    def overtaken(args: Mapping[str, Any], language: str) -> jobs.Produced:
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert leases.claim(Job, Job.objects.get().pk)
        return jobs.Produced(name="late.txt", content=b"late", content_type="text/plain")

    job = _job(register(run=overtaken))
    assert not running.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file) == (State.RUNNING, None)
    assert not PrivateFile.objects.exists()
    assert _kept() == before


def test_a_refusal_is_the_sentence_that_the_person_reads(
    register: Callable[..., jobs.Kind],
) -> None:
    def refuse(args: Mapping[str, Any], language: str) -> jobs.Produced:
        raise jobs.Refused("The round is not signed yet.")

    job = _job(register(run=refuse))
    running.perform(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "The round is not signed yet.")


def test_a_fault_is_logged_and_the_person_reads_a_sentence_without_its_details(
    register: Callable[..., jobs.Kind], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(args: Mapping[str, Any], language: str) -> jobs.Produced:
        raise ZeroDivisionError("secret detail")

    job = _job(register(run=fail))
    running.perform(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "fault on our side" in job.error
    assert "secret" not in job.error
    assert "secret detail" in caplog.text


def test_a_database_that_is_away_for_a_moment_leaves_the_job_to_the_sweep(
    register: Callable[..., jobs.Kind],
) -> None:
    def away(args: Mapping[str, Any], language: str) -> jobs.Produced:
        raise OperationalError("the database is away")

    job = _job(register(run=away))
    with pytest.raises(OperationalError):
        running.perform(job.pk)
    job.refresh_from_db()
    assert job.state == State.RUNNING


def test_a_kind_that_is_gone_fails_with_a_sentence(note: jobs.Kind) -> None:
    job = _job(note)
    Job.objects.update(kind="test.gone")
    running.perform(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "no longer" in job.error


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_renewed_for_as_long_as_the_work_takes(
    register: Callable[..., jobs.Kind], settings: Any
) -> None:
    settings.JOB_LEASE_SECONDS = 1
    seen: list[Any] = []

    def work(args: Mapping[str, Any], language: str) -> jobs.Produced:
        first = Job.objects.get().lease_until
        for _ in range(200):
            if Job.objects.get().lease_until > first:
                seen.append("renewed")
                break
            threading.Event().wait(0.05)
        return jobs.Produced(name="a.txt", content=b"", content_type="text/plain")

    assert running.perform(_job(register(run=work)).pk)
    assert seen == ["renewed"]
