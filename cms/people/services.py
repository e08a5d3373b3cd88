"""Services: everything that changes institutions, memberships and profiles."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from cms.people import access, audit, choices, consents, roles
from cms.people.models import Institution, Membership, User


@transaction.atomic
def create_institution(
    *,
    actor: User | None,
    name: str,
    country: str,
    kind: str = Institution.Kind.MINISTRY,
    names: Mapping[str, str] | None = None,
    languages: Sequence[str] = (),
    time_zone: str = "UTC",
    is_demonstration: bool = False,
) -> Institution:
    """Open an institution and put it on record.

    The caller is an administrator's page or a command; an unknown state or time zone is a
    ValidationError, and so is an invented state on a site that is no demonstration. `actor` is
    None only where a command acts.
    """
    choices.validate_state(country, fictional=is_demonstration or Institution.demonstrates())
    choices.validate_time_zone(time_zone)
    institution = Institution.objects.create(
        name=name,
        names=dict(names or {}),
        country=country,
        kind=Institution.Kind(kind),
        languages=list(languages),
        time_zone=time_zone,
        is_demonstration=is_demonstration,
    )
    audit.record(
        actor=actor, verb="institution.opened", institution=institution, subject=institution
    )
    return institution


@transaction.atomic
def update_institution(*, actor: User, institution_id: uuid.UUID, **values: Any) -> Institution:
    """Change what an institution is called and where it works; put the fields on record.

    Takes the fields of `create_institution`, asks for the permission of `add_member`. A country
    that was stored before may stay, whatever can be chosen today.
    """
    institution = Institution.objects.get(pk=institution_id)
    _require_manager(actor, institution)
    if values.get("country", institution.country) != institution.country:
        choices.validate_state(values["country"], fictional=Institution.demonstrates())
    if "time_zone" in values:
        choices.validate_time_zone(values["time_zone"])
    changed = [field for field, value in values.items() if getattr(institution, field) != value]
    for field in changed:
        setattr(institution, field, values[field])
    if changed:
        institution.save(update_fields=changed)
        audit.record(
            actor=actor,
            verb="institution.changed",
            institution=institution,
            subject=institution,
            detail={"fields": changed},
        )
    return institution


@transaction.atomic
def add_member(
    *, actor: User | None, institution: Institution, user: User, role: str
) -> Membership:
    """Give a person a role in an institution; the same role twice is the same membership.

    An actor needs MANAGE there or is an administrator of the site, else PermissionDenied;
    `actor` is None only where a command acts. An unknown role is a ValueError.
    """
    if role not in roles.GRANTS:
        raise ValueError(f"There is no role called {role!r}.")
    _require_manager(actor, institution)
    membership, created = Membership.objects.get_or_create(
        user=user, institution=institution, role=role
    )
    if created:
        audit.record(
            actor=actor,
            verb="member.added",
            institution=institution,
            subject=user,
            detail={"role": role},
        )
    return membership


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role from a person; the permission is that of `add_member`."""
    _require_manager(actor, membership.institution)
    audit.record(
        actor=actor,
        verb="member.removed",
        institution=membership.institution,
        subject=membership.user,
        detail={"role": membership.role},
    )
    membership.delete()


@transaction.atomic
def welcome(*, user: User, language: str, **said: str) -> User:
    """Complete an account that was just opened with what the person said of themselves.

    Who opens an account has read the texts in force, in `language`; both are put on record.
    """
    for field, value in said.items():
        setattr(user, field, value)
    user.save(update_fields=list(said))
    audit.record(actor=user, verb="account.opened", subject=user)
    consents.give(user=user, versions=consents.in_force(), language=language)
    return user


@transaction.atomic
def update_profile(
    *,
    user: User,
    display_name: str,
    certificate_name: str,
    gender: str,
    country: str,
    preferred_language: str,
    time_zone: str,
) -> User:
    """Store what a person says about themselves, and return the person."""
    values = {
        "display_name": display_name,
        "certificate_name": certificate_name,
        "gender": gender,
        "country": country,
        "preferred_language": preferred_language,
        "time_zone": time_zone,
    }
    changed = [field for field, value in values.items() if getattr(user, field) != value]
    if not changed:
        return user
    for field in changed:
        setattr(user, field, values[field])
    user.save(update_fields=changed)
    audit.record(actor=user, verb="profile.changed", subject=user, detail={"fields": changed})
    return user


def _require_manager(actor: User | None, institution: Institution) -> None:
    if actor is None or (actor.is_active and actor.is_superuser):
        return
    access.require(actor, roles.MANAGE, institution)
