"""Approving: one person in the role of the approver takes a plan, or a part of a round."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import answering
from assessments.models import PartApproval, Plan, PlanApproval, Round
from assessments.services import holding
from assessments.services.refusals import CLOSED, Refused
from cms.people import audit, closing, roles
from cms.people.models import User

NOT_REVIEWED = _("A part is approved when the answers are closed: in review, or agreed.")
STRANGE_PART = _("This assessment has no such part.")
PART_APART = _("The institutions still differ on some questions of this part. They agree first.")


def approve_plan(*, user: User, plan_id: uuid.UUID) -> PlanApproval:
    """Approve a plan; one that is approved already stays as it is.

    Raises PermissionDenied where the user may not sign for the institution, Refused while that
    is being deleted.
    """
    plans = Plan.objects.open_to(user, roles.SIGN).select_related("institution")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    closing.refuse(plan.institution_id)
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


@transaction.atomic
def approve_part(*, user: User, round_id: uuid.UUID, part: str) -> PartApproval:
    """Approve one part of a round whose answers are closed; twice is once.

    It holds as long as no answer of the part changes. Raises PermissionDenied where the user may
    not sign, Refused in another state, for an unknown part, or one where institutions differ.
    """
    one = _reviewed(user, round_id, part)
    found = answering.standings_of(one)
    if any(
        answering.part_of(one, name) == part
        for name, standing in found.items()
        if not standing.is_settled
    ):
        raise Refused(PART_APART)
    approval, is_new = PartApproval.objects.get_or_create(
        round=one, part=part, defaults={"approved_by": user, "role": roles.APPROVER}
    )
    if is_new:
        _record(user, "approval.given", one, part)
    return approval


@transaction.atomic
def unapprove_part(*, user: User, round_id: uuid.UUID, part: str) -> None:
    """Take the approval of a part back, by the role that gave it; raises as `approve_part`."""
    withdraw_approval(user=user, one=_reviewed(user, round_id, part), part=part)


def withdraw_approval(*, user: User, one: Round, part: str) -> None:
    """Take an approval back because the part is another now; the caller has the permission.

    Call it in the transaction that changes the part. One query where nothing was approved.
    """
    count, _rows = PartApproval.objects.filter(round=one, part=part).delete()
    if count:
        _record(user, "approval.withdrawn", one, part)


def withdraw_approvals(*, user: User, one: Round) -> None:
    """Take all approvals back: the answers are open again."""
    for part in list(one.approvals.values_list("part", flat=True)):
        withdraw_approval(user=user, one=one, part=part)


def _reviewed(user: User, round_id: uuid.UUID, part: str) -> Round:
    one = holding.held(user, roles.SIGN, round_id)
    if one.is_signed:
        raise Refused(CLOSED)
    if one.state not in (Round.State.REVIEW, Round.State.AGREED):
        raise Refused(NOT_REVIEWED)
    if part not in {row.id for row in answering.parts_of(one)}:
        raise Refused(STRANGE_PART)
    return one


def _record(user: User, verb: str, one: Round, part: str) -> None:
    audit.record(
        actor=user, verb=verb, institution=one.institution, subject=one, detail={"part": part}
    )
