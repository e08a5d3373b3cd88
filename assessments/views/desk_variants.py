"""Variants on the planning desk: two side by side, one adopted as a roadmap, one thrown away."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import desk_effect, differences, given, services, titles
from assessments.domain import currency
from assessments.domain.planning import PlanError
from assessments.domain.shape import ShapeError
from assessments.models import Plan, PlanVariant
from assessments.views import desk_sheet, doors
from assessments.views.desk import variant_of
from cms.people import roles

THE_PLAN = "plan"
NO_PLAN = gettext_lazy(
    "No roadmap can be made of this variant any more. Open it and change what it asks for."
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things to compare: its name, what it was made with, and its result."""

    name: str
    told: str
    result: Any


@doors.private
@require_safe
def compare(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show two variants, or a variant and the roadmap, side by side; `a` and `b` name them."""
    plan = doors.plan_for(request, plan_id, roles.PLAN)
    try:
        one, other = (_side(request, plan, request.GET.get(name)) for name in ("a", "b"))
    except (PlanError, ShapeError):
        messages.error(request, NO_PLAN)
        return redirect("assessments:desk", plan.pk)
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("assessments:desk", plan.pk)
    named = currency.of(other.result) or currency.of(one.result)
    context = {
        "plan": plan,
        "plan_title": titles.plan(plan, get_language()),
        "one": one,
        "other": other,
        "effect": desk_effect.of(other.result, one.result, get_language(), named),
    }
    return render(request, "assessments/desk_compare.html", context)


def _side(request: HttpRequest, plan: Plan, named: str | None) -> Side:
    known, language = given.of(plan), get_language()
    if named is None:
        raise Http404
    if named == THE_PLAN:
        told = desk_sheet.joined(given.told(known, language), language)
        return Side(_("This roadmap"), told, plan.result)
    variant = variant_of(plan, named)
    wish = services.read_variant(variant)
    made = services.try_plan(
        user=request.user,
        snapshot_id=plan.snapshot_id,
        limits=wish.limits,
        targets=wish.targets,
        also=services.still_with(plan),
    )
    return Side(variant.name, desk_sheet.told(variant, known, language), made.result)


@doors.private
@require_POST
def adopt(request: HttpRequest, plan_id: uuid.UUID, variant_id: uuid.UUID) -> HttpResponse:
    """Make the roadmap of a variant and open it."""
    plan, variant = _opened(request, plan_id, variant_id)
    try:
        made = services.adopt_variant(user=request.user, variant_id=variant.pk)
    except (PlanError, ShapeError, services.Refused):
        messages.error(request, NO_PLAN)
        return redirect("assessments:desk", plan.pk)
    messages.success(request, differences.between(made, plan, get_language()))
    return redirect("assessments:plan", made.pk)


@doors.private
@require_POST
def delete(request: HttpRequest, plan_id: uuid.UUID, variant_id: uuid.UUID) -> HttpResponse:
    """Throw a variant away."""
    plan, variant = _opened(request, plan_id, variant_id)
    try:
        services.delete_variant(user=request.user, variant_id=variant.pk)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("The variant is deleted."))
    return redirect("assessments:desk", plan.pk)


def _opened(
    request: HttpRequest, plan_id: uuid.UUID, variant_id: uuid.UUID
) -> tuple[Plan, PlanVariant]:
    plan = doors.plan_for(request, plan_id, roles.PLAN)
    return plan, variant_of(plan, variant_id)
