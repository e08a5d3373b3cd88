"""Who may do what in which institution: the one place that is asked.

Default deny: a capability comes from a membership and from nothing else. Being an
administrator of the site opens no institution, and an inactive account opens none.
"""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from cms.people import roles
from cms.people.models import Institution, Membership, User


def institutions(user: User | AnonymousUser, capability: str) -> QuerySet[Institution]:
    """Return the institutions in which this person has this capability.

    An unknown capability is a ValueError, so that a typo cannot open or close a door
    silently.
    """
    granting = roles.granting(capability)
    if not user.is_authenticated or not user.is_active:
        return Institution.objects.none()
    held = Membership.objects.filter(user=user, role__in=granting)
    return Institution.objects.filter(pk__in=held.values("institution_id"))


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
