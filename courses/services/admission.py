"""Ways into a course: who may enrol, and codes; made and withdrawn on record."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people import audit, logins
from cms.people.models import User
from cms.people.refusals import Refused
from courses.models import (
    CourseInvitation,
    CoursePage,
    Enrolment,
    EnrolmentCode,
    EnrolmentRule,
    Way,
    owning,
)
from courses.models.enrolling import Admission, way_of
from courses.services.enrolment import enrol_admitted, is_enrolled, require_open

RIGHT = "courses.manage_enrolment"
One = TypeVar("One", EnrolmentCode, CourseInvitation)

_CODES: Mapping[Admission.State, Promise] = {
    Admission.State.REVOKED: gettext_lazy(
        "This code was withdrawn. Ask whoever gave it to you for a new one."
    ),
    Admission.State.USED: gettext_lazy(
        "As many people as this code is for have used it. Ask whoever gave it to you for a new one."
    ),
    Admission.State.EXPIRED: gettext_lazy(
        "This code has expired. Ask whoever gave it to you for a new one."
    ),
}


@dataclass(frozen=True)
class MadeCode:
    """A code with its signs, which are known only at the moment of making it."""

    row: EnrolmentCode
    code: str


@dataclass(frozen=True)
class Admissions:
    """Who may enrol in a course, and the codes and invitations that there are, newest first."""

    way: Way
    codes: Sequence[EnrolmentCode]
    invitations: Sequence[CourseInvitation]


def may_manage(user: User) -> bool:
    """Whether somebody decides who may enrol, and makes releases."""
    return bool(user.is_active and user.has_perm(RIGHT))


def require_manager(user: User, course: CoursePage | None = None) -> None:
    """Return quietly for somebody who decides who may enrol; raise PermissionDenied for others.

    Where a course is named, its institution decides: who has no role there only reads it.
    """
    if not may_manage(user) or (course is not None and owning.is_foreign(user, course)):
        raise PermissionDenied


def admissions(*, actor: User, course: CoursePage) -> Admissions:
    """Return the ways into a course, for those who manage them."""
    require_manager(actor, course)
    of_course = {"course_key": course.translation_key}
    return Admissions(
        way_of(course.translation_key),
        list(EnrolmentCode.objects.filter(**of_course)[:100]),
        list(CourseInvitation.objects.filter(**of_course)[:100]),
    )


@transaction.atomic
def set_way(*, actor: User, course: CoursePage, way: str) -> None:
    """Decide who may enrol from now on, in every language; who is enrolled stays so.

    Raises ValueError for an unknown way.
    """
    require_manager(actor, course)
    if way_of(course.translation_key) == Way(way):
        return
    rule, _new = EnrolmentRule.objects.update_or_create(
        course_key=course.translation_key, defaults={"way": Way(way)}
    )
    record(actor, "enrolment.ruled", rule, course.content_id, way=way)


@transaction.atomic
def make_code(
    *, actor: User, course: CoursePage, until: date, limit: int, note: str = ""
) -> MadeCode:
    """Make a code that lets so many people in until the end of a day; it is shown only once."""
    require_manager(actor, course)
    code = logins.new_code()
    end = datetime.combine(until, time.max, timezone.get_current_timezone())
    row = EnrolmentCode.objects.create(
        course_key=course.translation_key,
        course_id=course.content_id,
        secret_hash=logins.hashed(code),
        hint=code[:4],
        note=note,
        limit=limit,
        created_by=actor,
        expires_at=end,
    )
    record(actor, "course_code.made", row, course.content_id, limit=limit)
    return MadeCode(row, code)


@transaction.atomic
def revoke_code(*, actor: User, course: CoursePage, code_id: uuid.UUID) -> None:
    """Withdraw a code; who has used it stays enrolled. A second time changes nothing."""
    require_manager(actor, course)
    revoke(actor, row_of(EnrolmentCode, course, code_id), "course_code.revoked")


@transaction.atomic
def enter_code(*, user: User, course: CoursePage, code: str) -> Enrolment:
    """Enrol somebody who has a code, and count her once. Raises Refused with the reason why not."""
    require_open(user=user, page=course)
    if way_of(course.translation_key) == Way.INVITATION:
        raise Refused(_("This course admits by invitation; a code does not open it."))
    rows = EnrolmentCode.objects.select_for_update()
    row = rows.filter(secret_hash=logins.hashed(code), course_key=course.translation_key).first()
    if row is None:
        raise Refused(
            _("This code is not known for this course. Look at it again, or ask for it once more.")
        )
    if is_enrolled(user, course):
        return enrol_admitted(user=user, course=course, admission=row)
    refuse(row, _CODES)
    free = EnrolmentCode.objects.filter(pk=row.pk, uses__lt=F("limit"))
    if not free.update(uses=F("uses") + 1):  # the last place went in this moment
        raise Refused(_CODES[Admission.State.USED])
    return enrol_admitted(user=user, course=course, admission=row)


def row_of(model: type[One], course: CoursePage, key: uuid.UUID) -> One:
    """The row of this course, held until the transaction ends; PermissionDenied for another's."""
    rows = model.objects.select_for_update(of=("self",))
    row = rows.filter(pk=key, course_key=course.translation_key).first()
    if row is None:
        raise PermissionDenied
    return row


def refuse(row: Admission, sentences: Mapping[Admission.State, Promise]) -> None:
    """Raise Refused with the sentence for what has become of a row, unless it is open."""
    state = row.state_at(timezone.now())
    if state != Admission.State.OPEN:
        raise Refused(sentences[state])


def revoke(actor: User, row: EnrolmentCode | CourseInvitation, verb: str) -> None:
    """Close a row for good, once, on record."""
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save()
        record(actor, verb, row, row.course_id)


def record(actor: User, verb: str, row: Model, course: str, **more: object) -> None:
    """Put on record what was done to the ways into a course."""
    audit.record(actor=actor, verb=verb, subject=row, detail={"course": course, **more})
