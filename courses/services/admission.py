"""Ways into a course: who may enrol, codes and invitations; made and withdrawn on record."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Model
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people import audit, logins, tokens
from cms.people.models import User
from cms.people.refusals import Refused
from cms.press import mail
from courses.models import (
    CourseInvitation,
    CoursePage,
    Enrolment,
    EnrolmentCode,
    EnrolmentRule,
    Way,
)
from courses.models.enrolling import Admission, way_of
from courses.services.enrolment import enrol_admitted, is_enrolled, require_open

RIGHT = "courses.manage_enrolment"
VALID_FOR = timedelta(days=14)
One = TypeVar("One", EnrolmentCode, CourseInvitation)

_CODES: dict[Admission.State, Promise] = {
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
_INVITATIONS: dict[Admission.State, Promise] = {
    Admission.State.REVOKED: gettext_lazy(
        "This invitation was withdrawn. If you still expect one, ask the trainer of the course."
    ),
    Admission.State.USED: gettext_lazy(
        "This invitation has been accepted already; each link works once. If it was you, go on to "
        "your desk. If not, ask for a new invitation."
    ),
    Admission.State.EXPIRED: gettext_lazy(
        "This invitation has expired. Ask the trainer of the course to send it again."
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


def require_manager(user: User) -> None:
    """Return quietly for somebody who decides who may enrol; raise PermissionDenied for others."""
    if not may_manage(user):
        raise PermissionDenied


def admissions(*, actor: User, course: CoursePage) -> Admissions:
    """Return the ways into a course, for those who manage them."""
    require_manager(actor)
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
    require_manager(actor)
    if way_of(course.translation_key) == Way(way):
        return
    rule, _new = EnrolmentRule.objects.update_or_create(
        course_key=course.translation_key, defaults={"way": Way(way)}
    )
    _record(actor, "enrolment.ruled", rule, course.content_id, way=way)


@transaction.atomic
def make_code(
    *, actor: User, course: CoursePage, until: date, limit: int, note: str = ""
) -> MadeCode:
    """Make a code that lets so many people in until the end of a day; it is shown only once."""
    require_manager(actor)
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
    _record(actor, "course_code.made", row, course.content_id, limit=limit)
    return MadeCode(row, code)


@transaction.atomic
def revoke_code(*, actor: User, course: CoursePage, code_id: uuid.UUID) -> None:
    """Withdraw a code; who has used it stays enrolled. A second time changes nothing."""
    require_manager(actor)
    _withdraw(actor, _of(EnrolmentCode, course, code_id), "course_code.revoked")


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
    _refuse(row, _CODES)
    free = EnrolmentCode.objects.filter(pk=row.pk, uses__lt=F("limit"))
    if not free.update(uses=F("uses") + 1):  # the last place went in this moment
        raise Refused(_CODES[Admission.State.USED])
    return enrol_admitted(user=user, course=course, admission=row)


@transaction.atomic
def invite(*, actor: User, course: CoursePage, email: str, language: str) -> CourseInvitation:
    """Invite one person by mail, for 14 days. An open invitation to the address is sent again."""
    require_manager(actor)
    email = email.strip().lower()
    if not logins.takes_mail(email):
        raise Refused(_("No letter can arrive at this address. Give the learner a code instead."))
    open_ones = CourseInvitation.objects.filter(
        course_key=course.translation_key, email=email, accepted_at=None, revoked_at=None
    )
    if (known := open_ones.first()) is not None:
        known.language = language
        return _sent(actor, course, known, "course_invitation.resent")
    row = CourseInvitation(
        course_key=course.translation_key,
        course_id=course.content_id,
        email=email,
        language=language,
    )
    return _sent(actor, course, row, "course_invitation.made")


@transaction.atomic
def resend(*, actor: User, course: CoursePage, invitation_id: uuid.UUID) -> CourseInvitation:
    """Give an open or expired invitation a new link for 14 days; the old link is dead."""
    require_manager(actor)
    row = _of(CourseInvitation, course, invitation_id)
    if row.accepted_at or row.revoked_at:
        raise Refused(_("This invitation has been accepted or withdrawn meanwhile."))
    return _sent(actor, course, row, "course_invitation.resent")


@transaction.atomic
def withdraw(*, actor: User, course: CoursePage, invitation_id: uuid.UUID) -> None:
    """Withdraw an invitation and forget its address. A second time changes nothing."""
    require_manager(actor)
    row = _of(CourseInvitation, course, invitation_id)
    if row.accepted_at is None:
        row.email = ""
        _withdraw(actor, row, "course_invitation.revoked")


def invitation(*, token: str, user: User | None = None) -> CourseInvitation:
    """Return the open invitation with this token; Refused says why there is none for this person.

    Without a person nobody's address is compared: anybody who holds the link may read the offer.
    """
    row = CourseInvitation.objects.filter(secret_hash=tokens.hashed(token)).first()
    if row is None:
        raise Refused(
            _(
                "This link is not valid, or a newer letter has replaced it. Look for the newest "
                "letter, or ask the trainer of the course to send it again."
            )
        )
    _refuse(row, _INVITATIONS)
    if user is not None and row.email != user.email.lower():
        raise Refused(
            _(
                "This invitation was sent to another e-mail address than that of your account. "
                "Sign out and sign in with the account of that address, or ask for an invitation "
                "to the address of this account."
            )
        )
    return row


@transaction.atomic
def accept(*, user: User, course: CoursePage, token: str) -> Enrolment:
    """Enrol somebody who was invited, once; raises as `invitation`."""
    require_open(user=user, page=course)
    row = invitation(token=token, user=user)
    if row.course_key != course.translation_key:
        raise PermissionDenied
    open_ones = CourseInvitation.objects.filter(pk=row.pk, accepted_at=None, revoked_at=None)
    if not open_ones.update(accepted_at=timezone.now(), email=""):
        raise Refused(_INVITATIONS[Admission.State.USED])
    return enrol_admitted(user=user, course=course, admission=row)


def _of(model: type[One], course: CoursePage, key: uuid.UUID) -> One:
    """The row of this course, held until the transaction ends; PermissionDenied for another's."""
    rows = model.objects.select_for_update(of=("self",))
    row = rows.filter(pk=key, course_key=course.translation_key).first()
    if row is None:
        raise PermissionDenied
    return row


