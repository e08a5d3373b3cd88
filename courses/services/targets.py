"""Dates that learners set themselves, one a course, and the private calendar of them."""

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit, tokens
from cms.people.models import User
from cms.press.writers import ics
from courses.models import CalendarFeed, CoursePage, TargetDate
from courses.services import wordings
from courses.services.enrolment import is_enrolled, require_open

AHEAD = dt.timedelta(days=14)
"""So far ahead lies the day that is proposed."""


def today(user: User, now: dt.datetime | None = None) -> dt.date:
    """Return the day that it is where this person lives."""
    return (now or timezone.now()).astimezone(zone(user)).date()


def zone(user: User) -> ZoneInfo:
    """Return the time zone of a person; UTC for one that is not known."""
    try:
        return ZoneInfo(user.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def proposed(user: User) -> dt.date:
    """Return the day that a form proposes: two weeks from today."""
    return today(user) + AHEAD


def target(*, user: User, course: CoursePage) -> TargetDate | None:
    """Return the date that somebody has set for a course."""
    return TargetDate.objects.filter(user=user, course_key=course.translation_key).first()


@transaction.atomic
def set_target(*, user: User, course: CoursePage, day: dt.date) -> TargetDate:
    """Keep the day by which somebody wants to be ready with a course that she has begun.

    The form has asked for a day that is not over. Raises PermissionDenied for other courses.
    """
    require_open(user=user, page=course)
    if not is_enrolled(user, course):
        raise PermissionDenied
    kept, _new = TargetDate.objects.update_or_create(
        user=user, course_key=course.translation_key, defaults={"day": day}
    )
    audit.record(actor=user, verb="target.set", subject=kept, detail={"course": course.content_id})
    return kept


@transaction.atomic
def drop_target(*, user: User, course: CoursePage) -> None:
    """Forget the day; nothing happens where none is set."""
    gone, _rows = TargetDate.objects.filter(user=user, course_key=course.translation_key).delete()
    if gone:
        audit.record(actor=user, verb="target.removed", detail={"course": course.content_id})


def feed(user: User) -> CalendarFeed | None:
    """Return the calendar that somebody has opened, without its address, which is not kept."""
    return CalendarFeed.objects.filter(user=user).first()


@transaction.atomic
def open_feed(*, user: User) -> str:
    """Make the secret part of a new address and return it; an address from before is dead."""
    token = tokens.new()
    kept, _new = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": tokens.hashed(token)}
    )
    audit.record(actor=user, verb="calendar.opened", subject=kept)
    return token


@transaction.atomic
def close_feed(*, user: User) -> None:
    """End the calendar: its address is dead at once."""
    gone, _rows = CalendarFeed.objects.filter(user=user).delete()
    if gone:
        audit.record(actor=user, verb="calendar.closed", subject=user)


def calendar(*, token: str, language: str) -> bytes | None:
    """Return the calendar behind a secret, in a language; None where there is none.

    It holds titles of courses and days, and nothing else: no name, no progress, no address.
    """
    found = CalendarFeed.objects.select_related("user").filter(token_hash=tokens.hashed(token))
    one = found.filter(user__is_active=True).first()
    if one is None:
        return None
    rows = list(TargetDate.objects.filter(user=one.user))
    titles = wordings.titles([row.course_key for row in rows], language)
    days = [
        ics.Day(uid=f"{row.pk}@waymark", day=row.day, name=titles[row.course_key])
        for row in rows
        if row.course_key in titles
    ]
    changed = max((row.changed_at for row in rows), default=one.made_at)
    return ics.write(days, name=_("My courses"), language=language, stamp=changed.date())
