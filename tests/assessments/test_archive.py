"""Everything of an institution in one archive: nothing of others, hashes that can be checked."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.exports.archive import guarded
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import files, running
from cms.press.models import Job
from tests.assessments import made

C, R, A = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER
NOTE = "=HYPERLINK(1) a note of our own"
THEIRS = "a note of another institution in its own round"


def packed(team: made.Team, language: str = "en") -> zipfile.ZipFile:
    job = services.request_archive(
        user=team[C], institution_id=team.institution.pk, language=language
    )
    running.perform(job.pk)
    job.refresh_from_db()
    assert job.file, job.error
    with files.open_file(job.file) as content:
        return zipfile.ZipFile(io.BytesIO(content.read()))


@pytest.fixture
def full(team: made.Team, strangers: made.Team) -> made.Team:
    """A team with a plan and an open round, that answers in a round of another one too."""
    made.planned(team, title="../../=SUM(1)")
    made.own_action(team)
    one = made.started(team, "Open")
    services.save_answer(
        user=team[R],
        round_id=one.pk,
        indicator="mandate",
        value="1",
        said=services.Said(2, NOTE),
    )
    other = made.started(strangers, "Theirs")
    services.save_answer(
        user=strangers[R],
        round_id=other.pk,
        indicator="mandate",
        value="3",
        said=services.Said(2, THEIRS),
    )
    services.take_part(user=team[C], round_id=other.pk, institution=team.institution)
    services.delegate(
        user=strangers[C], round_id=other.pk, parts=["task"], institution_id=team.institution.pk
    )
    services.save_answer(
        user=team[R],
        round_id=other.pk,
        indicator="mandate",
        value="2",
        institution=str(team.institution.pk),
    )
    return team


def test_it_holds_what_is_its_own_and_nothing_of_others(full: made.Team) -> None:
    found = packed(full)
    told = {name: found.read(name).decode() for name in found.namelist()}
    whole = "".join(told.values())
    assert NOTE in whole
    assert THEIRS not in whole
    elsewhere = json.loads(told["answers-in-assessments-of-others.json"])
    assert [(row["indicator"], row["answer"]) for row in elsewhere] == [("mandate", "2")]
    assert len(json.loads(told["members.json"])) == len(roles.LABELS)
    assert "@example.org" not in whole
    assert json.loads(told["own-actions.json"])[0]["identifier"] == "own-1"
    assert full.institution.name in told["README.txt"]
    assert sum(name.endswith("round.json") for name in told) == 2


def test_every_file_and_every_signature_can_be_checked(full: made.Team) -> None:
    found = packed(full)
    sums = dict(
        reversed(line.split("  ")) for line in found.read("sha256sums.txt").decode().splitlines()
    )
    assert set(sums) == set(found.namelist()) - {"sha256sums.txt"}
    for name, wanted in sums.items():
        assert hashlib.sha256(found.read(name)).hexdigest() == wanted
    signed = next(name for name in sums if name.endswith("/signed.json"))
    beside = json.loads(found.read(signed.replace("signed.json", "signature.json")))
    assert sums[signed] == beside["sha256"]
    frozen = next(name for name in sums if name.endswith("/input.json"))
    plan = json.loads(found.read(frozen.replace("input.json", "roadmap.json")))
    assert sums[frozen] == plan["sha256"]


def test_names_are_safe_and_no_cell_is_a_formula(full: made.Team) -> None:
    found = packed(full)
    for name in found.namelist():
        assert not name.startswith("/")
        assert ".." not in name
        assert name.isascii()
    rows = list(csv.reader(io.StringIO(found.read("log.csv").decode(), newline="")))
    assert rows[0][:3] == ["at", "who", "verb"]
    assert "archive.requested" in {row[2] for row in rows}
    assert [guarded(text) for text in ("=1+1", "@x", "-1", "plain")] == [
        "'=1+1", "'@x", "'-1", "plain",
    ]  # fmt: skip


def test_documents_are_in_it_and_no_archive_within_an_archive(full: made.Team) -> None:
    packed(full)
    Job.objects.update(key=None)
    found = packed(full)
    assert json.loads(found.read("documents/index.json")) == []


def test_only_who_coordinates_asks_for_it_and_opens_it(full: made.Team) -> None:
    for role in sorted(set(roles.LABELS) - {C}):
        with pytest.raises(PermissionDenied):
            services.request_archive(
                user=full[role], institution_id=full.institution.pk, language="en"
            )
    packed(full)
    job = Job.objects.get(kind=services.ARCHIVE)
    for role in roles.LABELS:
        client = Client()
        client.force_login(full[role])
        for place in (
            reverse("press:job", args=[job.pk]),
            reverse("press:file", args=[job.file_id]),
        ):
            assert client.get(place).status_code == (200 if role == C else 404), (role, place)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"archive.requested", "job.done", "file.downloaded"} <= verbs


def test_the_button_asks_who_it_is(full: made.Team) -> None:
    client, place = Client(), reverse("assessments:archive", args=[full.institution.pk])
    client.force_login(full[C])
    assert "/press/" in client.post(place)["Location"]
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(place)
    assert "reauthenticate" in answer["Location"]
    assert str(full.institution.pk) in answer["Location"]
