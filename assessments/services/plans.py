"""Making a plan from a signed snapshot: with the defaults of the method, or what is known."""

import json
import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import country_facts, frameworks, library
from assessments.domain import canonical, constraints, own, planning, quarters
from assessments.domain.constraints import Constraints
from assessments.domain.needs import OWN
from assessments.models import Plan, Snapshot, SnapshotShare
from assessments.services import adding
from assessments.services.refusals import Refused
from cms.people import access, audit, closing, roles
from cms.people.models import User

NO_ACTIONS = _(
    "No action of the library closes gaps of this questionnaire, so no roadmap can be made of it."
)
NOT_LENT = _(
    "A result of another institution that was chosen is not shared with yours any more. Plans that "
    "were made with it stay; a new one is made without it."
)
TWICE = _("Two results on the same questionnaire cannot be planned together. Choose one of them.")


def make_plan(
    *,
    user: User,
    snapshot_id: uuid.UUID,
    limits: Mapping[str, Any] | None = None,
    targets: Mapping[str, str] | None = None,
    today: date | None = None,
    also: Collection[uuid.UUID | str] = (),
) -> Plan:
    """Compute the plan of a snapshot, keep it with its whole input, and return it.

    What the institution confirmed of its country tailors the plan.
    `limits` are the constraints that the ministry gave, as `constraints.parse` takes them; what
    is left out has a default, and without a start the plan begins with the next quarter after
    `today` (of this machine's clock by default). `targets` names the stage to aim at by model
    id; what it does not name follows the method. `also` names signed results of others that are
    shared with the institution now and are planned with; what is taken back later stays in the
    plans that were made. Equal input of one snapshot gives the plan that
    is already there. Raises PermissionDenied where the user may not plan for the institution,
    PlanError or ShapeError with every problem where no plan can be made of the limits, Refused
    for a model that no action serves, a result that is not shared, or an institution that is
    being deleted.
    """
    snapshot = _opened(user, snapshot_id)
    closing.refuse(snapshot.institution_id)
    lent = _lent(user, snapshot, also)
    made = _computed(snapshot, lent, limits, targets, today)
    try:
        with transaction.atomic():
            return _kept(user, snapshot, made) or _store(user, snapshot, lent, made)
    except IntegrityError:  # somebody pressed the same button in the same moment
        return Plan.objects.get(snapshot=snapshot, sha256=made.hash)


def try_plan(
    *,
    user: User,
    snapshot_id: uuid.UUID,
    limits: Mapping[str, Any] | None = None,
    targets: Mapping[str, str] | None = None,
    today: date | None = None,
    also: Collection[uuid.UUID | str] = (),
) -> planning.Plan:
    """Compute the plan that `make_plan` would keep, and keep nothing; raises what it raises."""
    snapshot = _opened(user, snapshot_id)
    return _computed(snapshot, _lent(user, snapshot, also), limits, targets, today)


def _opened(user: User, snapshot_id: uuid.UUID) -> Snapshot:
    snapshots = Snapshot.objects.open_to(user, roles.PLAN).select_related("institution", "round")
    snapshot = snapshots.filter(pk=snapshot_id).first()
    if snapshot is None:
        raise PermissionDenied
    return snapshot


def still_lent(plan: Plan) -> list[str]:
    """Return which of the results of others in a plan are shared with its institution now.

    What is made from a plan goes on without those that were taken back.
    """
    if not plan.also:
        return []
    shared = SnapshotShare.objects.filter(
        snapshot__in=plan.also, to=plan.institution_id, revoked_at=None
    )
    return [str(one) for one in shared.order_by("pk").values_list("snapshot", flat=True)]


def _lent(
    user: User, snapshot: Snapshot, also: Collection[uuid.UUID | str]
) -> tuple[Snapshot, ...]:
    """Return the results of others that are shared with the institution; Refused for any else."""
    if not also:
        return ()
    try:
        wanted = {uuid.UUID(str(one)) for one in also}
    except ValueError:
        raise Refused(NOT_LENT) from None
    mine = access.served(user, roles.PLAN).filter(pk=snapshot.institution_id)
    shared = SnapshotShare.objects.filter(snapshot__in=wanted, to__in=mine, revoked_at=None)
    rows = Snapshot.objects.filter(pk__in=shared.values("snapshot"))
    found = tuple(rows.select_related("institution", "round").order_by("signed_at", "pk"))
    if len(found) != len(wanted):
        raise Refused(NOT_LENT)
    models = [one.round.model_slug for one in (snapshot, *found)]
    if len(set(models)) != len(models):
        raise Refused(TWICE)
    return found


def _computed(
    snapshot: Snapshot,
    lent: Collection[Snapshot],
    limits: Mapping[str, Any] | None,
    targets: Mapping[str, str] | None,
    today: date | None,
) -> planning.Plan:
    start = str(quarters.next_quarter(today or timezone.localdate()))
    return planning.make(_inputs(snapshot, lent, {"start": start, **(limits or {})}, targets))


def _inputs(
    snapshot: Snapshot,
    lent: Collection[Snapshot],
    limits: Mapping[str, Any],
    targets: Mapping[str, str] | None,
) -> planning.Inputs:
    signed = tuple(_signed(one) for one in (snapshot, *lent))
    model = signed[0].model
    if not library.serves(model.id):
        raise Refused(NO_ACTIONS)
    release = library.release_for(model.id)
    added = adding.to_plan(adding.own_actions(snapshot.institution))
    mine = own.fitted(added, release, [one.model for one in signed])
    return planning.Inputs(
        snapshots=signed,
        library=release,
        constraints=_still_there(constraints.parse(limits), {one.id for one in mine}),
        country=snapshot.institution.country,
        facts=country_facts.facts_of(snapshot.institution),
        own=mine,
        targets=_aims(snapshot) | dict(targets or {}),
    )


def _signed(snapshot: Snapshot) -> planning.Snapshot:
    frozen = json.loads(snapshot.content)
    model = frameworks.model(frozen["model"], frozen["version"])
    return planning.Snapshot(model, frozen["answers"])


def _aims(snapshot: Snapshot) -> dict[str, str]:
    """Return the stage at which the round aimed, by model id; nothing where it named none."""
    one = snapshot.round
    return {one.model_slug: one.target} if one.target else {}


def _still_there(limits: Constraints, names: Collection[str]) -> Constraints:
    """Leave out the locks of own actions that were removed since the limits were typed."""
    kept = {
        name: lock
        for name, lock in limits.locks.items()
        if name in names or not name.startswith(OWN)
    }
    return limits.model_copy(update={"locks": kept})


def _kept(user: User, snapshot: Snapshot, made: planning.Plan) -> Plan | None:
    plans = Plan.objects.open_to(user, roles.PLAN)
    return plans.filter(snapshot=snapshot, sha256=made.hash).first()


def _store(user: User, snapshot: Snapshot, lent: Collection[Snapshot], made: planning.Plan) -> Plan:
    plan = Plan.objects.create(
        institution_id=snapshot.institution_id,
        snapshot=snapshot,
        content=canonical.text(made.inputs),
        sha256=made.hash,
        result=json.loads(canonical.text(made.result)),
        release=made.result["library"],
        also=[str(one.pk) for one in lent],
        created_by=user,
    )
    audit.record(
        actor=user,
        verb="plan.made",
        institution=snapshot.institution,
        subject=plan,
        detail={"snapshot": str(snapshot.pk), "sha256": plan.sha256, "also": plan.also},
    )
    return plan
