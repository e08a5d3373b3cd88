"""Making a plan from a signed snapshot: with the defaults of the method, or what is known."""

import json
import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
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
    id; what it does not name follows the method. `also` names further signed results to plan
    with: the institution's own on other models, and those of others that are shared with it now;
    what is taken back later stays in the plans that were made. Equal input of one snapshot gives
    the plan that is already there. Raises PermissionDenied where the user may not plan for the
    institution, PlanError or ShapeError with every problem where no plan can be made of the
    limits, Refused for a model that no action serves, a result that is not shared, or an
    institution that is being deleted.
    """
    snapshot = _opened(user, snapshot_id)
    closing.refuse(snapshot.institution_id)
    further = _further(user, snapshot, also)
    made = _computed(snapshot, further, limits, targets, today)
    try:
        with transaction.atomic():
            return _kept(user, snapshot, made) or _store(user, snapshot, further, made)
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
    return _computed(snapshot, _further(user, snapshot, also), limits, targets, today)


def open_further(
    user: User, snapshot_id: uuid.UUID, also: Collection[uuid.UUID | str]
) -> tuple[Snapshot, tuple[Snapshot, ...]]:
    """Return a result and the further ones to plan it with; raises as `make_plan`."""
    snapshot = _opened(user, snapshot_id)
    return snapshot, _further(user, snapshot, also)


def _opened(user: User, snapshot_id: uuid.UUID) -> Snapshot:
    snapshots = Snapshot.objects.open_to(user, roles.PLAN).select_related("institution", "round")
    snapshot = snapshots.filter(pk=snapshot_id).first()
    if snapshot is None:
        raise PermissionDenied
    return snapshot


def still_with(plan: Plan) -> list[str]:
    """Return which of the further results of a plan can be planned with now, as text.

    What is made from a plan goes on without those of others that were taken back.
    """
    found = _open_to(plan.institution_id, plan.further.values("pk"))
    return [str(one) for one in found.order_by("pk").values_list("pk", flat=True)]


def _open_to(institution_id: uuid.UUID, wanted: Any) -> QuerySet[Snapshot]:
    """Return those of the results that are an institution's own, or shared with it now."""
    shared = SnapshotShare.objects.filter(to=institution_id, revoked_at=None)
    own_or_lent = Q(institution=institution_id) | Q(pk__in=shared.values("snapshot"))
    return Snapshot.objects.filter(own_or_lent, pk__in=wanted)


def _further(
    user: User, snapshot: Snapshot, also: Collection[uuid.UUID | str]
) -> tuple[Snapshot, ...]:
    """Return the further results to plan with; Refused for any that is not open to them."""
    if not also:
        return ()
    try:
        wanted = {uuid.UUID(str(one)) for one in also}
    except ValueError:
        raise Refused(NOT_LENT) from None
    if not access.served(user, roles.PLAN).filter(pk=snapshot.institution_id).exists():
        raise Refused(NOT_LENT)
    rows = _open_to(snapshot.institution_id, wanted).select_related("institution", "round")
    found = tuple(rows.order_by("signed_at", "pk"))
    if len(found) != len(wanted):
        raise Refused(NOT_LENT)
    models = [one.round.model_slug for one in (snapshot, *found)]
    if len(set(models)) != len(models):
        raise Refused(TWICE)
    return found


def _computed(
    snapshot: Snapshot,
    further: Collection[Snapshot],
    limits: Mapping[str, Any] | None,
    targets: Mapping[str, str] | None,
    today: date | None,
) -> planning.Plan:
    start = str(quarters.next_quarter(today or timezone.localdate()))
    return planning.make(_inputs(snapshot, further, {"start": start, **(limits or {})}, targets))


def _inputs(
    snapshot: Snapshot,
    further: Collection[Snapshot],
    limits: Mapping[str, Any],
    targets: Mapping[str, str] | None,
) -> planning.Inputs:
    signed = tuple(_signed(one) for one in (snapshot, *further))
    model = signed[0].model
    if not library.serves(model.id):
        raise Refused(NO_ACTIONS)
    release = library.release_serving(model.id, *(one.model.id for one in signed[1:]))
    added = adding.to_plan(adding.own_actions(snapshot.institution))
    mine = own.fitted(added, release, [one.model for one in signed])
    return planning.Inputs(
        snapshots=signed,
        library=release,
        constraints=_still_there(constraints.parse(limits), {one.id for one in mine}),
        country=snapshot.institution.country,
        facts=country_facts.facts_of(snapshot.institution),
        own=mine,
        targets=_aims(snapshot, further) | dict(targets or {}),
    )


def _signed(snapshot: Snapshot) -> planning.Snapshot:
    frozen = json.loads(snapshot.content)
    model = frameworks.model(frozen["model"], frozen["version"])
    return planning.Snapshot(model, frozen["answers"])


def _aims(snapshot: Snapshot, further: Collection[Snapshot]) -> dict[str, str]:
    """Return the stages at which the institution's rounds aimed, by model id, where they named one.

    What another institution aims at is its own affair.
    """
    mine = [one for one in further if one.institution_id == snapshot.institution_id]
    rounds = [one.round for one in (snapshot, *mine)]
    return {one.model_slug: one.target for one in rounds if one.target}


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


def _store(
    user: User, snapshot: Snapshot, further: Collection[Snapshot], made: planning.Plan
) -> Plan:
    plan = Plan.objects.create(
        institution_id=snapshot.institution_id,
        snapshot=snapshot,
        content=canonical.text(made.inputs),
        sha256=made.hash,
        result=json.loads(canonical.text(made.result)),
        release=made.result["library"],
        created_by=user,
    )
    plan.further.set(further)
    also = [str(one.pk) for one in further]
    audit.record(
        actor=user,
        verb="plan.made",
        institution=snapshot.institution,
        subject=plan,
        detail={"snapshot": str(snapshot.pk), "sha256": plan.sha256, "also": also},
    )
    return plan
