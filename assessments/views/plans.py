"""Roadmaps: the list, the one click that makes one, and its page."""

import uuid
from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import firing, given, roadmap, services, sheets, titles
from assessments.models import Plan
from assessments.views import doors, versions
from cms.people import access, roles


@doors.private
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the roadmaps of all institutions that this person serves."""
    mine = Plan.objects.open_to(request.user, roles.READ)
    rows = list(
        mine.select_related("institution", "snapshot__round", "approval").defer(
            "content", "snapshot__content"
        )[:50]
    )
    counts, newest = Counter(plan.snapshot_id for plan in rows), set()
    context = {
        "plans": [
            {
                "pk": plan.pk,
                "title": titles.plan(plan, get_language()),
                "institution": plan.institution.name_in(get_language()),
                "start": plan.result["start"],
                "end": plan.result["end"],
                "count": len(plan.result["actions"]),
                "hash": roadmap.grouped(plan.sha256),
                "created_at": plan.created_at,
                "approved": hasattr(plan, "approval"),
                "newest": _is_first(plan, newest) if counts[plan.snapshot_id] > 1 else None,
            }
            for plan in rows
        ],
        "plans_for": [
            {"pk": one.pk, "name": one.name_in(get_language())}
            for one in access.institutions(request.user, roles.PLAN)
        ],
        "serves": access.institutions(request.user, roles.READ).exists(),
    }
    return render(request, "assessments/plans.html", context)


def _is_first(plan: Plan, seen: set[uuid.UUID]) -> bool:
    """Tell whether this plan is the newest of its answers; the list begins with the newest."""
    is_first = plan.snapshot_id not in seen
    seen.add(plan.snapshot_id)
    return is_first


@doors.private
@require_POST
def make(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Make the first plan of a signed round, alone or with others, and open it."""
    one = doors.round_for(request, round_id, roles.PLAN)
    if not one.is_signed:
        messages.error(request, _("Sign off the answers first: a roadmap is made from them."))
        return redirect("assessments:round", one.pk)
    try:
        plan = services.plan_together(
            user=request.user, snapshot_id=one.snapshot.pk, also=request.POST.getlist("also")
        )
    except services.Refused as no:
        messages.error(request, str(no.sentence))
        return redirect("assessments:result", one.pk)
    return redirect("assessments:plan", plan.pk)


@doors.private
@require_safe
def plan(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show a plan: what happens when, and why then; with `?action=` one of its actions in full."""
    one = doors.plan_for(request, plan_id)
    services.note_plan_seen(user=request.user, plan=one)
    shown = roadmap.of(sheets.of(one, get_language()), get_language())
    if wanted := request.GET.get("action"):
        return render(request, "assessments/action.html", _action(one, shown, wanted))
    context = {
        "plan": one,
        "plan_title": titles.plan(one, get_language()),
        "institution": one.institution.name_in(get_language()),
        "roadmap": shown,
        "firing": firing.of(one.result, shown, get_language()),
        "snapshot_hash": roadmap.grouped(one.snapshot.sha256),
        "may_export": access.may(request.user, roles.EXPORT, one.institution),
        "may_plan": access.may(request.user, roles.PLAN, one.institution),
        "may_approve": access.may(request.user, roles.SIGN, one.institution),
        "may_disclose": access.may(request.user, roles.MANAGE, one.institution),
        **_results(one, shown),
        **_made_with(one),
        "versions": versions.of(one, get_language()),
        **doors.readers_of_result(one.snapshot.round, one),
    }
    return render(request, "assessments/plan.html", context)


def _results(one: Plan, shown: roadmap.Roadmap) -> dict[str, object]:
    """Return the results that a plan was made of, and each profile with the round behind it.

    Rounds of other institutions are not led to.
    """
    further = list(one.further.select_related("round").defer("content").order_by("signed_at", "pk"))
    own = [result for result in further if result.institution_id == one.institution_id]
    rounds = {result.round.model_slug: result.round for result in (one.snapshot, *own)}
    stands = [(profile, rounds.get(profile.model)) for profile in shown.profiles]
    return {"further": further, "stands": stands}


def _action(one: Plan, shown: roadmap.Roadmap, wanted: str) -> dict[str, object]:
    """Return what the page of one action shows; 404 for one that the plan does not have."""
    steps = list(shown.steps)
    here = next((place for place, step in enumerate(steps) if step.id == wanted), None)
    if here is None:
        raise Http404
    return {
        "plan": one,
        "plan_title": titles.plan(one, get_language()),
        "institution": one.institution.name_in(get_language()),
        "step": steps[here],
        "before": steps[here - 1] if here else None,
        "after": next(iter(steps[here + 1 :]), None),
        **doors.readers_of_result(one.snapshot.round, one),
    }


def _made_with(one: Plan) -> dict[str, object]:
    known = given.of(one)
    return {
        "told": given.told(known, get_language()),
        "players": given.players(one, known.limits),
    }
