"""The board of an adopted roadmap: where its actions stand, by status."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import boards, services, titles
from assessments.boards import Board
from assessments.domain import execution
from assessments.models import ActionProgress, Plan
from assessments.views import doors
from cms.people import access, roles
from cms.press import formatting

# What asks for attention first comes first, on phones above all
_COLUMNS = [
    (one.value, one.label)
    for one in (
        ActionProgress.Status.RUNNING,
        ActionProgress.Status.BLOCKED,
        ActionProgress.Status.NOT_STARTED,
        ActionProgress.Status.DONE,
        ActionProgress.Status.DROPPED,
    )
]


@doors.private
@require_safe
def board(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show the board; of a roadmap that is not adopted, say what comes first."""
    plan = reached(request, plan_id)
    current = services.adopted_plan(plan)
    if current is not None and current != plan:
        return redirect("assessments:board", current.pk)
    context = {
        "plan": plan,
        "plan_title": titles.plan(plan, get_language()),
        "institution": plan.institution.name_in(get_language()),
        "readers": doors.readers(plan.institution),
        "adopted": current,
        "whole": True,
    }
    if current is not None:
        context |= _board(request, plan)
    return render(request, "assessments/board.html", context)


def reached(request: HttpRequest, plan_id: uuid.UUID) -> Plan:
    """Return a plan whose board this person reaches; 404 for every other."""
    plans = services.boards_for(request.user).select_related("institution", "snapshot__round")
    plan = plans.filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    return plan


def opened(request: HttpRequest, plan: Plan) -> Board:
    """Return the board of an adopted plan in the language in force, as far as it is open."""
    whole = Plan.objects.open_to(request.user, roles.READ).filter(pk=plan.pk).exists()
    now = services.quarter_now(plan.institution)
    return Board(plan, get_language(), now, only=None if whole else request.user)


def _board(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    found = opened(request, plan)
    wanted = request.GET.get("show", "")
    wanted = wanted if wanted in boards.FILTERS else ""
    quarter = request.GET.get("quarter", "")
    quarter = quarter if quarter in found.quarters else ""
    shown = boards.kept(found.entries, request.user, wanted, quarter)
    done = sum(one.status == execution.DONE for one in found.entries)
    return {
        "columns": [
            {"key": status, "label": label, "entries": [x for x in shown if x.status == status]}
            for status, label in _COLUMNS
        ],
        "shown": len(shown),
        "total": len(found.entries),
        "done": done,
        "overdue": sum(one.is_overdue for one in found.entries),
        "filters": _filters(request, plan, found, wanted, quarter),
        "wanted": wanted,
        "quarter": quarter,
        "quarters": [
            {"name": name, "label": formatting.quarter(name, get_language())}
            for name in found.quarters
        ],
        "now": str(found.now),
        "whole": found.only is None,
        "may_plan": access.may(request.user, roles.PLAN, plan.institution),
    }


def _filters(
    request: HttpRequest, plan: Plan, found: Board, wanted: str, quarter: str
) -> list[dict[str, Any]]:
    words = {
        "": _("All"),
        boards.MINE: _("Mine"),
        boards.OVERDUE: _("Overdue"),
        boards.BLOCKED: _("Blocked"),
    }
    address = reverse("assessments:board", args=[plan.pk])
    return [
        {
            "label": label,
            "count": len(boards.kept(found.entries, request.user, name, quarter)),
            "url": _url(address, show=name, quarter=quarter),
            "current": name == wanted,
        }
        for name, label in words.items()
    ]


def _url(address: str, **asked: str) -> str:
    told = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return f"{address}?{told}" if told else address
