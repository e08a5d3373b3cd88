"""Approving a plan: one person in the role of the approver takes it for the institution."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments.models import Plan, PlanApproval
from cms.people import audit, roles
from cms.people.models import User


def approve_plan(*, user: User, plan_id: uuid.UUID) -> PlanApproval:
    """Approve a plan; one that is approved already stays as it is.

    Raises PermissionDenied where the user may not sign for the institution.
    """
    plans = Plan.objects.open_to(user, roles.SIGN).select_related("institution")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    with transaction.atomic():
        approval, is_new = PlanApproval.objects.get_or_create(
            plan=plan, defaults={"approved_by": user, "role": roles.APPROVER}
        )
        if is_new:
            audit.record(
                actor=user,
                verb="plan.approved",
                institution=plan.institution,
                subject=plan,
                detail={"sha256": plan.sha256},
            )
    return approval
