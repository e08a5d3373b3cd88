"""Planning again from today: what would change, and the button that keeps it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import desk_effect, services, titles
from assessments.boards import Entry
from assessments.desk_errors import SOMEWHERE
from assessments.domain import currency, execution
from assessments.domain.planning import Plan as Made
from assessments.domain.planning import PlanError
from assessments.models import Plan
from assessments.views import doors
from assessments.views.board import opened
from cms.people import roles


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def replan(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show the roadmap that begins now; make it once somebody has looked at it."""
    plan = doors.plan_for(request, plan_id, roles.PLAN)
    if services.adopted_plan(plan) != plan:
        return redirect("assessments:board", plan.pk)
    refused = ""
    try:
        if request.method == "POST":
            try:
                return _kept(request, plan)
            except services.Refused as no:
                refused = str(no.sentence)
        made, _wish = services.try_replan(user=request.user, plan_id=plan.pk)
    except PlanError:
        messages.error(request, SOMEWHERE)
        return redirect("assessments:desk", plan.pk)
    except services.Refused as no:
        messages.error(request, str(no.sentence))
        return redirect("assessments:board", plan.pk)
    context = {**_context(request, plan, made), "refused": refused}
    return render(request, "assessments/replan.html", context, status=422 if refused else 200)


def _kept(request: HttpRequest, plan: Plan) -> HttpResponse:
    made = services.replan(user=request.user, plan_id=plan.pk, shown=request.POST.get("shown", ""))
    messages.success(
        request,
        _(
            "The new roadmap is made. It is a draft: the board follows it as soon as the approver"
            " approves it."
        ),
    )
    return redirect("assessments:plan", made.pk)


def _context(request: HttpRequest, plan: Plan, made: Made) -> dict[str, Any]:
    language, board = get_language(), opened(request, plan)
    groups: dict[str, list[Entry]] = {status: [] for status in execution.STATUSES}
    for one in board.entries:
        groups[one.status].append(one)
    closed = {one.id for one in board.entries if one.status in execution.CLOSED}
    # What was found out stands in the new plan too, until it is answered; here it is done
    was, now = (
        {**result, "actions": [one for one in result["actions"] if one["id"] not in closed]}
        for result in (plan.result, made.result)
    )
    return {
        "plan": plan,
        "plan_title": titles.plan(plan, language),
        "institution": plan.institution.name_in(language),
        "readers": doors.readers(plan.institution),
        "effect": desk_effect.of(now, was, language, currency.of(plan.result)),
        "done": groups[execution.DONE],
        "dropped": groups[execution.DROPPED],
        "under_way": [
            one for one in groups[execution.RUNNING] + groups[execution.BLOCKED] if one.began
        ],
        "shown": made.hash,
        "start": made.result["start"],
    }
