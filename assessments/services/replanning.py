"""Planning again from today: the adopted plan with what is done and running locked."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import given, library
from assessments.domain import execution, planning, quarters, replanning
from assessments.domain.replanning import Reported
from assessments.models import ActionProgress, Plan
from assessments.services import adding
from assessments.services.boards import NOT_ADOPTED, adopted_plan, quarter_now
from assessments.services.plans import make_plan, still_with, try_plan
from assessments.services.refusals import Refused
from assessments.services.variants import Wish
from cms.people import audit, roles
from cms.people.models import Institution, User

ANOTHER = _(
    "Something was reported since this page was drawn, so that another roadmap comes out. Look at"
    " it and save again."
)


def reports(plan: Plan) -> dict[str, Reported]:
    """Return what was reported of each action of the answers of a plan; one query."""
    rows = ActionProgress.objects.filter(institution=plan.institution_id, snapshot=plan.snapshot_id)
    return {
        row.action: Reported(row.status, quarters.parse(row.started) if row.started else None)
        for row in rows
    }


def try_replan(
    *, user: User, plan_id: uuid.UUID, today: dt.date | None = None
) -> tuple[planning.Plan, Wish]:
    """Compute the plan that `replan` would keep, with what it is asked for; keep nothing.

    Raises PermissionDenied where the user may not plan, Refused where the plan is not the
    adopted one or no action serves its model, PlanError where no plan can be made.
    """
    plan = _opened(user, plan_id)
    wish = _wish(plan, reports(plan), today)
    made = try_plan(
        user=user,
        snapshot_id=plan.snapshot_id,
        limits=wish.limits,
        targets=wish.targets,
        also=still_with(plan),
    )
    return made, wish


def replan(*, user: User, plan_id: uuid.UUID, shown: str, today: dt.date | None = None) -> Plan:
    """Keep the plan that was shown, and return it: a draft until somebody approves it.

    `shown` is the hash of the plan that the sender looked at. Raises as `try_replan`, and Refused
    where another plan comes out by now.
    """
    plan = _opened(user, plan_id)
    found = reports(plan)
    wish = _wish(plan, found, today)
    kept = {"user": user, "snapshot_id": plan.snapshot_id, "also": still_with(plan)}
    if try_plan(**kept, limits=wish.limits, targets=wish.targets).hash != shown:
        raise Refused(ANOTHER)
    counts = Counter(one.status for one in found.values())
    with transaction.atomic():
        made = make_plan(**kept, limits=wish.limits, targets=wish.targets)
        audit.record(
            actor=user,
            verb="plan.replanned",
            institution=plan.institution,
            subject=made,
            detail={
                "from": str(plan.pk),
                "sha256": made.sha256,
                **{status: counts[status] for status in execution.STATUSES if counts[status]},
            },
        )
    return made


def lockable(institution: Institution, models: Sequence[str]) -> frozenset[str]:
    """Return the actions of which a plan of these models can say that something is settled."""
    shipped = {one.id for one in library.release_serving(*models).actions}
    return frozenset(shipped | {one.identifier for one in adding.own_actions(institution)})


def _opened(user: User, plan_id: uuid.UUID) -> Plan:
    plans = Plan.objects.open_to(user, roles.PLAN).select_related("institution")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    if adopted_plan(plan) != plan:
        raise Refused(NOT_ADOPTED)
    return plan


def _wish(plan: Plan, found: Mapping[str, Reported], today: dt.date | None) -> Wish:
    """Ask for the same again from now on, aimed at the stage at which the plan aimed."""
    before = given.of(plan)
    models = [one["id"] for one in plan.result["models"]]
    now = quarters.of_day(today) if today else quarter_now(plan.institution)
    limits = replanning.limits(before.limits, found, now, lockable(plan.institution, models))
    targets = {
        one["id"]: one["target"] for one in plan.result["models"] if one["target"] is not None
    }
    return Wish(given.as_mapping(limits), {**targets, **before.targets})
