"""All data of one's own: an archive of every table that names a person, for that person only."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.utils import timezone

from cms import own_archive, ties
from cms.people.models import AuditEvent, Institution, User
from cms.press import files, running
from cms.press.models import Job, PrivateFile
from courses.models import Certificate, CoursePage
from tests.cms.leaving import PAGE, browser, small_course, somebody
from tests.people.made import institution, person

pytestmark = pytest.mark.django_db
SECRETS = ("password", "token_hash", "code_hash", "JBSWY3DPEHPK3PXP")


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def course(db: None) -> CoursePage:
    return small_course()


@pytest.fixture
def house(db: None) -> Institution:
    return institution(name="Ministry of Digital Affairs")


@pytest.fixture
def learner(course: CoursePage, house: Institution) -> User:
    return somebody(course, house)


def archive(user: User, language: str = "en") -> zipfile.ZipFile:
    content = io.BytesIO()
    own_archive.write(user, language, content)
    return zipfile.ZipFile(content)


def test_the_archive_holds_every_answer_certificate_consent_and_event(learner):
    packed = archive(learner)
    told = {name: json.loads(packed.read(name)) for name in packed.namelist() if "json" in name}
    assert told["profile.json"]["email"] == learner.email
    (attempt,) = told["attempts.json"]
    assert attempt["percent"] == "100.00"
    assert {one["item"] for one in attempt["answers"]} == {"small/one", "small/several"}
    assert "correct" not in json.dumps(told["attempts.json"])
    (one,) = told["courses.json"]
    assert one["certificates"][0]["code"] == Certificate.objects.get().printed_code
    assert told["shown.json"][0]["institution"] == "Ministry of Digital Affairs"
    assert told["scenarios.json"]
    assert told["dates.json"]
    assert told["notes.json"][0]["text"] == "Ask the host organisation."
    assert {"course.begun", "certificate.issued"} <= {one["verb"] for one in told["log.json"]}
    assert told["tables/cms.contactmessage.json"][0]["text"] == "I, Samira Haddad, ask."
    page = packed.read("index.html").decode()
    for words in (
        "Samira Haddad",
        learner.email,
        "English course",
        "Ministry of Digital Affairs",
        "Ask the host",
    ):
        assert words in page
    assert "<script" not in page
    assert "<link" not in page


def test_every_table_that_names_her_is_in_it_and_no_secret_is(learner):
    packed = archive(learner)
    named = {one.name for one in ties.ties() if one.rows(learner).exists()}
    found = {name.removeprefix("tables/").removesuffix(".json") for name in packed.namelist()}
    assert named - {"people.auditevent.actor"} <= found
    everything = "".join(packed.read(name).decode() for name in packed.namelist())
    for secret in SECRETS:
        assert f'"{secret}"' not in everything
    assert learner.password not in everything


def test_others_are_not_named_in_what_is_on_record(learner):
    other = person(display_name="Administrator Rivers", is_superuser=True)
    AuditEvent.objects.create(
        actor=other,
        verb="person.rights",
        subject_type="people.user",
        subject_id=str(learner.pk),
        detail={"by": "Rivers"},
    )
    packed = archive(learner)
    everything = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "Rivers" not in everything
    assert "person.rights" in everything


def test_the_page_of_the_archive_reads_in_every_language(learner):
    page = archive(learner, "ar").read("index.html").decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_it_is_written_by_a_worker_for_its_person_only_and_on_record(learner):
    client = browser(learner)
    assert client.get(PAGE).status_code == 200
    address = client.post(PAGE)["Location"]
    job = Job.objects.get(kind=own_archive.KIND)
    assert running.perform(str(job.pk))
    job.refresh_from_db()
    assert client.get(address).status_code == 200
    assert client.get(job.file.get_absolute_url()).status_code == 200
    for other in (person(), person(is_staff=True, is_superuser=True)):
        assert browser(other).get(address).status_code == 404
        assert browser(other).get(job.file.get_absolute_url()).status_code == 404
    verbs = set(AuditEvent.objects.filter(actor=learner).values_list("verb", flat=True))
    assert {"data.requested", "file.downloaded"} <= verbs


def test_an_archive_ends_after_a_week(learner, django_capture_on_commit_callbacks):
    job = own_archive.request(user=learner, language="en")
    running.perform(str(job.pk))
    job.refresh_from_db()
    kept = job.file
    assert own_archive.forget_old(timezone.now()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert own_archive.forget_old(timezone.now() + dt.timedelta(days=8)) == 1
    assert not PrivateFile.objects.filter(pk=kept.pk).exists()
    assert not files.store().exists(kept.path)
