"""The status page and the one door to private files."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from cms.people.models import AuditEvent
from cms.press import files, jobs, running
from cms.press.leases import State
from cms.press.models import Job, PrivateFile
from tests.people.made import institution, person

pytestmark = pytest.mark.django_db
ARABIC = "خارطة الطريق 2027.pdf"


def _job(kind: jobs.Kind, **args: str) -> Job:
    return jobs.request(
        kind=kind.name, args=args, owner=person(), language="en", institution=institution()
    )


def _done(kind: jobs.Kind, **args: str) -> Job:
    job = _job(kind, **args)
    running.perform(job.pk)
    job.refresh_from_db()
    return job


def test_whoever_may_read_gets_the_file_and_that_is_on_record(
    client: Client, note: jobs.Kind
) -> None:
    job = _done(note, name=ARABIC, text="body")
    client.force_login(job.owner)
    answer = client.get(f"/ar/press/files/{job.file.pk}/")
    assert b"".join(answer.streaming_content) == b"body (en)"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(ARABIC)}"
    event = AuditEvent.objects.get(verb="file.downloaded")
    assert (event.actor, event.institution) == (job.owner, job.institution)
    assert event.subject_id == str(job.file.pk)


def test_everybody_else_finds_nothing_and_no_record_is_made(
    client: Client, note: jobs.Kind
) -> None:
    job = _done(note)
    for user in (person(), person(is_superuser=True, is_staff=True)):
        client.force_login(user)
        assert client.get(f"/en/press/files/{job.file.pk}/").status_code == 404
        assert client.get(f"/en/press/jobs/{job.pk}/").status_code == 404
    assert not AuditEvent.objects.filter(verb="file.downloaded").exists()


def test_a_visitor_is_asked_to_sign_in(client: Client, note: jobs.Kind) -> None:
    job = _done(note)
    for path in (f"/en/press/files/{job.file.pk}/", f"/en/press/jobs/{job.pk}/"):
        assert client.get(path)["Location"] == f"/en/account/login/?next={path}"


def test_the_kind_decides_who_reads(client: Client, register: Callable[..., jobs.Kind]) -> None:
    job = _done(register(may_read=lambda user, job: user.email.startswith("reader")))
    client.force_login(job.owner)
    assert client.get(job.file.get_absolute_url()).status_code == 404
    client.force_login(person(email="reader@example.org"))
    assert client.get(job.file.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.FAILED])
def test_a_file_of_a_job_that_is_not_done_is_not_handed_out(
    client: Client, note: jobs.Kind, state: State
) -> None:
    job = _done(note)
    Job.objects.update(state=state)
    client.force_login(job.owner)
    assert client.get(job.file.get_absolute_url()).status_code == 404


def test_a_file_without_a_job_or_with_an_unknown_kind_is_nobodys(
    client: Client, note: jobs.Kind
) -> None:
    stray = files.put(name="a.txt", content=b"a", content_type="text/plain")
    stray.save()
    job = _done(note)
    client.force_login(job.owner)
    assert client.get(stray.get_absolute_url()).status_code == 404
    Job.objects.update(kind="test.gone")
    assert client.get(job.file.get_absolute_url()).status_code == 404


def test_a_file_that_the_store_has_lost_is_not_there(client: Client, note: jobs.Kind) -> None:
    job = _done(note)
    files.discard(job.file)
    client.force_login(job.owner)
    assert client.get(job.file.get_absolute_url()).status_code == 404
    assert PrivateFile.objects.exists()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", list(State))
def test_the_page_says_in_words_where_the_job_stands(
    client: Client, note: jobs.Kind, state: State, language: str
) -> None:
    job = _done(note)
    Job.objects.update(state=state, error="The round is not signed yet.")
    client.force_login(job.owner)
    page = client.get(f"/{language}/press/jobs/{job.pk}/")
    text = page.content.decode()
    pending = state in (State.QUEUED, State.RUNNING)
    assert "no-store" in page["Cache-Control"]
    assert text.count("<h1") == 1
    assert ('http-equiv="refresh"' in text) == pending
    assert ("hx-get=" in text) == pending
    assert (f"/{language}/press/files/{job.file.pk}/" in text) == (state == State.DONE)
    assert ("The round is not signed yet." in text) == (state == State.FAILED)


def test_the_live_part_comes_alone_and_only_when_something_changed(
    client: Client, note: jobs.Kind
) -> None:
    job = _job(note)
    client.force_login(job.owner)
    asked = {"path": f"/en/press/jobs/{job.pk}/?seen=queued", "headers": {"HX-Request": "true"}}
    assert client.get(**asked).status_code == 204
    running.perform(job.pk)
    part = client.get(**asked).content.decode()
    assert "<html" not in part
    assert "/en/press/files/" in part
    assert "hx-get" not in part


def test_the_page_leads_back_to_where_the_job_was_asked_for(
    client: Client, register: Callable[..., jobs.Kind]
) -> None:
    job = _done(register(back=lambda job: f"/en/roadmaps/{job.language}/"))
    client.force_login(job.owner)
    assert 'href="/en/roadmaps/en/"' in client.get(job.get_absolute_url()).content.decode()