def _refuse(row: Admission, sentences: dict[Admission.State, Promise]) -> None:
    state = row.state_at(timezone.now())
    if state != Admission.State.OPEN:
        raise Refused(sentences[state])


def _withdraw(actor: User, row: EnrolmentCode | CourseInvitation, verb: str) -> None:
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save()
        _record(actor, verb, row, row.course_id)


def _sent(actor: User, course: CoursePage, row: CourseInvitation, verb: str) -> CourseInvitation:
    """Give an invitation a new token, keep it, and write the letter."""
    token = tokens.new()
    row.secret_hash, row.created_by = tokens.hashed(token), actor
    row.expires_at = timezone.now() + VALID_FOR
    row.save()
    with translation.override(row.language):
        link = settings.BASE_URL + reverse("courses:invited", args=[token])
    mail.write_to_address(
        email=row.email,
        language=row.language,
        key=f"course-invitation:{row.secret_hash}",
        template="courses/email/invitation",
        context={
            "course": _title(course, row.language),
            "inviter": actor.display_name,
            "until": row.expires_at,
            "link_url": link,
        },
    )
    _record(actor, verb, row, course.content_id)
    return row


def _title(course: CoursePage, language: str) -> str:
    """The title of a course in the language of a letter, else as it is at hand."""
    pages = CoursePage.objects.live().filter(translation_key=course.translation_key)
    found = pages.filter(locale__language_code=language).values_list("title", flat=True).first()
    return found or course.title


def _record(actor: User, verb: str, row: Model, course: str, **more: object) -> None:
    audit.record(actor=actor, verb=verb, subject=row, detail={"course": course, **more})
