"""Erasing a person: said first, put off, and with nothing left but what was said."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cms import erasing, own_archive, tasks, ties
from cms.celery import app
from cms.people import roles
from cms.people.models import AuditEvent, Erasure, Institution, Membership, User
from cms.people.services import Refused
from cms.press import files, running
from cms.press.models import Job, OutboxMessage
from courses import services as courses
from courses.models import Attempt, Certificate, CoursePage, NameConsent
from tests.assessments import made as ministries
from tests.cms.leaving import ERASE, PAGE, browser, small_course, somebody
from tests.courses import made as learners
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db


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
