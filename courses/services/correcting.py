"""Correcting certificates: issued again under the same code, given an end, or revoked."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people import audit
from cms.people.models import User
from courses.models import Certificate

RIGHT = "courses.change_certificate"


@transaction.atomic
def reissue(
    *,
    actor: User,
    certificate: Certificate,
    name: str,
    confirmed_by: str,
    expires_on: date | None,
) -> Certificate:
    """Issue a certificate again under the same code where one of the three has changed.

    What was signed before is superseded. Raises PermissionDenied without the right, and for a
    revoked one: a revocation is final.
    """
    stored = _locked(actor, certificate)
    wanted = {"name": name, "confirmed_by": confirmed_by, "expires_on": expires_on}
    changed = sorted(key for key, value in wanted.items() if getattr(stored, key) != value)
    if not changed:
        return stored
    for key in changed:
        setattr(stored, key, wanted[key])
    stored.issue += 1
    stored.reissued_at = timezone.now()
    stored.save(update_fields=[*changed, "issue", "reissued_at"])
    detail = {"course": stored.course_id, "issue": stored.issue, "changed": changed}
    audit.record(actor=actor, verb="certificate.reissued", subject=stored, detail=detail)
    return stored


@transaction.atomic
def revoke(*, actor: User, certificate: Certificate, reason: Certificate.Reason) -> Certificate:
    """Revoke a certificate for good. PermissionDenied without the right, and a second time."""
    stored = _locked(actor, certificate)
    stored.revoked_at = timezone.now()
    stored.revoked_for = Certificate.Reason(reason)
    stored.save(update_fields=["revoked_at", "revoked_for"])
    detail = {"course": stored.course_id, "reason": stored.revoked_for}
    audit.record(actor=actor, verb="certificate.revoked", subject=stored, detail=detail)
    return stored


def _locked(actor: User, certificate: Certificate) -> Certificate:
    if not actor.has_perm(RIGHT):
        raise PermissionDenied
    stored = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if stored.revoked_at is not None:
        raise PermissionDenied
    return stored
