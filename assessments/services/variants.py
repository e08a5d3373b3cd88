"""Variants of a plan: limits that are saved under a name, adopted as a plan, or thrown away."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.domain import canonical
from assessments.models import Plan, PlanVariant
from assessments.services.plans import make_plan, still_with, try_plan
from assessments.services.refusals import Refused
from cms.people import audit, closing, roles
from cms.people.models import User

MOST_VARIANTS = 20
"""How many variants one signed assessment keeps at a time."""
TAKEN = _("There is a variant of that name already. Choose another name.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is asked to keep to: limits as `constraints.parse` takes them, and targets."""

    limits: Mapping[str, Any]
    targets: Mapping[str, str] = field(default_factory=dict)


def save_variant(*, user: User, plan_id: uuid.UUID, name: str, wish: Wish) -> PlanVariant:
    """Keep limits under a name beside a plan, and return the variant.

    Raises PermissionDenied where the user may not plan for the institution, PlanError or
    ShapeError where no plan can be made of the limits, Refused where the name is taken or
    as many variants are there as are kept.
    """
    plan = Plan.objects.open_to(user, roles.PLAN).filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    closing.refuse(plan.institution_id)
    content = canonical.text({"limits": wish.limits, "targets": wish.targets})
    try_plan(
        user=user,
        snapshot_id=plan.snapshot_id,
        limits=wish.limits,
        targets=wish.targets,
        also=still_with(plan),
    )
    try:
        with transaction.atomic():
            _require_room(plan)
            variant = PlanVariant.objects.create(
                institution_id=plan.institution_id,
                snapshot_id=plan.snapshot_id,
                base=plan,
                name=name,
                content=content,
                created_by=user,
            )
            _record(user, variant, "variant.saved")
    except IntegrityError:
        raise Refused(TAKEN) from None
    return variant


def read_variant(variant: PlanVariant) -> Wish:
    """Return what a variant asks for."""
    stored = json.loads(variant.content)
    return Wish(stored["limits"], stored["targets"])


def adopt_variant(*, user: User, variant_id: uuid.UUID) -> Plan:
    """Make the plan of a variant, frozen like every plan, and return it; the variant stays.

    Raises what `make_plan` raises.
    """
    variant = _opened(user, variant_id)
    wish = read_variant(variant)
    plan = make_plan(
        user=user,
        snapshot_id=variant.snapshot_id,
        limits=wish.limits,
        targets=wish.targets,
        also=still_with(variant.base),
    )
    _record(user, variant, "variant.adopted", plan=str(plan.pk), sha256=plan.sha256)
    return plan


def delete_variant(*, user: User, variant_id: uuid.UUID) -> None:
    """Throw a variant away; plans that were made of it stay.

    Raises PermissionDenied where the user may not plan for the institution.
    """
    variant = _opened(user, variant_id)
    with transaction.atomic():
        _record(user, variant, "variant.deleted")
        variant.delete()


def _opened(user: User, variant_id: uuid.UUID) -> PlanVariant:
    variants = PlanVariant.objects.open_to(user, roles.PLAN).select_related("institution", "base")
    variant = variants.filter(pk=variant_id).first()
    if variant is None:
        raise PermissionDenied
    closing.refuse(variant.institution_id)
    return variant


def _require_room(plan: Plan) -> None:
    if PlanVariant.objects.filter(snapshot=plan.snapshot_id).count() < MOST_VARIANTS:
        return
    raise Refused(
        ngettext(
            "%(count)s variant is kept for these answers, and no more can be. Delete one that you"
            " no longer need.",
            "%(count)s variants are kept for these answers, and no more can be. Delete one that"
            " you no longer need.",
            MOST_VARIANTS,
        )
        % {"count": MOST_VARIANTS}
    )


def _record(user: User, variant: PlanVariant, verb: str, **detail: str) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=variant.institution,
        subject=variant,
        detail={"snapshot": str(variant.snapshot_id), "base": str(variant.base_id), **detail},
    )
