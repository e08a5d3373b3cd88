"""Services: everything that changes institutions, memberships and profiles."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people import access, audit, choices, consents, grace, roles
from cms.people.models import Institution, Membership, PrintedCode, User
from cms.people.refusals import Refused as Refused

NOT_ONESELF = gettext_lazy(
    "Administrators give themselves no role in an institution that has coordinators. Ask one of "
    "them, or ask for emergency access."
)


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
    ValidationError, and so is an invented state on a site that is no demonstration. There every
    institution is part of the demonstration. `actor` is None only where a command acts.
    """
    is_demonstration = is_demonstration or Institution.demonstrates()
    choices.validate_state(country, fictional=is_demonstration)
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
    that was stored before may stay, whatever can be chosen today; the national lead of a country
    cannot move to another one.
    """
    institution = Institution.objects.get(pk=institution_id)
    require_manager(actor, institution)
    if values.get("country", institution.country) != institution.country:
        choices.validate_state(values["country"], fictional=Institution.demonstrates())
        if institution.is_national_lead:
            raise Refused(_("The national lead keeps its country. End the lead first."))
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
    Refused where the role is none for an account without e-mail;
    `actor` is None only where a command acts. An unknown role is a ValueError. Where there are
    coordinators, an administrator gives no role to herself (Refused: she asks for emergency
    access), and they are told of the one that she gives to somebody else.
    """
    if role not in roles.GRANTS:
        raise ValueError(f"There is no role called {role!r}.")
    require_manager(actor, institution)
    from_outside = _is_from_outside(actor, institution)
    if from_outside and actor == user:
        raise Refused(NOT_ONESELF)
    if role in roles.WITH_SECOND_FACTOR and not user.takes_mail:
        raise Refused(
            _(
                "Coordinators and approvers need an account with an e-mail address. The person "
                "can add one on the page of the account."
            )
        )
    membership, created = Membership.objects.get_or_create(
        user=user, institution=institution, role=role
    )
    if created:
        _end_codes_of_others(user, institution)
        audit.record(
            actor=actor,
            verb="member.added",
            institution=institution,
            subject=user,
            detail={"role": role},
        )
        if from_outside:
            _tell(institution, membership, actor)
    return membership


@transaction.atomic
def change_role(*, actor: User | None, membership: Membership, role: str) -> Membership:
    """Put another role in the place of one; raises as `add_member` and `remove_member`."""
    if role == membership.role:
        return membership
    added = add_member(
        actor=actor, institution=membership.institution, user=membership.user, role=role
    )
    remove_member(actor=actor, membership=membership)
    return added


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> None:
    """Take a role from a person; the permission is that of `add_member`.

    Refused where the institution would be left without a coordinator.
    """
    require_manager(actor, membership.institution)
    _keep_a_coordinator(membership)
    _take(actor, membership)


@transaction.atomic
def leave(*, user: User, institution: Institution) -> None:
    """Give back all roles that a person has in an institution; nobody need permit it.

    PermissionDenied where there are none, Refused for the last coordinator.
    """
    held = list(Membership.objects.filter(user=user, institution=institution))
    if not held:
        raise PermissionDenied
    for membership in held:
        _keep_a_coordinator(membership)
        _take(user, membership)


def _take(actor: User | None, membership: Membership) -> None:
    audit.record(
        actor=actor,
        verb="member.removed",
        institution=membership.institution,
        subject=membership.user,
        detail={"role": membership.role},
    )
    membership.delete()


def keep_coordinators(user: User) -> None:
    """Refuse to let an account go that is the last coordinator of an institution."""
    for membership in user.memberships.select_related("user"):
        _keep_a_coordinator(membership)


def _keep_a_coordinator(membership: Membership) -> None:
    """Refuse to take the role of the last coordinator who can sign in."""
    if membership.role != roles.COORDINATOR or not membership.user.is_active:
        return
    # Two coordinators who leave at the same moment wait for each other here.
    Institution.objects.select_for_update().get(pk=membership.institution_id)
    others = Membership.objects.filter(
        institution=membership.institution_id, role=roles.COORDINATOR, user__is_active=True
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise Refused(
            _(
                "An institution needs a coordinator, and there is no other one here. "
                "Make somebody else coordinator first."
            )
        )


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


def _is_from_outside(actor: User | None, institution: Institution) -> bool:
    """Tell whether an administrator acts in an institution that has coordinators of its own."""
    managers = access.managers(institution) if actor is not None else set()
    return actor is not None and bool(managers) and actor.pk not in managers


def _end_codes_of_others(user: User, institution: Institution) -> None:
    """Let no code that others have printed, and nobody used, open anything here."""
    unused = PrintedCode.objects.filter(user=user, used_at=None).exclude(institution=institution)
    unused.filter(expires_at__gt=timezone.now()).update(expires_at=timezone.now())


def _tell(institution: Institution, membership: Membership, actor: User | None) -> None:
    for person in User.objects.filter(pk__in=access.managers(institution)):
        words = {
            "user": person,
            "institution": institution.name_in(person.preferred_language),
            "administrator": actor.display_name if actor else "",
            "person": membership.user.display_name,
            "membership": membership,
            "team_url": settings.BASE_URL + reverse("people:team", args=[institution.pk]),
        }
        get_adapter().send_mail("people/email/role_given", person.email, words)


def require_manager(actor: User | None, institution: Institution) -> None:
    """Return for a manager, an administrator and a command; else raise PermissionDenied.

    Refused for a manager while the institution is being deleted: who asks for that could else
    take the others out, who can call it off.
    """
    if actor is None or (actor.is_active and actor.is_superuser):
        return
    access.require(actor, roles.MANAGE, institution)
    grace.refuse(institution.pk)
