"""One worker at a time holds a row; a result is stored only by the one who holds it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cms.press import leases
from cms.press.leases import State
from cms.press.models import Job
from tests.people.made import person


def _job(**values: object) -> Job:
    return Job.objects.create(kind="test.note", owner=person(), language="en", **values)


def _let_the_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_of_two_claims_one_wins() -> None:
    job = _job()
    assert leases.claim(Job, job.pk) is not None
    assert leases.claim(Job, job.pk) is None


@pytest.mark.django_db
def test_a_lease_that_ran_out_can_be_claimed_again_three_times_in_all() -> None:
    job = _job()
    tokens = []
    for _ in range(5):
        tokens.append(leases.claim(Job, job.pk))
        _let_the_lease_run_out(job)
    assert [token is not None for token in tokens] == [True, True, True, False, False]
    assert len({token for token in tokens if token}) == 3


@pytest.mark.django_db
def test_only_the_holder_renews_and_finishes() -> None:
    job = _job()
    former = leases.claim(Job, job.pk)
    _let_the_lease_run_out(job)
    holder = leases.claim(Job, job.pk)
    assert not leases.renew(Job, job.pk, former)
    assert not leases.finish(Job, job.pk, former, State.DONE)
    assert leases.renew(Job, job.pk, holder)
    assert leases.finish(Job, job.pk, holder, State.DONE)
    job.refresh_from_db()
    assert (job.state, job.token, job.attempt) == (State.DONE, None, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_what_is_finished_is_not_claimed(state: State) -> None:
    assert leases.claim(Job, _job(state=state).pk) is None


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_on_a_real_database_one_wins() -> None:
    job = _job()
    start, tokens = threading.Barrier(8), []

    def claim() -> None:
        try:
            start.wait()
            tokens.append(leases.claim(Job, job.pk))
        finally:
            connection.close()

    workers = [threading.Thread(target=claim) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(tokens) == 8
    assert len([token for token in tokens if token]) == 1
    job.refresh_from_db()
    assert job.attempt == 1
