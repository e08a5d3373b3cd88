"""The desk of a learner: what is next, days of one's own, results, certificates, a calendar."""

import datetime as dt
import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from cms.people.hushing import HushedLine
from cms.people.models import AuditEvent
from courses import services
from courses.models import CalendarFeed, TargetDate
from tests.courses import made

pytestmark = pytest.mark.django_db
MINE, DATE = "/en/learn/mine/", "/en/learn/small/date/"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


def in_days(number: int) -> dt.date:
    return timezone.now().date() + dt.timedelta(days=number)


def set_target(user, course, day):
    services.enrol(user=user, course=course)
    services.set_target(user=user, course=course, day=day)


def feed(client: Client, address: str) -> Calendar:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def opened(client: Client) -> str:
    page = client.post("/en/learn/calendar/").content.decode()
    return re.search(r"/en/learn/calendar/[\w-]+\.ics", page).group()


def test_who_has_begun_nothing_is_shown_the_courses(learner, signed_in):
    page = signed_in.get(MINE).content.decode()
    assert "No course yet" in page
    assert 'href="/en/courses/"' in page


def test_it_says_what_is_next_what_came_of_quizzes_and_which_certificates_hold(
    course, learner, signed_in
):
    services.enrol(user=learner, course=course)
    page = signed_in.get(MINE).content.decode()
    assert "Go on" in page
    assert "You have handed in no quiz yet" in page
    made.finish(learner)
    issued = services.issue(user=learner, course=course, name="Amina")
    issued.expires_on = in_days(30)
    issued.save()
    page = signed_in.get(MINE).content.decode()
    assert "Latest result" in page
    assert "Passed" in page
    assert "valid until" in page
    assert "Set a day" not in page, "a finished course needs none"


def test_a_day_is_set_moved_and_removed_and_is_on_record(course, learner, signed_in):
    assert signed_in.post(DATE, {"day": in_days(3)})["Location"] == course.get_url()
    assert not TargetDate.objects.exists(), "a day without a course is none"
    services.enrol(user=learner, course=course)
    assert signed_in.post(DATE, {"day": in_days(3)})["Location"] == MINE
    page = signed_in.get(MINE).content.decode()
    assert "Due this week" in page
    signed_in.post(DATE, {"day": in_days(20)})
    assert "Due this week" not in signed_in.get(MINE).content.decode()
    signed_in.post(DATE, {"do": "remove"})
    assert not TargetDate.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="target.").order_by("pk")
    assert [one.verb for one in verbs] == ["target.set", "target.set", "target.removed"]


@pytest.mark.parametrize("day", ["2001-01-01", "2999-01-01", "", "tomorrow"])
def test_a_day_that_is_over_or_none_is_refused(course, learner, signed_in, day):
    services.enrol(user=learner, course=course)
    assert signed_in.post(DATE, {"day": day}).status_code == 422
    assert not TargetDate.objects.exists()


def test_a_day_that_has_passed_is_said_kindly_and_a_new_one_is_proposed(course, learner, signed_in):
    set_target(user=learner, course=course, day=in_days(-2))
    page = signed_in.get(MINE).content.decode()
    assert "has passed" in page
    assert "Choose a new day" in page
    assert f'value="{in_days(14)}"' in signed_in.get(DATE).content.decode()


def test_today_is_that_of_the_learner(learner):
    learner.time_zone = "Pacific/Apia"
    evening = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
    assert services.today(learner, evening) == dt.date(2026, 11, 23)
    learner.time_zone = "Nowhere/Never"
    assert services.today(learner, evening) == dt.date(2026, 11, 22)


def test_the_calendar_holds_titles_and_days_and_nothing_else(course, learner, signed_in):
    set_target(user=learner, course=course, day=in_days(3))
    address = opened(signed_in)
    (event,) = feed(Client(), address).walk("VEVENT")
    assert str(event["SUMMARY"]) == "English course"
    assert event["DTSTART"].dt == in_days(3)
    plain = Client().get(address).content.decode()
    for secret in (learner.email, learner.display_name, "DESCRIPTION", "URL", "ATTENDEE"):
        assert secret not in plain
    arabic = feed(Client(), address.replace("/en/", "/ar/"))
    assert str(arabic.walk("VEVENT")[0]["UID"]) == str(event["UID"])


def test_its_address_is_kept_nowhere_renewed_and_closed(course, learner, signed_in):
    first = opened(signed_in)
    token = first.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 40
    assert token not in signed_in.get("/en/learn/calendar/").content.decode()
    assert token not in CalendarFeed.objects.get().token_hash
    second = opened(signed_in)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    signed_in.post("/en/learn/calendar/", {"do": "close"})
    assert Client().get(second).status_code == 404
    assert Client().get("/en/learn/calendar/guessed.ics").status_code == 404
    verbs = AuditEvent.objects.filter(verb__startswith="calendar.").order_by("pk")
    assert [one.verb for one in verbs] == ["calendar.opened", "calendar.opened", "calendar.closed"]


def test_an_account_that_is_switched_off_has_no_calendar(learner, signed_in):
    address = opened(signed_in)
    learner.is_active = False
    learner.save()
    assert Client().get(address).status_code == 404


def test_it_costs_the_same_queries_for_many_courses(course, learner, signed_in):
    set_target(user=learner, course=course, day=in_days(3))
    signed_in.get(MINE)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(MINE)
    for number in range(5):
        twin = course.copy(
            update_attrs={"slug": f"twin-{number}", "content_id": f"twin-{number}"},
            copy_revisions=False,
            recursive=True,
            reset_translation_key=True,
        )
        set_target(user=learner, course=twin, day=in_days(number))
    with CaptureQueriesContext(connection) as many:
        page = signed_in.get(MINE).content.decode()
    assert page.count("Go on") >= 6
    assert len(many) == len(few)


@pytest.mark.parametrize("path", ["mine/", "small/date/", "calendar/", "letters/", "sharing/"])
def test_strangers_are_sent_to_sign_in(course, path):
    assert "/account/login/" in Client().get(f"/en/learn/{path}")["Location"]


@pytest.mark.parametrize("path", ["calendar/", "letters/stop/"])
def test_the_log_holds_no_address_that_opens_or_ends_something(path):
    secret = "12:" + "a1B-" * 8 if path == "letters/stop/" else "a1B-" * 10
    line = logging.LogRecord("x", 20, "", 0, f"Not Found: /en/learn/{path}{secret}.ics", (), None)
    assert "a1B" not in HushedLine().format(line)
