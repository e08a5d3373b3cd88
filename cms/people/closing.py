"""Asking for the deletion of an institution, and calling it off; what is due is done elsewhere."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people import access, audit, roles
from cms.people.grace import CLOSING, pending, refuse
from cms.people.models import Institution, InstitutionDeletion, User
from cms.people.refusals import Refused

__all__ = ["CLOSING", "ask", "cancel", "may", "pending", "refuse"]

OTHER_NAME = _("This is not the name of the institution. Type it exactly as it stands above.")
ASKED = _("The deletion has been asked for already.")
NOT_ASKED = _("The deletion was called off or carried out meanwhile.")


@transaction.atomic
def ask(*, user: User, institution: Institution, typed: str) -> InstitutionDeletion:
    """Have an institution deleted after the days of grace, and write to all its members.

    `typed` is its name, as it stands or in any of its languages. Raises PermissionDenied unless
    the user coordinates it or is an administrator of the site, Refused for another name, or
    where it was asked for.
    """
    if not may(user, institution):
        raise PermissionDenied
    names = {institution.name, *(institution.names or {}).values()}
    if " ".join(typed.split()) not in {" ".join(name.split()) for name in names}:
        raise Refused(OTHER_NAME)
    Institution.objects.select_for_update().get(pk=institution.pk)
    if pending(institution.pk):
        raise Refused(ASKED)
    row = InstitutionDeletion.objects.create(
        institution=institution,
        asked_by=user,
        due_at=timezone.now() + timedelta(days=settings.DELETION_GRACE_DAYS),
    )
    _record(user, institution, "institution.closing", {"due": row.due_at.date().isoformat()})
    _write(row, "people/email/closing", user)
    return row


@transaction.atomic
def cancel(*, user: User, institution: Institution) -> None:
    """Call the deletion off, and write to all members.

    Raises PermissionDenied as `ask`, Refused where none is pending.
    """
    if not may(user, institution):
        raise PermissionDenied
    row = pending(institution.pk)
    still = access.closing().filter(institution=institution)
    if row is None or not still.update(cancelled_at=timezone.now()):
        raise Refused(NOT_ASKED)
    _record(user, institution, "institution.kept", {})
    _write(row, "people/email/kept", user)


def may(user: User, institution: Institution) -> bool:
    """Tell whether somebody may ask for the deletion, and call it off."""
    if user.is_authenticated and user.is_active and user.is_superuser:
        return True
    return access.may(user, roles.MANAGE, institution)


def _record(user: User, institution: Institution, verb: str, detail: dict[str, str]) -> None:
    audit.record(actor=user, verb=verb, institution=institution, subject=institution, detail=detail)


def _write(row: InstitutionDeletion, template: str, by: User) -> None:
    members = User.objects.filter(memberships__institution=row.institution_id, is_active=True)
    for person in members.distinct():
        words = {
            "user": person,
            "institution": row.institution.name_in(person.preferred_language),
            "by": by.display_name,
            "due": row.due_at,
            "team_url": settings.BASE_URL + reverse("people:team", args=[row.institution_id]),
        }
        get_adapter().send_mail(template, person.email, words)
