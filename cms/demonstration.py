"""The demonstration's people: one fictional ministry and five accounts."""

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction

from cms import trainers
from cms.context_processors import DEMONSTRATION
from cms.people import consents, roles
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


class RealInstitution(Exception):
    """The site already serves somebody; a demonstration has no place here."""


@transaction.atomic
def establish(*, renew: bool) -> dict[str, str]:
    """Make the institution and the accounts; return the passwords that are new, by e-mail."""
    if Institution.objects.filter(is_demonstration=False).exists():
        raise RealInstitution
    institution, _ = Institution.objects.get_or_create(
        is_demonstration=True,
        defaults={
            "name": NAMES["en"],
            "names": NAMES,
            "country": COUNTRY,
            "languages": list(NAMES),
        },
    )
    cache.set(DEMONSTRATION, True, timeout=60)
    passwords = {}
    for account in ACCOUNTS:
        user = User.objects.filter(email=account.email).first()
        if user is None or renew:
            passwords[account.email] = secrets.token_urlsafe(9)
        if user is None:
            user = _person(account, institution, passwords[account.email])
        elif renew:
            user.set_password(passwords[account.email])
            user.save(update_fields=["password"])
    return passwords


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
