"""Letters on learning: only to who asked, once, at her hours, in her language, without a mark."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.celery import app
from cms.people.models import AuditEvent
from cms.press import outbox
from cms.press.models import OutboxMessage
from courses import digests, services
from courses.models import Certificate, LetterChoice
from tests.courses import made

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 8, 5, tzinfo=dt.UTC)
CHOICE = {"how": "weekly", "weekday": "1", "quiet_from": "21", "quiet_to": "7"}


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def reader(course, learner):
    """A learner who has begun the course and wants a letter on Mondays."""
    services.enrol(user=learner, course=course)
    LetterChoice.objects.create(user=learner, how="weekly", weekday=1)
    return learner


def letter() -> OutboxMessage:
    return OutboxMessage.objects.get(key__startswith="learning:")


def test_nobody_gets_one_who_has_not_asked(course, learner):
    services.enrol(user=learner, course=course)
    assert digests.send(MONDAY) == 0
    LetterChoice.objects.create(user=learner, how="never")
    assert digests.send(MONDAY) == 0


def test_it_comes_once_a_week_however_often_the_task_runs(reader):
    assert [digests.send(MONDAY + dt.timedelta(hours=hour)) for hour in (0, 1, 5)] == [1, 0, 0]
    assert digests.send(MONDAY + dt.timedelta(days=1)) == 0
    assert digests.send(MONDAY + dt.timedelta(days=7)) == 1


def test_the_scheduler_calls_it():
    assert "courses.tasks.send_letters" in app.conf.beat_schedule
    assert "courses.tasks.send_letters" in app.tasks


@pytest.mark.parametrize(
    ("zone", "moment", "written"),
    [
        ("UTC", "2026-11-23T07:59", 0),
        ("UTC", "2026-11-23T08:00", 1),
        ("Pacific/Apia", "2026-11-22T18:59", 0),
        ("Pacific/Apia", "2026-11-22T19:00", 1),
        ("Pacific/Apia", "2026-11-23T11:00", 0),
        ("America/Lima", "2026-11-23T12:59", 0),
        ("America/Lima", "2026-11-23T13:00", 1),
        ("Nowhere/Never", "2026-11-23T08:00", 1),
    ],
)
def test_it_leaves_by_the_clock_of_its_reader(reader, zone, moment, written):
    reader.time_zone = zone
    reader.save()
    assert digests.send(dt.datetime.fromisoformat(f"{moment}+00:00")) == written


def test_it_says_what_is_next_and_which_days_are_near_and_no_mark(course, reader):
    services.set_target(user=reader, course=course, day=dt.date(2026, 11, 30))
    digests.send(MONDAY)
    found = letter()
    assert "English course (30 November 2026)" in found.text
    assert "Days that you have set" in found.text
    services.set_target(user=reader, course=course, day=dt.date(2026, 11, 1))
    digests.send(MONDAY + dt.timedelta(days=7))
    late = OutboxMessage.objects.exclude(pk=found.pk).get()
    assert "has passed" in late.text
    for one in (found, late):
        assert "%" not in one.text
        assert reader.display_name not in one.text


def test_a_course_that_is_done_is_left_out_and_one_that_has_grown_is_told(course, reader):
    made.finish(reader)
    issued = services.issue(user=reader, course=course, name="Amina")
    assert digests.send(MONDAY) == 0
    other = made.person()
    Certificate.objects.filter(pk=issued.pk).update(user=other, release=None)
    services.enrol(user=other, course=course)
    LetterChoice.objects.create(user=other, how="daily")
    assert digests.send(MONDAY) == 1
    assert "3 new parts" in letter().text
    assert letter().to == other.email


def test_it_is_written_in_the_language_of_its_reader(reader):
    reader.preferred_language = "ar"
    reader.save()
    digests.send(MONDAY)
    assert letter().language == "ar"
    assert "/ar/learn/mine/" in letter().text


def test_who_has_no_address_or_is_switched_off_gets_none(reader):
    reader.email = "bako-renu-34@code.invalid"
    reader.save()
    assert digests.send(MONDAY) == 0
    reader.email, reader.is_active = "one@example.org", False
    reader.save()
    assert digests.send(MONDAY) == 0


def test_mail_programs_end_it_by_one_post_and_people_by_one_button(reader, settings):
    digests.send(MONDAY)
    outbox.deliver(letter().pk)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(settings.BASE_URL)
    assert address in letter().text
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(address)
    assert page.status_code == 200
    assert "<form" in page.content.decode()
    assert not page.cookies
    assert LetterChoice.objects.get().how == "weekly", "a scanner opens links"
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert LetterChoice.objects.get().how == "never"
    assert digests.send(MONDAY + dt.timedelta(days=7)) == 0
    event = AuditEvent.objects.get(verb="letters.chosen")
    assert (event.actor, event.detail) == (None, {"learning": "never"})


@pytest.mark.parametrize("signed", ["1", "1:forged", "x"])
def test_an_address_that_was_never_made_ends_nothing(reader, signed):
    assert Client().post(f"/en/learn/letters/stop/{signed}/").status_code == 404
    assert LetterChoice.objects.get().how == "weekly"


def test_the_choice_is_kept_and_on_record(signed_in, learner):
    page = signed_in.get("/en/learn/letters/").content.decode()
    assert '<option value="never" selected>' in page
    assert signed_in.post("/en/learn/letters/", {**CHOICE, "how": "daily"}).status_code == 302
    kept = LetterChoice.objects.get(user=learner)
    assert (kept.how, kept.quiet_from, kept.quiet_to) == ("daily", 21, 7)
    signed_in.post("/en/learn/letters/", {**CHOICE, "how": "daily"})
    assert AuditEvent.objects.filter(verb="letters.chosen").count() == 1
    assert signed_in.post("/en/learn/letters/", {**CHOICE, "how": "hourly"}).status_code == 422


def test_many_readers_cost_no_more_to_look_up_than_one(course, reader):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            digests.send(MONDAY)
        reads = [one["sql"] for one in seen if one["sql"].startswith("SELECT")]
        return len([sql for sql in reads if "press_outboxmessage" not in sql])

    asked()
    OutboxMessage.objects.all().delete()
    one = asked()
    OutboxMessage.objects.all().delete()
    for _number in range(4):
        other = made.person()
        services.enrol(user=other, course=course)
        LetterChoice.objects.create(user=other, how="daily")
    assert asked() == one
    assert OutboxMessage.objects.count() == 5
