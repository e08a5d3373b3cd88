"""Lending a signed result to another institution: named by its code, taken back at any time."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import SharingCode, Snapshot, SnapshotShare
from assessments.services.refusals import Refused
from cms.people import access, audit, closing, roles, tokens
from cms.people.models import Institution, User
from cms.press import mail

VALID_FOR = timedelta(days=7)
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None that looks like another one, as a code is read out."""
UNKNOWN = _(
    "No institution has this code, or it was used or has expired. Ask its coordinator to make a "
    "new one and to read it out."
)
OWN = _("This is the code of your own institution. Ask the other one for its code.")
SHARED = _("The result is shared with this institution already.")
NOT_SHARED = _("The result is not shared any more.")


@transaction.atomic
def make_code(*, user: User, institution_id: uuid.UUID) -> str:
    """Make the code by which others name an institution, for seven days; a former one is dead.

    Raises PermissionDenied unless the user coordinates the institution.
    """
    institution = access.institutions(user, roles.MANAGE).filter(pk=institution_id).first()
    if institution is None:
        raise PermissionDenied
    closing.refuse(institution.pk)
    code = "".join(secrets.choice(LETTERS) for _place in range(12))
    SharingCode.objects.update_or_create(
        institution=institution,
        defaults={
            "code_hash": tokens.hashed(code),
            "made_by": user,
            "expires_at": timezone.now() + VALID_FOR,
        },
    )
    audit.record(actor=user, verb="sharing.code_made", institution=institution, subject=institution)
    return "-".join(code[at : at + 4] for at in (0, 4, 8))


def named(code: str) -> Institution:
    """Return the institution that a code names, as it was read out; Refused where there is none."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    rows = SharingCode.objects.filter(code_hash=tokens.hashed(plain))
    row = rows.filter(expires_at__gt=timezone.now()).select_related("institution").first()
    if row is None or row.made_by_id not in access.managers(row.institution):
        raise Refused(UNKNOWN)
    return row.institution


def share(*, user: User, round_id: uuid.UUID, code: str) -> SnapshotShare:
    """Let the institution that a code names read a signed result, and plan with it.

    Raises PermissionDenied unless the user signs for the institution of the result, Refused for
    an unknown code, one's own institution, or one that has the result already.
    """
    snapshot = _opened(user, round_id, roles.SIGN)
    closing.refuse(snapshot.institution_id)
    to = named(code)
    if to.pk == snapshot.institution_id:
        raise Refused(OWN)
    try:
        with transaction.atomic():
            share = SnapshotShare.objects.create(
                snapshot=snapshot, to=to, role=roles.APPROVER, shared_by=user
            )
            SharingCode.objects.filter(institution=to).delete()
            _record(user, share, "snapshot.shared", "snapshot.received")
            _write(share, user)
    except IntegrityError:
        raise Refused(SHARED) from None
    return share


@transaction.atomic
def unshare(*, user: User, round_id: uuid.UUID, share_id: int) -> None:
    """Take a shared result back: it is read no more; plans that were made with it stay.

    Raises PermissionDenied unless the user signs for the institution of the result or
    coordinates it, Refused where it is not shared any more.
    """
    if not Snapshot.objects.open_to(user, roles.MANAGE).filter(round=round_id).exists():
        _opened(user, round_id, roles.SIGN)
    rows = SnapshotShare.objects.filter(pk=share_id, snapshot__round=round_id, revoked_at=None)
    share = rows.select_related("snapshot__round", "snapshot__institution", "to").first()
    if share is None or not rows.update(revoked_at=timezone.now()):
        raise Refused(NOT_SHARED)
    _record(user, share, "snapshot.unshared", "snapshot.taken_back")
    _write(share, user, ended=True)


def shares_of(snapshot: Snapshot) -> list[SnapshotShare]:
    """Return with whom a result is shared now."""
    return list(snapshot.shares.filter(revoked_at=None).select_related("to", "shared_by"))


def received(user: User, institution_id: uuid.UUID) -> QuerySet[SnapshotShare]:
    """Return what is shared with an institution now, to its members who see results; else none.

    Emergency access does not open it: it belongs to another institution.
    """
    mine = access.served(user, roles.RESULTS).filter(pk=institution_id)
    rows = SnapshotShare.objects.filter(to__in=mine, revoked_at=None)
    return rows.select_related("snapshot__round", "snapshot__institution", "to")


def _opened(user: User, round_id: uuid.UUID, capability: str) -> Snapshot:
    rows = Snapshot.objects.open_to(user, capability).filter(round=round_id)
    snapshot = rows.select_related("institution", "round").first()
    if snapshot is None:
        raise PermissionDenied
    return snapshot


def _record(user: User, share: SnapshotShare, here: str, there: str) -> None:
    """Put it on record in the logs of both institutions; each names the other by its id."""
    own, to = share.snapshot.institution, share.to
    for verb, one, other in ((here, own, to), (there, to, own)):
        audit.record(
            actor=user,
            verb=verb,
            institution=one,
            subject=other,
            detail={"snapshot": str(share.snapshot_id), "share": share.pk},
        )


def _write(share: SnapshotShare, by: User, *, ended: bool = False) -> None:
    """Write to the coordinators of both institutions, but not to who did it."""
    own, to = share.snapshot.institution, share.to
    concerned = access.managers(own) | access.managers(to)
    for person in User.objects.filter(pk__in=concerned - {by.pk}):
        mail.write_to(
            user=person,
            key=f"snapshot-shared:{share.pk}:{ended}:{person.pk}",
            template="assessments/email/shared",
            context={
                "title": share.snapshot.round.title,
                "owner": own.name_in(mail.reader_language(person)),
                "to": to.name_in(mail.reader_language(person)),
                "ended": ended,
                "shared_url": settings.BASE_URL + _page(share, person),
            },
        )


def _page(share: SnapshotShare, person: User) -> str:
    """Return the page on which this person sees what is shared."""
    if person.pk in access.managers(share.to):
        return reverse("assessments:shared", args=[share.to_id])
    return reverse("assessments:result", args=[share.snapshot.round_id])
