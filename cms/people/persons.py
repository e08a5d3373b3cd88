"""What administrators do to accounts: made, given rights, switched off, removed; on record."""

from dataclasses import asdict, dataclass

from django.db import transaction

from cms.people import audit, services
from cms.people.models import User


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may do on the site itself; roles in institutions are apart from it."""

    administrator: bool
    active: bool
    groups: tuple[str, ...]


def rights(user: User) -> Rights:
    """Return the rights that are stored of an account."""
    stored = User.objects.get(pk=user.pk)
    groups = tuple(stored.groups.order_by("name").values_list("name", flat=True))
    return Rights(stored.is_superuser, stored.is_active, groups)


def note_made(*, actor: User, user: User) -> None:
    """Put on record that an administrator has made an account, and what it may do."""
    audit.record(actor=actor, verb="person.made", subject=user, detail=asdict(rights(user)))


def note_changed(*, actor: User, user: User, before: Rights) -> None:
    """Put on record what changed of an account's rights; nothing where nothing did."""
    after = rights(user)
    if after != before:
        detail = {"before": asdict(before), "after": asdict(after)}
        audit.record(actor=actor, verb="person.rights", subject=user, detail=detail)


@transaction.atomic
def remove(*, actor: User, user: User) -> None:
    """Remove an account with its roles; the institutions' logs say that these were taken.

    Refused where an institution would be left without a coordinator.
    """
    for membership in user.memberships.select_related("institution", "user"):
        services.remove_member(actor=actor, membership=membership)
    audit.record(actor=actor, verb="person.removed", subject=user, detail=asdict(rights(user)))
    user.delete()
