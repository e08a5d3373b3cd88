"""Who may do what in which institution: the one place that is asked.

Default deny: a capability comes from a membership. Being an administrator of the site opens no
institution, and an inactive account opens none. One exception: while an emergency access of an
administrator lasts, it lets her read in that institution (see emergency.py).
"""

import datetime
from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.people import roles
from cms.people.models import EmergencyAccess, Institution, InstitutionDeletion, Membership, User


def institutions(user: User | AnonymousUser, capability: str) -> QuerySet[Institution]:
    """Return the institutions in which this person has this capability.

    An unknown capability is a ValueError, so that a typo cannot open or close a door
    silently.
    """
    found = served(user, capability)
    if capability in roles.IN_AN_EMERGENCY and user.is_authenticated and user.is_superuser:
        reading = emergencies(user).values("institution_id")
        return Institution.objects.filter(Q(pk__in=found.values("pk")) | Q(pk__in=reading))
    return found


def served(user: User | AnonymousUser, capability: str) -> QuerySet[Institution]:
    """Return the institutions in which this person has this capability as a member.

    For what emergency access does not open: what others have lent to an institution.
    """
    granting = roles.granting(capability)
    if not user.is_authenticated or not user.is_active:
        return Institution.objects.none()
    held = Membership.objects.filter(user=user, role__in=granting)
    return Institution.objects.filter(pk__in=held.values("institution_id"))


def emergencies(
    user: User | AnonymousUser, at: datetime.datetime | None = None
) -> QuerySet[EmergencyAccess]:
    """Return the emergency accesses of an administrator that last now, or at another time."""
    if not (user.is_authenticated and user.is_active and user.is_superuser):
        return EmergencyAccess.objects.none()
    return running(at).filter(user=user)


def running(at: datetime.datetime | None = None) -> QuerySet[EmergencyAccess]:
    """Return all emergency accesses that last now, or at another time."""
    still = EmergencyAccess.objects.filter(ended_at=None, until__gt=at or timezone.now())
    return still.filter(user__is_active=True, user__is_superuser=True)


def closing() -> QuerySet[InstitutionDeletion]:
    """Return the deletions of institutions that are asked for and neither called off nor done."""
    return InstitutionDeletion.objects.filter(cancelled_at=None, done_at=None)


def closing_of(user: User) -> Iterator[tuple[str, datetime.datetime]]:
    """Return which institutions of this person are to be deleted, and when."""
    mine = Membership.objects.filter(user=user).values("institution")
    for row in closing().filter(institution__in=mine):
        yield str(row.institution_id), row.due_at


def memberships(user: User) -> QuerySet[Membership]:
    """Return the roles that a person holds, institution by institution."""
    if not user.is_active:
        return Membership.objects.none()
    held = Membership.objects.filter(user=user).select_related("institution")
    return held.order_by("institution__name", "institution_id", "pk")


def managers(institution: Institution) -> set[int]:
    """Return the ids of those who manage an institution and can sign in."""
    held = Membership.objects.filter(
        institution=institution, role__in=roles.granting(roles.MANAGE), user__is_active=True
    )
    return set(held.values_list("user_id", flat=True))


def may(user: User | AnonymousUser, capability: str, institution: Institution) -> bool:
    """Return whether this person has this capability in this institution."""
    return institutions(user, capability).filter(pk=institution.pk).exists()


def require(user: User | AnonymousUser, capability: str, institution: Institution) -> None:
    """Return quietly where the capability is held; raise PermissionDenied elsewhere."""
    if not may(user, capability, institution):
        raise PermissionDenied
