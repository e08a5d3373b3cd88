"""Accounts of people without e-mail: opened and renewed by coordinators, by a printed code."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cms.people import access, audit, logins, roles, services
from cms.people.models import Institution, Membership, PrintedCode, User

VALID_FOR = timedelta(days=14)


class NoSuchCode(services.Refused):
    """Login name and code do not go together; which of them is wrong stays untold."""


class SpentCode(services.Refused):
    """The code was right, and has been used or has expired."""


@dataclass(frozen=True)
class Letter:
    """A login name with its code, which is known only at the moment of making it."""

    user: User
    institution: Institution | None
    code: str
    link: str
    language: str
    row: PrintedCode


@transaction.atomic
def open_account(
    *, actor: User, institution: Institution, name: str, role: str, language: str
) -> Letter:
    """Open an account for a person without e-mail and give it a role here.

    Raises PermissionDenied without MANAGE there, Refused (by `add_member`) for a role that needs
    an e-mail address.
    """
    access.require(actor, roles.MANAGE, institution)
    user = new_user(name=name, preferred_language=language, time_zone=institution.time_zone)
    audit.record(actor=actor, verb="account.made", institution=institution, subject=user)
    services.add_member(actor=actor, institution=institution, user=user, role=role)
    return issue(user, institution)


@transaction.atomic
def renew(*, actor: User, membership: Membership) -> Letter:
    """Print a new code for a member without e-mail; the one before is dead.

    The password goes on until the new code is used. Raises PermissionDenied without MANAGE
    there; Refused where the account has an e-mail address, serves an institution that the actor
    does not manage, or may do something on the site itself.
    """
    user, institution = membership.user, membership.institution
    access.require(actor, roles.MANAGE, institution)
    _refuse_other_peoples_accounts(actor, user)
    letter = issue(user, institution)
    audit.record(actor=actor, verb="code.renewed", institution=institution, subject=user)
    _tell_other_coordinators(actor, user)
    return letter


def find(*, login: str, code: str) -> User:
    """Return the person whose valid code this is.

    NoSuchCode says the same whatever is wrong; only who holds the right code reads from
    SpentCode that it is used up or too old.
    """
    row = _row(login, code)
    if row.used_at:
        raise SpentCode(
            _(
                "This code has been used; each works once. Sign in with your password, or ask "
                "whoever gave you the letter for a new code."
            )
        )
    if not row.holds_at(timezone.now()):
        raise SpentCode(_("This code has expired. Ask whoever gave you the letter for a new one."))
    return row.user


@transaction.atomic
def use(*, login: str, code: str, password: str) -> User:
    """Set the password that the person has chosen; the code is used up. Raises as `find`."""
    user = find(login=login, code=code)
    unused = PrintedCode.objects.filter(user=user, used_at=None, code_hash=logins.hashed(code))
    if not unused.update(used_at=timezone.now()):
        raise SpentCode(_("This code has been used; each works once."))
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(
        actor=user,
        verb="code.used",
        institution=PrintedCode.objects.select_related("institution").get(user=user).institution,
        subject=user,
    )
    return user


def _row(login: str, code: str) -> PrintedCode:
    address = logins.address(login)
    rows = PrintedCode.objects.select_related("user").filter(user__is_active=True)
    row = rows.filter(user__email=address).first() if logins.goes_by_name(address) else None
    known = row.code_hash if row else ""
    if row is None or not hmac.compare_digest(known, logins.hashed(code)):
        raise NoSuchCode(
            _(
                "This login name and this code do not go together. Look at your newest letter, "
                "or ask whoever gave you the letter for a new code."
            )
        )
    return row


def new_user(*, name: str, **said: str) -> User:
    """Make a person who signs in with a login name; the caller has the permission."""
    while True:
        address = logins.address(logins.new_name())
        try:
            with transaction.atomic():
                user = User.objects.create_user(email=address, display_name=name, **said)
        except IntegrityError:  # somebody goes by this name already
            continue
        # No letter could confirm it, and none is ever sent to it
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        return user


def issue(
    user: User, institution: Institution | None = None, *, made_by: User | None = None
) -> Letter:
    """Make a new code for an account, which ends the one before; the caller has the permission.

    `made_by` is the trainer who opens an account; of one that exists she stays the same.
    """
    code, now = logins.new_code(), timezone.now()
    values = {
        "code_hash": logins.hashed(code),
        "institution": institution,
        "issued_at": now,
        "expires_at": now + VALID_FOR,
        "used_at": None,
    }
    row, _created = PrintedCode.objects.update_or_create(
        user=user, defaults=values, create_defaults={**values, "made_by": made_by}
    )
    spoken = {known for known, _name in settings.LANGUAGES}
    wanted = user.preferred_language
    language = wanted if wanted in spoken else settings.LANGUAGE_CODE
    with translation.override(language):
        page = reverse("people:code")
    link = f"{settings.BASE_URL}{page}?{urlencode({'login': user.login})}"
    return Letter(user, institution, code, link, language, row)


def _refuse_other_peoples_accounts(actor: User, user: User) -> None:
    """Refuse to renew what would hand the actor more than what she manages already."""
    refuse_address(user)
    served = set(user.memberships.values_list("institution_id", flat=True))
    managed = access.institutions(actor, roles.MANAGE).filter(pk__in=served).count()
    if opens_the_site(user) or managed < len(served):
        raise services.Refused(
            _(
                "This account opens more than the institutions that you manage. Ask an "
                "administrator of the site, who can give it a new password."
            )
        )
    if not user.is_active:
        raise PermissionDenied


def refuse_address(user: User) -> None:
    """Refuse an account that has an e-mail address: nobody else sets its password."""
    if not logins.goes_by_name(user.email):
        raise services.Refused(
            _("This account has an e-mail address; its person sets a new password with it.")
        )


def opens_the_site(user: User) -> bool:
    """Tell whether an account may do something on the site itself, whatever institutions say."""
    given = user.is_superuser or user.is_staff or user.groups.exists()
    return given or user.user_permissions.exists()


def _tell_other_coordinators(actor: User, user: User) -> None:
    served = user.memberships.values("institution_id")
    told = User.objects.filter(
        memberships__institution__in=served,
        memberships__role__in=roles.granting(roles.MANAGE),
        is_active=True,
    )
    for one in told.exclude(pk=actor.pk).distinct():
        words = {"user": one, "by": actor.display_name, "person": user.display_name}
        get_adapter().send_mail("people/email/code_renewed", one.email, words)
