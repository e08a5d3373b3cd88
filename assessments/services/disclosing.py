"""Letting everybody confirm a plan by its hash, and taking that back."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments.models import Plan, PlanDisclosure
from cms.people import audit, closing, roles
from cms.people.models import User


def allow_confirmation(*, user: User, plan_id: uuid.UUID) -> PlanDisclosure:
    """Let whoever holds the hash confirm this plan; what is allowed already stays as it is.

    Raises PermissionDenied where the user does not manage the institution, Refused while that is
    being deleted.
    """
    plan = _managed(user, plan_id)
    closing.refuse(plan.institution_id)
    with transaction.atomic():
        disclosure, is_new = PlanDisclosure.objects.get_or_create(
            plan=plan, defaults={"sha256": plan.sha256, "allowed_by": user}
        )
        if is_new:
            _record(user, plan, "disclosure.allowed")
    return disclosure


def withdraw_confirmation(*, user: User, plan_id: uuid.UUID) -> None:
    """Let nobody confirm this plan any more, from the next request on.

    Raises PermissionDenied where the user does not manage the institution.
    """
    plan = _managed(user, plan_id)
    with transaction.atomic():
        removed, _rows = PlanDisclosure.objects.filter(plan=plan).delete()
        if removed:
            _record(user, plan, "disclosure.withdrawn")


def _managed(user: User, plan_id: uuid.UUID) -> Plan:
    plans = Plan.objects.open_to(user, roles.MANAGE).select_related("institution")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    return plan


def _record(user: User, plan: Plan, verb: str) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=plan.institution,
        subject=plan,
        detail={"sha256": plan.sha256},
    )
