"""All data of one's own: taken along whole, and erased with nothing left but what was said."""

import datetime as dt
import io
import json
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cms import erasing, own_archive, tasks, ties
from cms.celery import app
from cms.models import ContactMessage
from cms.people import roles
from cms.people.models import AuditEvent, Erasure, Membership, User
from cms.people.services import Refused
from cms.press import files, running
from cms.press.models import Job, OutboxMessage, PrivateFile
from courses import services as courses
from courses.models import Attempt, Certificate, NameConsent, Note
from tests.assessments import made as ministries
from tests.courses import made as learners
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db
PAGE, ERASE = "/en/my-data/", "/en/my-data/erase/"
SECRETS = ("password", "token_hash", "code_hash", "JBSWY3DPEHPK3PXP")


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def course(db: None):
    from courses import transfer
    from courses.models import CoursePage
    from tests.courses import example

    learners.tree()
    transfer.import_course(course=example.course())
    return CoursePage.objects.get(content_id="small", locale__language_code="en")


@pytest.fixture
def house(db: None):
    return institution(name="Ministry of Digital Affairs")


@pytest.fixture
def learner(course, house) -> User:
    """Somebody who has left traces in every room."""
    member(roles.COORDINATOR, house)
    user = member(roles.RESPONDENT, house, display_name="Samira Haddad")
    user = User.objects.get(pk=user.pk)
    courses.enrol(user=user, course=course)
    learners.finish(user)
    courses.issue(user=user, course=course, name="Samira Haddad")
    courses.set_target(user=user, course=course, day=timezone.now().date())
    courses.open_feed(user=user)
    courses.choose_letters(user=user, chosen=courses.Chosen("daily", 1, 21, 7))
    courses.show_name(
        user=user, institution_id=house.pk, course_key=course.translation_key, language="en"
    )
    courses.begin_scenario(user=user, course=course, scenario=learners.scenario())
    Note.objects.create(
        user=user,
        event=uuid4(),
        course_key=course.translation_key,
        lesson_key=learners.page("small/first").translation_key,
        text="Ask the host organisation.",
    )
    ContactMessage.objects.create(text="I, Samira Haddad, ask.", email=user.email)
    courses.print_transcript(user=user, language="en")
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


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


@pytest.mark.parametrize("address", [PAGE, ERASE])
def test_both_ask_who_it_is(learner, address):
    client = browser(learner)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert "reauthenticate" in client.post(address)["Location"]
    assert not Erasure.objects.exists()
    assert not Job.objects.filter(kind=own_archive.KIND).exists()
    assert Client().get(address).status_code == 302


def test_the_page_says_first_what_goes_and_what_stays(learner):
    page = browser(learner).get(ERASE).content.decode()
    assert page.index("What goes") < page.index("What stays") < page.index('<form method="post">')
    assert Certificate.objects.get().printed_code in page


def test_it_is_done_after_the_days_of_grace_and_can_be_called_off(learner, settings):
    client = browser(learner)
    client.post(ERASE)
    client.post(ERASE)
    assert OutboxMessage.objects.filter(key__startswith="erasure:").count() == 1
    row = Erasure.objects.get()
    grace = row.due_at - timezone.now()
    assert dt.timedelta(days=settings.DELETION_GRACE_DAYS - 1) < grace
    assert erasing.erase_due(timezone.now()) == 0
    client.post(ERASE, {"do": "keep"})
    assert erasing.erase_due(row.due_at) == 0
    client.post(ERASE)
    assert erasing.erase_due(Erasure.objects.get().due_at) == 1
    assert not User.objects.filter(pk=learner.pk).exists()


def test_no_row_of_the_person_remains_but_what_was_said(
    learner, django_capture_on_commit_callbacks
):
    own_archive.request(user=learner, language="en")
    job = Job.objects.get(kind=own_archive.KIND)
    running.perform(str(job.pk))
    job.refresh_from_db()
    file, client = job.file, browser(learner)
    pk, address = learner.pk, learner.email
    before = {one.name for one in ties.ties() if one.rows(learner).exists()}
    assert {"courses.attempt.user", "courses.nameconsent.user", "press.job.owner"} <= before
    ghost = User(pk=pk)
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(learner, why=erasing.ASKED)
    left = {one.name for one in ties.ties() if one.rows(ghost).exists()}
    # What is on record keeps a number that names nobody
    assert left <= {
        "people.auditevent.actor",
        "wagtailcore.pagelogentry.user",
        "wagtailcore.modellogentry.user",
    }
    for told in _texts():
        assert address not in told, told
        assert "Samira Haddad" not in told, told
    certificate = Certificate.objects.get()
    assert (certificate.name, certificate.confirmed_by, certificate.user) == ("", "", None)
    assert not files.store().exists(file.path)
    assert client.get("/en/desk/").status_code == 302
    assert not [one for one in Session.objects.all() if one.get_decoded().get("_auth_user_id")]
    event = AuditEvent.objects.get(verb="account.erased")
    assert (event.actor, event.detail) == (
        None,
        {"person": pk, "why": "asked", "certificates": 1},
    )


def _texts() -> list[str]:
    """Every row of every table as one text, whatever its columns are called."""
    from django.apps import apps

    found = []
    for model in apps.get_models():
        for values in model._base_manager.values_list():
            found.append(f"{model._meta.label} {values}")
    return found


def test_what_a_certificate_says_then(learner):
    code = Certificate.objects.get().code
    erasing.erase(learner, why=erasing.ASKED)
    page = Client().get(f"/en/verify/{code}/").content.decode()
    assert "English course" in page
    assert "not kept any more" in page
    assert "Samira" not in page


def test_the_last_coordinator_and_administrators_stay(house, learner):
    only = Membership.objects.get(institution=house, role=roles.COORDINATOR).user
    for user in (only, person(is_superuser=True, is_staff=True)):
        with pytest.raises(Refused):
            erasing.ask(user=user)
        assert browser(user).post(ERASE).status_code == 422
    # Who becomes one within the days of grace waits for another
    row = erasing.ask(user=learner)
    Membership.objects.create(user=learner, institution=house, role=roles.COORDINATOR)
    Membership.objects.filter(user=only).delete()
    assert erasing.erase_due(row.due_at) == 0
    member(roles.COORDINATOR, house)
    assert erasing.erase_due(row.due_at) == 1


def test_what_she_did_for_an_institution_stays_without_her():
    team = ministries.Team(name="Ministry")
    one = ministries.answered(team)
    member(roles.COORDINATOR, team.institution)
    answers = one.answers.count()
    author = one.answers.filter(answered_by__isnull=False).first().answered_by
    hers = one.answers.filter(answered_by=author).count()
    erasing.erase(author, why=erasing.ASKED)
    assert one.answers.count() == answers
    assert one.answers.filter(answered_by=None).count() == hers


def test_the_scheduler_calls_both_tasks():
    for name in ("cms.tasks.erase_due", "cms.tasks.ask_unused"):
        assert name in app.conf.beat_schedule
        assert name in app.tasks
    tasks.erase_due()
    tasks.ask_unused()


def test_nobody_but_her_is_touched(learner, course):
    other: Any = learners.person(display_name="Somebody Else")
    courses.enrol(user=other, course=course)
    learners.finish(other)
    erasing.erase(learner, why=erasing.ASKED)
    assert Attempt.objects.get().user == other
    assert not NameConsent.objects.exists()
