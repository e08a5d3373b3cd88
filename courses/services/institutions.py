"""What an institution learns of the learning of its people: rounded numbers, names by consent."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from cms.people import access, audit, roles
from cms.people.models import AuditEvent, Institution, Membership, User
from courses.domain import counting
from courses.models import (
    Certificate,
    Completion,
    CoursePage,
    Enrolment,
    LearningCount,
    NameConsent,
    outline,
)
from courses.models.sharing import ANY
from courses.services import sharing, wordings


def learning_of(
    *, user: User, institution: Institution, language: str, now: dt.datetime | None = None
) -> dict[str, Any]:
    """Return what a coordinator reads: `month`, `any`, `counts` by course, `people` by course.

    Raises PermissionDenied for everybody else. The same number of queries however many people and
    courses there are. That names were read is on record, once for a person and a day.
    """
    access.require(user, roles.MANAGE, institution)
    moment = now or timezone.now()
    counts = {one.course_key: one for one in _of_month(institution, moment)}
    consents = sharing.named(institution)
    if consents:
        _note(user, institution)
    # Every course of the site: that a course stands here says of nobody that it was begun
    open_ = set(CoursePage.objects.live().values_list("translation_key", flat=True))
    pages = wordings.pages(open_, language)
    told = [
        {
            "title": page.title,
            "begun": counts[key].begun if key in counts else 0,
            "certified": counts[key].certified if key in counts else 0,
        }
        for key, page in pages.items()
    ]
    return {
        "month": _month(moment),
        "any": counts[ANY],
        "counts": sorted(told, key=lambda one: str(one["title"])),
        "people": _people(consents, pages),
    }


def _month(moment: dt.datetime) -> dt.date:
    return moment.astimezone(dt.UTC).date().replace(day=1)


@transaction.atomic
def _of_month(institution: Institution, now: dt.datetime) -> list[LearningCount]:
    """The numbers of this month, made where they are not there yet, and never made again."""
    month = _month(now)
    rows = LearningCount.objects.filter(institution=institution, month=month)
    if not rows.exists():
        # Two who look for the first time in the same moment wait for each other here
        Institution.objects.select_for_update().get(pk=institution.pk)
        LearningCount.objects.bulk_create(_counted(institution, month), ignore_conflicts=True)
    return list(rows.all())


def _counted(institution: Institution, month: dt.date) -> list[LearningCount]:
    """Count what was so when the month began, among those who belonged there by then."""
    begin = dt.datetime(month.year, month.month, 1, tzinfo=dt.UTC)
    held = Membership.objects.filter(institution=institution, user__is_active=True)
    members = held.filter(created_at__lt=begin).values("user")
    many = members.distinct().count()
    begun = Enrolment.objects.filter(user__in=members, created_at__lt=begin)
    ended = Certificate.objects.filter(user__in=members, issued_at__lt=begin, revoked_at=None)
    counts = {ANY: [_people_in(begun), _people_in(ended)]}
    for column, rows in enumerate((begun, ended)):
        grouped = rows.order_by().values_list("course_key").annotate(Count("user", distinct=True))
        for key, people in grouped:
            counts.setdefault(key, [0, 0])[column] = people
    made = []
    for key, exact in counts.items():
        one, other = (counting.told(count, many) for count in exact)
        if one or other or key == ANY:
            row = LearningCount(institution=institution, month=month, course_key=key)
            row.enough, row.begun, row.certified = one is not None, one or 0, other or 0
            made.append(row)
    return made


def _people_in(rows: Any) -> int:
    return int(rows.order_by().values("user").distinct().count())


def _people(consents: list[NameConsent], pages: dict[uuid.UUID, Any]) -> list[dict[str, Any]]:
    """Those who have agreed, by course: how far they are, and the day of a certificate."""
    users = {one.user_id for one in consents}
    keys = {one.course_key for one in consents if one.course_key in pages}
    outlines = outline.of([pages[key] for key in keys])
    done: dict[tuple[int, uuid.UUID], set[uuid.UUID]] = {}
    rows = Completion.objects.filter(user__in=users, course_key__in=keys)
    for user, key, item in rows.values_list("user_id", "course_key", "item_key"):
        done.setdefault((user, key), set()).add(item)
    issued = Certificate.objects.filter(user__in=users, course_key__in=keys, revoked_at=None)
    days = {(one.user_id, one.course_key): one.issued_at for one in issued.order_by("issued_at")}
    courses: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for one in consents:
        if one.course_key not in keys:
            continue
        place = one.user_id, one.course_key
        measured = outlines[pages[one.course_key].pk].measure(done.get(place, set()))
        told = {"name": one.user.display_name, "done": measured.done, "total": measured.total}
        courses.setdefault(one.course_key, []).append({**told, "certified": days.get(place)})
    return [{"title": pages[key].title, "people": people} for key, people in courses.items()]


def _note(user: User, institution: Institution) -> None:
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = AuditEvent.objects.filter(
        actor=user, verb="learning.seen", institution=institution, at__gte=today
    )
    if not seen.exists():
        audit.record(actor=user, verb="learning.seen", institution=institution, subject=institution)
