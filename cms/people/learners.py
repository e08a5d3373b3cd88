"""Accounts of learners without e-mail: opened, and renewed, by the same trainer; by a code."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.people import audit, codes, services
from cms.people.models import PrintedCode, User

RIGHT = "people.issue_learner_codes"
"""The right of trainers; it reaches no account but those that the same trainer has opened."""


def may_open(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may open accounts for learners at all."""
    return bool(user.is_authenticated and user.is_active and user.has_perm(RIGHT))


def of(trainer: User) -> QuerySet[PrintedCode]:
    """Return the codes of the learners whose accounts this trainer has opened, by name."""
    if not may_open(trainer):
        return PrintedCode.objects.none()
    rows = PrintedCode.objects.filter(made_by=trainer, user__is_active=True)
    return rows.select_related("user").order_by("user__display_name", "user")


@transaction.atomic
def open_account(*, actor: User, name: str, language: str) -> codes.Letter:
    """Open an account for a learner without e-mail; it belongs to no institution.

    Raises PermissionDenied for whoever is no trainer.
    """
    if not may_open(actor):
        raise PermissionDenied
    user = codes.new_user(name=name, preferred_language=language, time_zone=actor.time_zone)
    audit.record(actor=actor, verb="account.made", subject=user)
    return codes.issue(user, made_by=actor)


@transaction.atomic
def renew(*, actor: User, user_id: int) -> codes.Letter:
    """Print a new code for a learner; the one before is dead, the password goes on until its use.

    Raises PermissionDenied for whoever is no trainer, PrintedCode.DoesNotExist for an account that
    this trainer has not opened, Refused where it opens more than a learner has: a role in an
    institution, the admin, or an address of its own.
    """
    if not may_open(actor):
        raise PermissionDenied
    user = of(actor).select_for_update(of=("self",)).get(user=user_id).user
    codes.refuse_address(user)
    if user.memberships.exists() or codes.opens_the_site(user):
        raise services.Refused(
            _(
                "This account opens more than courses by now. A coordinator of the institution of "
                "its person prints a new code, or an administrator of the site helps."
            )
        )
    letter = codes.issue(user)
    audit.record(actor=actor, verb="code.renewed", subject=user)
    return letter
