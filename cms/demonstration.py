"""The demonstration's people: one fictional ministry, five accounts, and what they sign in with."""

import secrets
import time
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction

from cms import trainers
from cms.context_processors import DEMONSTRATION
from cms.people import consents, factors, roles, second_factor
from cms.people.models import Institution, Membership, User

COUNTRY = "XMA"
NAMES = {
    "en": "Ministry of Digital Affairs, Vellamar",
    "fr": "Ministère du numérique, Vellamar",
    "es": "Ministerio de Asuntos Digitales, Vellamar",
    "ar": "وزارة الشؤون الرقمية، فيلامار",
}


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account of the demonstration and what it is for."""

    email: str
    name: str
    purpose: str
    roles: tuple[str, ...] = ()
    group: str = ""
    superuser: bool = False


ACCOUNTS = (
    Account(email="learner@vellamar.example", name="Lina Farouk", purpose="learns, takes the quiz"),
    Account(
        email="coordinator@vellamar.example",
        name="Sami Duarte",
        purpose="answers, plans, prints",
        roles=(roles.COORDINATOR,),
    ),
    Account(
        email="approver@vellamar.example",
        name="Noor Alvarez",
        purpose="signs off",
        roles=(roles.APPROVER,),
    ),
    Account(
        email="trainer@vellamar.example",
        name="Ines Khalil",
        purpose="writes courses (/admin/)",
        group=trainers.TRAINERS,
    ),
    Account(
        email="administrator@vellamar.example",
        name="Site administrator",
        purpose="runs the site (/admin/)",
        superuser=True,
    ),
)


@dataclass(kw_only=True)
class Keys:
    """What is new of what an account signs in with; what was printed before is empty."""

    password: str = ""
    secret: str = ""
    recovery: list[str] = field(default_factory=list)


class RealInstitution(Exception):
    """The site already serves somebody; a demonstration has no place here."""


@transaction.atomic
def establish(*, renew: bool) -> dict[str, Keys]:
    """Make the institution and the accounts; return what they sign in with, by e-mail.

    An account that must have a second factor gets one, as on every site: nothing is let off.
    """
    institution = ministry() or _ministry()
    cache.set(DEMONSTRATION, True, timeout=60)
    keys = {}
    for account in ACCOUNTS:
        made = keys[account.email] = Keys()
        user = User.objects.filter(email=account.email).first()
        if user is None or renew:
            made.password = secrets.token_urlsafe(9)
        if user is None:
            user = _person(account, institution, made.password)
        elif renew:
            user.set_password(made.password)
            user.save(update_fields=["password"])
        if second_factor.must_have(user):
            _enrol(user, made, renew=renew)
    return keys


def ministry() -> Institution | None:
    """Return the institution whose accounts are printed; visitors may have opened others since."""
    return Institution.objects.filter(is_demonstration=True).order_by("created_at").first()


def _ministry() -> Institution:
    if Institution.objects.exists():
        raise RealInstitution
    return Institution.objects.create(
        name=NAMES["en"],
        names=NAMES,
        country=COUNTRY,
        languages=list(NAMES),
        is_demonstration=True,
    )


def present_code(email: str) -> str:
    """Return the code that an app would show now; a code that was used gives way to the next.

    For accounts of the demonstration only: any other one is User.DoesNotExist, and so is one
    without a second factor.
    """
    owner = User.objects.filter(email=email, is_demonstration=True, authenticator__type="totp")
    made = Authenticator.objects.get(user=owner.get(), type=second_factor.TOTP)
    now = int(time.time()) // totp.app_settings.TOTP_PERIOD
    counter = min(max(now, made.data.get("counter", 0) + 1), now + 1)
    return totp.format_hotp_value(totp.hotp_value(decrypt(made.data["secret"]), counter))


def _enrol(user: User, keys: Keys, *, renew: bool) -> None:
    """Give a second factor where there is none; `renew` puts another one in its place."""
    if renew:
        Authenticator.objects.filter(user=user).delete()
    if second_factor.is_lacking(user):
        keys.secret = totp.generate_totp_secret()
        totp.TOTP.activate(user, keys.secret)
        RecoveryCodes.activate(user)
        keys.recovery = factors.codes(user)


def _person(account: Account, institution: Institution, password: str) -> User:
    user = User.objects.create_user(
        email=account.email,
        password=password,
        display_name=account.name,
        country=COUNTRY,
        preferred_language=settings.LANGUAGE_CODE,
        is_demonstration=True,
        is_staff=account.superuser,
        is_superuser=account.superuser,
    )
    EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
    consents.give(user=user, versions=consents.in_force(), language=settings.LANGUAGE_CODE)
    for role in account.roles:
        Membership.objects.create(user=user, institution=institution, role=role)
    if account.group:
        user.groups.add(Group.objects.get(name=account.group))
    return user
