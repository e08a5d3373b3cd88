"""Invitations to a course: written, sent again, withdrawn, accepted; by mail to one person."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people import logins, tokens
from cms.people.models import User
from cms.people.refusals import Refused
from cms.press import mail
from courses.models import CourseInvitation, CoursePage, Enrolment
from courses.models.enrolling import Admission
from courses.services.admission import record, refuse, require_manager, revoke, row_of
from courses.services.enrolment import enrol_admitted, require_open

VALID_FOR = timedelta(days=14)

_INVITATIONS: Mapping[Admission.State, Promise] = {
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


@transaction.atomic
def invite(*, actor: User, course: CoursePage, email: str, language: str) -> CourseInvitation:
    """Invite one person by mail, for 14 days. An open invitation to the address is sent again."""
    require_manager(actor, course)
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
    require_manager(actor, course)
    row = row_of(CourseInvitation, course, invitation_id)
    if row.accepted_at or row.revoked_at:
        raise Refused(_("This invitation has been accepted or withdrawn meanwhile."))
    return _sent(actor, course, row, "course_invitation.resent")


@transaction.atomic
def withdraw(*, actor: User, course: CoursePage, invitation_id: uuid.UUID) -> None:
    """Withdraw an invitation and forget its address. A second time changes nothing."""
    require_manager(actor, course)
    row = row_of(CourseInvitation, course, invitation_id)
    if row.accepted_at is None:
        row.email = ""
        revoke(actor, row, "course_invitation.revoked")


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
    refuse(row, _INVITATIONS)
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
    record(actor, verb, row, course.content_id)
    return row


def _title(course: CoursePage, language: str) -> str:
    """The title of a course in the language of a letter, else as it is at hand."""
    pages = CoursePage.objects.live().filter(translation_key=course.translation_key)
    found = pages.filter(locale__language_code=language).values_list("title", flat=True).first()
    return found or course.title
