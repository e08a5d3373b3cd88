"""Asking institutions to take part in a round: by mail or printed letter, accepted once."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from assessments.models import Participation, Round, RoundInvitation
from assessments.services import seats
from assessments.services.refusals import CLOSED, Refused
from cms.people import access, audit, closing, roles, tokens
from cms.people.models import Institution, User
from cms.press import mail

VALID_FOR = timedelta(days=14)
UNKNOWN = _(
    "This link is not valid, or a newer letter has replaced it. Ask whoever invited you to send it "
    "again."
)
USED = _(
    "This invitation was accepted, withdrawn or has expired. Ask for a new one if you need it."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation with its link, which is known only at the moment of making it."""

    invitation: RoundInvitation
    link: str


@transaction.atomic
def ask_to_join(
    *, user: User, round_id: uuid.UUID, label: str, language: str, email: str = ""
) -> Asked:
    """Ask an institution to take part, for 14 days; without an address it is a letter to print.

    Raises PermissionDenied unless the user coordinates the round's institution, Refused for a
    signed round and while the institution is being deleted.
    """
    one = _round(user, round_id)
    closing.refuse(one.institution_id)
    token = tokens.new()
    row = RoundInvitation.objects.create(
        round=one,
        label=label,
        email=email.strip().lower(),
        language=language,
        token_hash=tokens.hashed(token),
        created_by=user,
        expires_at=timezone.now() + VALID_FOR,
    )
    audit.record(
        actor=user, verb="round.asked", institution=one.institution, subject=one, detail={}
    )
    with translation.override(language):
        link = settings.BASE_URL + reverse("assessments:join", args=[token])
    if row.email:
        mail.write_to_address(
            email=row.email,
            language=language,
            key=f"round-asked:{row.pk}",
            template="assessments/email/asked",
            context={"round": one, "by": user.display_name, "link": link, "invitation": row}
            | {"institution": one.institution.name_in(language)},
        )
    return Asked(row, link)


@transaction.atomic
def withdraw_question(*, user: User, round_id: uuid.UUID, invitation_id: uuid.UUID) -> None:
    """Withdraw an invitation that nobody has accepted, also in the days of grace.

    Raises as `ask_to_join` otherwise.
    """
    one = _round(user, round_id)
    rows = RoundInvitation.objects.filter(
        round=one, pk=invitation_id, accepted_at=None, revoked_at=None
    )
    if not rows.update(revoked_at=timezone.now(), email=""):
        raise Refused(USED)
    audit.record(
        actor=user, verb="round.asked_no_more", institution=one.institution, subject=one, detail={}
    )


def question_of(token: str) -> RoundInvitation:
    """Return the open invitation of a link; Refused where there is none.

    Whoever made it must still coordinate the institution of the round.
    """
    rows = RoundInvitation.objects.select_related("round__institution", "created_by")
    row = rows.filter(token_hash=tokens.hashed(token)).first()
    if row is None:
        raise Refused(UNKNOWN)
    closed = row.accepted_at or row.revoked_at or row.expires_at <= timezone.now()
    if closed or row.created_by_id not in access.managers(row.round.institution):
        raise Refused(USED)
    return row


@transaction.atomic
def join(*, user: User, token: str, institution: Institution) -> Participation:
    """Let an institution that the user coordinates take part, by the link of a letter, once."""
    row = question_of(token)
    free = RoundInvitation.objects.filter(pk=row.pk, accepted_at=None, revoked_at=None)
    if not free.update(accepted_at=timezone.now(), email=""):
        raise Refused(USED)
    return seats.take_part(user=user, round_id=row.round_id, institution=institution)


def _round(user: User, round_id: uuid.UUID) -> Round:
    rounds = Round.objects.open_to(user, roles.MANAGE).select_related("institution")
    one = rounds.filter(pk=round_id).first()
    if one is None:
        raise PermissionDenied
    if one.is_signed:
        raise Refused(CLOSED)
    return one
