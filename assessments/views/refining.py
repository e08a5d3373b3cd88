"""Five questions that refine a plan: the page that asks them, and the new plan that they give."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from assessments import differences, given, services, titles
from assessments.domain import quarters
from assessments.domain.constraints import LEADS, PEOPLE_BY_POPULATION, Constraints
from assessments.domain.planning import PlanError
from assessments.domain.shape import ShapeError
from assessments.models import Plan
from assessments.refine_form import Asked, RefineForm
from assessments.views import doors
from cms.people import roles
from cms.press import formatting

FORMER = 5
"""How many former plans are looked through for the roles that the institution played."""


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def refine(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Ask what the ministry knows, and make a new plan of it; the former one stays."""
    plan = doors.plan_for(request, plan_id, roles.PLAN)
    known = given.of(plan)
    form = RefineForm(request.POST if request.method == "POST" else None, asked=asked(plan, known))
    if form.is_valid() and (made := _made(request, plan, form)):
        messages.success(request, differences.between(made, plan, get_language()))
        return redirect("assessments:plan", made.pk)
    context = _context(plan, known, form)
    return render(request, "assessments/refine.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, plan: Plan, form: RefineForm) -> Plan | None:
    try:
        return services.make_plan(
            user=request.user,
            snapshot_id=plan.snapshot_id,
            limits=form.limits(),
            also=services.still_with(plan),
        )
    except services.Refused as no:
        form.add_error(None, str(no.sentence))
        return None
    except (PlanError, ShapeError):
        form.add_error(
            None,
            _("No roadmap can be made of these answers. Change one of them and try again."),
        )
        return None


def asked(plan: Plan, known: given.Given) -> Asked:
    """Return what the questions on a plan start from."""
    limits = known.limits
    needed = {one["lead"] for one in plan.result["actions"]} | {*limits.roles, *limits.vacant}
    return Asked(
        limits=limits,
        today=quarters.next_quarter(timezone.localdate()).plus(-1),
        roles=tuple(role for role in LEADS if role in needed),
        names=limits.roles or _played_before(plan, limits),
    )


def _played_before(plan: Plan, limits: Constraints) -> Mapping[str, str]:
    """Return the roles that the own institution played in the newest plan that names any.

    Only a plan that says nothing of its roles is filled in so.
    """
    if limits.vacant:
        return {}
    own = {plan.institution.name, *(plan.institution.names or {}).values()}
    others = Plan.objects.filter(institution=plan.institution_id).exclude(pk=plan.pk)
    for other in others.only("content", "result")[:FORMER]:
        named = given.of(other).limits.roles
        if named:
            return {role: name for role, name in named.items() if name in own}
    return {}


def _context(plan: Plan, known: given.Given, form: RefineForm) -> dict[str, Any]:
    language = get_language()
    own = plan.institution.name_in(language)
    return {
        "plan": plan,
        "plan_title": titles.plan(plan, language),
        "institution": own,
        "form": form,
        "told": given.told(known, language),
        "next_quarter": str(form.asked.today.plus(1)),
        "started": known.limits.start if known.limits.start < form.asked.today else None,
        "people_assumed": known.people_assumed,
        "population": known.population,
        "bands": PEOPLE_BY_POPULATION,
        "years": years(form, language),
        "sits": bool(form["sittings"].value()) or "sittings" in form.errors,
        "players": players(plan, form),
        "names": sorted({own, *known.limits.roles.values()}),
    }


def players(plan: Plan, form: RefineForm) -> list[dict[str, Any]]:
    """Return the fields of each role, and how many actions of the plan it leads."""
    leading = [one["lead"] for one in plan.result["actions"]]
    return [
        {
            "name": form[f"role-{role}"],
            "vacant": form[f"vacant-{role}"],
            "count": leading.count(role),
        }
        for role in form.asked.roles
    ]


def years(form: RefineForm, language: str) -> list[dict[str, Any]]:
    """Return the quarters to tick, by year; `near` are the years of the plan as it is chosen."""
    avoided, sitting = (set(form[name].value() or ()) for name in ("blackouts", "sittings"))
    last = form.window()[-1].year
    by_year: dict[int, list[dict[str, Any]]] = {}
    for one in form.offered:
        value = str(one)
        by_year.setdefault(one.year, []).append(
            {
                "value": value,
                "name": formatting.quarter(value, language),
                "months": formatting.months(value, language),
                "avoided": value in avoided,
                "sits": value in sitting,
            }
        )
    return [
        {"year": year, "near": year <= last, "quarters": found} for year, found in by_year.items()
    ]
