"""Invitations into an institution: made, sent again, withdrawn, accepted; all of it on record."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.people import access, audit, grace, roles, services, tokens
from cms.people.models import Institution, Invitation, Membership, User

VALID_FOR = timedelta(days=14)


class UnknownInvitation(services.Refused):
    """No invitation has this token: it was never given, or a newer one has taken its place."""


class ClosedInvitation(services.Refused):
    """The invitation was accepted, withdrawn or has expired."""


class OtherAccount(services.Refused):
    """The invitation is for the account with another address."""


@dataclass(frozen=True)
class Made:
    """An invitation with its link, which is known only at the moment of making it."""

    invitation: Invitation
    link: str


@dataclass(frozen=True)
class Pending:
    """An invitation on the list of a team, and what has become of it."""

    row: Invitation
    state: Invitation.State


@transaction.atomic
def invite(
    *, actor: User, institution: Institution, role: str, language: str, email: str = ""
) -> Made:
    """Offer a role for 14 days; to an address the letter leaves by mail, else it is printed.

    Raises PermissionDenied without MANAGE there, ValueError for an unknown role, Refused while the
    institution is being deleted.
    """
    if role not in roles.GRANTS:
        raise ValueError(f"There is no role called {role!r}.")
    access.require(actor, roles.MANAGE, institution)
    grace.refuse(institution.pk)
    token = tokens.new()
    invitation = Invitation.objects.create(
        institution=institution,
        role=role,
        email=email.strip().lower(),
        language=language,
        token_hash=tokens.hashed(token),
        created_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    return _handed_over(actor, invitation, token, "invitation.made")


@transaction.atomic
def resend(*, actor: User, institution: Institution, invitation_id: uuid.UUID) -> Made:
    """Give an open or expired invitation a new link for 14 days; the old link is dead.

    From now on it is the invitation of the actor. Raises as `invite`, and Refused where it was
    accepted or withdrawn meanwhile, Invitation.DoesNotExist where there is none here.
    """
    access.require(actor, roles.MANAGE, institution)
    grace.refuse(institution.pk)
    invitation = _of(institution, invitation_id)
    token = tokens.new()
    invitation.token_hash = tokens.hashed(token)
    invitation.created_by = actor
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.save(update_fields=["token_hash", "created_by", "expires_at"])
    return _handed_over(actor, invitation, token, "invitation.resent")


@transaction.atomic
def revoke(*, actor: User, institution: Institution, invitation_id: uuid.UUID) -> None:
    """Withdraw an invitation, also in the days of grace, and forget its address.

    Raises as `resend` otherwise.
    """
    access.require(actor, roles.MANAGE, institution)
    invitation = _of(institution, invitation_id)
    invitation.revoked_at = timezone.now()
    invitation.email = ""
    invitation.save(update_fields=["revoked_at", "email"])
    _record(actor, invitation, "invitation.revoked")


@transaction.atomic
def accept(*, user: User, token: str) -> Membership:
    """Take the role that is offered, once; raises as `find`.

    Refused while the institution is being deleted; the invitation stays.
    """
    invitation = find(token, user, locked=True)
    grace.refuse(invitation.institution_id)
    membership = services.add_member(
        actor=None, institution=invitation.institution, user=user, role=invitation.role
    )
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.email = ""
    invitation.save(update_fields=["accepted_at", "accepted_by", "email"])
    _record(user, invitation, "invitation.accepted")
    return membership


def find(token: str, user: User | AnonymousUser, *, locked: bool = False) -> Invitation:
    """Return the open invitation with this token, if this visitor may take it.

    Raises UnknownInvitation, ClosedInvitation, or OtherAccount for a signed-in person with
    another address; each says in a sentence what to do. Who no longer manages the institution
    holds no open invitation into it: nobody comes back by a letter kept for oneself.
    """
    rows = Invitation.objects.select_related("institution", "created_by")
    if locked:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=tokens.hashed(token)).first()
    if invitation is None:
        raise UnknownInvitation(
            _(
                "This link is not valid, or a newer letter has replaced it. Look for the newest "
                "letter, or ask whoever invited you to send it again."
            )
        )
    state = state_of(invitation)
    if state == Invitation.State.ACCEPTED:
        raise ClosedInvitation(
            _(
                "This invitation has been accepted already; each link works once. If it was you, "
                "go on to your desk. If not, ask for a new invitation."
            )
        )
    if state == Invitation.State.REVOKED:
        raise ClosedInvitation(
            _("This invitation was withdrawn. If you still expect one, ask the institution.")
        )
    if state == Invitation.State.EXPIRED:
        raise ClosedInvitation(
            _("This invitation has expired. Ask whoever invited you to send it again.")
        )
    if user.is_authenticated and invitation.email and invitation.email != user.email.lower():
        raise OtherAccount(
            _(
                "This invitation was sent to another e-mail address than that of your account. "
                "Sign out and sign in with the account of that address, or ask for an invitation "
                "to the address of this account."
            )
        )
    return invitation


def state_of(invitation: Invitation) -> Invitation.State:
    """Return what has become of an invitation; withdrawn where its maker no longer manages."""
    return _state(invitation, access.managers(invitation.institution))


def pending(institution: Institution) -> list[Pending]:
    """Return the invitations that were neither accepted nor withdrawn, oldest first."""
    rows = Invitation.objects.filter(
        institution=institution, accepted_at__isnull=True, revoked_at__isnull=True
    )
    managers = access.managers(institution)
    return [Pending(row, _state(row, managers)) for row in rows.select_related("created_by")]


def _state(invitation: Invitation, managers: Collection[int]) -> Invitation.State:
    state = invitation.state_at(timezone.now())
    if state != Invitation.State.OPEN or invitation.created_by_id in managers:
        return state
    return Invitation.State.REVOKED


def _of(institution: Institution, invitation_id: uuid.UUID) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("institution")
        .get(pk=invitation_id, institution=institution)
    )
    if invitation.accepted_at or invitation.revoked_at:
        raise services.Refused(_("This invitation has been accepted or withdrawn meanwhile."))
    return invitation


def _handed_over(actor: User, invitation: Invitation, token: str, verb: str) -> Made:
    _record(actor, invitation, verb)
    with translation.override(invitation.language):
        link = settings.BASE_URL + reverse("people:invitation", args=[token])
    if invitation.email:
        words = {
            "language": invitation.language,
            "link": link,
            "institution": invitation.institution.name_in(invitation.language),
            "inviter": actor.display_name,
            "invitation": invitation,
        }
        get_adapter().send_mail("people/email/invitation", invitation.email, words)
    return Made(invitation, link)


def _record(actor: User, invitation: Invitation, verb: str) -> None:
    audit.record(
        actor=actor,
        verb=verb,
        institution=invitation.institution,
        subject=invitation,
        detail={"role": invitation.role},
    )
