"""Making a plan from a signed snapshot: nothing typed in, the defaults of the method."""

import json
import uuid
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import library
from assessments.domain import canonical, constraints, planning, quarters
from assessments.models import Plan, Snapshot
from cms.people import audit, roles
from cms.people.models import User


def make_plan(*, user: User, snapshot_id: uuid.UUID, today: date | None = None) -> Plan:
    """Compute the plan of a snapshot, keep it with its whole input, and return it.

    It starts with the next quarter after `today` (of this machine's clock by default). Equal
    input of one snapshot gives the plan that is already there. Raises PermissionDenied where
    the user may not plan for the institution.
    """
    snapshots = Snapshot.objects.open_to(user, roles.PLAN).select_related("institution")
    snapshot = snapshots.filter(pk=snapshot_id).first()
    if snapshot is None:
        raise PermissionDenied
    made = planning.make(_inputs(snapshot, today or timezone.localdate()))
    try:
        with transaction.atomic():
            return _kept(user, snapshot, made) or _store(user, snapshot, made)
    except IntegrityError:  # somebody pressed the same button in the same moment
        return Plan.objects.get(snapshot=snapshot, sha256=made.hash)


def _inputs(snapshot: Snapshot, today: date) -> planning.Inputs:
    frozen = json.loads(snapshot.content)
    model = library.model(frozen["model"], frozen["version"])
    start = str(quarters.next_quarter(today))
    return planning.Inputs(
        snapshots=(planning.Snapshot(model, frozen["answers"]),),
        library=library.release(),
        constraints=constraints.parse({"start": start}),
        country=snapshot.institution.country,
    )


def _kept(user: User, snapshot: Snapshot, made: planning.Plan) -> Plan | None:
    plans = Plan.objects.open_to(user, roles.PLAN)
    return plans.filter(snapshot=snapshot, sha256=made.hash).first()


def _store(user: User, snapshot: Snapshot, made: planning.Plan) -> Plan:
    plan = Plan.objects.create(
        institution_id=snapshot.institution_id,
        snapshot=snapshot,
        content=canonical.text(made.inputs),
        sha256=made.hash,
        result=json.loads(canonical.text(made.result)),
        release=library.release().release,
        created_by=user,
    )
    audit.record(
        actor=user,
        verb="plan.made",
        institution=snapshot.institution,
        subject=plan,
        detail={"snapshot": str(snapshot.pk), "sha256": plan.sha256},
    )
    return plan
