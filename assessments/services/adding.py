"""Actions of an institution's own: adding, changing and removing them, and reading them to plan."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import library
from assessments.domain import own
from assessments.domain.actions import MAJOR_FROM
from assessments.domain.own import OwnAction as Action
from assessments.domain.shape import ShapeError
from assessments.models import OwnAction
from assessments.models.tenancy import TenantQuerySet
from assessments.services.refusals import Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, User

NEEDED = _("Another of your actions needs it. Take that need out first.")
GONE = _("This action is not there any more: somebody has removed it.")


def own_actions(institution: Institution) -> TenantQuerySet:
    """Return the actions that the institution has now, in the order in which they were added."""
    return OwnAction.objects.filter(institution=institution, removed_at=None)


def save_own_action(
    *,
    user: User,
    institution_id: uuid.UUID,
    values: Mapping[str, Any],
    identifier: str | None = None,
) -> OwnAction:
    """Add an action, or change the one of that identifier, and return it.

    `values` are fields of the row. Raises PermissionDenied where the user may not plan for the
    institution, Refused where the action is gone, ShapeError with every problem of the action.
    """
    with transaction.atomic():
        institution = _locked(user, institution_id)
        if identifier is None:
            row = OwnAction(institution=institution, identifier=_next(institution), created_by=user)
        else:
            row = _found(institution, identifier)
        for name, value in values.items():
            setattr(row, name, value)
        row.changed_by = user
        others = own_actions(institution).exclude(identifier=row.identifier)
        if wrong := problems([*map(action_of, others), action_of(row)]):
            raise ShapeError(wrong)
        row.save()
        verb = "own_action.added" if identifier is None else "own_action.changed"
        _record(user, verb, row)
    return row


def remove_own_action(*, user: User, institution_id: uuid.UUID, identifier: str) -> None:
    """Remove an action; roadmaps that were made with it stay as they are.

    Raises PermissionDenied where the user may not plan for the institution, Refused where
    another action needs it or where it is gone.
    """
    with transaction.atomic():
        institution = _locked(user, institution_id)
        row = _found(institution, identifier)
        if any(identifier in other.needs for other in own_actions(institution)):
            raise Refused(NEEDED)
        row.removed_at, row.changed_by = timezone.now(), user
        row.save(update_fields=["removed_at", "changed_by", "changed_at"])
        _record(user, "own_action.removed", row)


def problems(actions: list[Action]) -> list[str]:
    """Tell what makes no sense of these actions beside the newest release, a sentence each."""
    return own.problems(actions, library.release(), library.offered())


def action_of(row: OwnAction) -> Action:
    """Return what the planner takes of a row; months and sums that are one figure are all three.

    Raises ShapeError with every problem at once.
    """
    return own.parse(
        {
            "id": row.identifier,
            "language": row.language,
            "area": row.area,
            "title": row.title,
            "outcome": row.outcome,
            "done_when": row.done_when,
            "lead": row.lead,
            "size": "major" if row.set_up_high > MAJOR_FROM else "minor",
            "months": dict.fromkeys(("optimistic", "likely", "pessimistic"), row.months),
            "cost": {
                "set_up": _band(row, "set_up"),
                "running_per_year": _band(row, "running"),
            },
            "staff": {"set_up": row.staff, "running_per_year": row.staff_running},
            "effects": row.raises,
            "needs": [
                {"any_of": [name], "kind": "hard", "reason": own.UNSAID} for name in row.needs
            ],
        }
    )


def to_plan(rows: Iterable[OwnAction]) -> tuple[Action, ...]:
    """Return the actions of these rows as the planner takes them."""
    return tuple(action_of(row) for row in rows)


def _band(row: OwnAction, name: str) -> dict[str, int]:
    return {end: getattr(row, f"{name}_{end}") for end in ("low", "likely", "high")}


def _locked(user: User, institution_id: uuid.UUID) -> Institution:
    """Return the institution, so that two who add at once do not count the same number."""
    mine = access.institutions(user, roles.PLAN).filter(pk=institution_id)
    found = Institution.objects.select_for_update().filter(pk__in=mine.values("pk")).first()
    if found is None:
        raise PermissionDenied
    closing.refuse(found.pk)
    return found


def _found(institution: Institution, identifier: str) -> OwnAction:
    row = own_actions(institution).filter(identifier=identifier).first()
    if row is None:
        raise Refused(GONE)
    return row


def _next(institution: Institution) -> str:
    return f"own-{OwnAction.objects.filter(institution=institution).count() + 1}"


def _record(user: User, verb: str, row: OwnAction) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=row.institution,
        subject=row,
        detail={"action": row.identifier},
    )
