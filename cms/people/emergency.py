"""Emergency access: an administrator reads in one institution for a day; never in silence."""

import uuid
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people import access, audit, roles
from cms.people.models import EmergencyAccess, Institution, User
from cms.people.services import Refused

LASTS = timedelta(hours=24)
SHORTEST, LONGEST = 20, 1000
"""Characters of a reason that says something to those who read it."""
NO_REASON = _("Write in at least 20 characters why you need to read in this institution.")
LONG_REASON = _("The reason is too long. Write at most 1,000 characters.")
RUNNING = _("Your emergency access to this institution is already running.")
OVER = _("This emergency access has ended already.")


def may_ask(user: User) -> bool:
    """Tell whether somebody may ask for emergency access at all: administrators of the site."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


@transaction.atomic
def ask(*, user: User, institution: Institution, reason: str) -> EmergencyAccess:
    """Open an institution to an administrator for a day, for reading; tell its coordinators.

    The reason stands in the letter and on the pages of the institution, never in the log. Raises
    PermissionDenied for everybody else, Refused for a reason that is too short or too long, or
    where such an access is running.
    """
    if not may_ask(user):
        raise PermissionDenied
    said = " ".join(reason.split())
    if len(said) < SHORTEST:
        raise Refused(NO_REASON)
    if len(said) > LONGEST:
        raise Refused(LONG_REASON)
    Institution.objects.select_for_update().get(pk=institution.pk)
    mine = EmergencyAccess.objects.filter(user=user, institution=institution, ended_at=None)
    if mine.filter(until__gt=timezone.now()).exists():
        raise Refused(RUNNING)
    mine.update(ended_at=timezone.now())
    row = EmergencyAccess.objects.create(
        user=user, institution=institution, reason=said, until=timezone.now() + LASTS
    )
    _record(user, row, "emergency.opened")
    _write(row)
    return row


@transaction.atomic
def end(*, user: User, institution: Institution, emergency_id: int) -> None:
    """End an emergency access: by a coordinator of the institution, or by who asked for it.

    Raises PermissionDenied for everybody else, EmergencyAccess.DoesNotExist where there is none
    here, Refused where it has ended.
    """
    row = EmergencyAccess.objects.get(pk=emergency_id, institution=institution)
    if row.user_id != user.pk:
        access.require(user, roles.MANAGE, institution)
    still = access.running().filter(pk=row.pk)
    if not still.update(ended_at=timezone.now(), ended_by=user):
        raise Refused(OVER)
    _record(user, row, "emergency.ended")


def note_read(*, user: User, institution_id: uuid.UUID, page: str) -> None:
    """Put on record that a page of an institution was read under emergency access, by its name."""
    audit.record(
        actor=user,
        verb="emergency.read",
        institution=Institution(pk=institution_id),
        detail={"page": page},
    )


def of(institution: Institution) -> list[EmergencyAccess]:
    """Return the accesses to an institution that are running, with who reads."""
    return list(
        access.running().filter(institution=institution).select_related("user", "institution")
    )


def _record(user: User, row: EmergencyAccess, verb: str) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=row.institution,
        subject=row.user,
        detail={"emergency": row.pk},
    )


def _write(row: EmergencyAccess) -> None:
    people = User.objects.filter(pk__in=access.managers(row.institution))
    for person in people:
        words = {
            "user": person,
            "institution": row.institution.name_in(person.preferred_language),
            "administrator": row.user.display_name,
            "reason": row.reason,
            "until": row.until,
            "team_url": settings.BASE_URL + reverse("people:team", args=[row.institution_id]),
        }
        get_adapter().send_mail("people/email/emergency", person.email, words)
