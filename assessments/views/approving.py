"""The buttons with which the approver takes a roadmap, or a part of an assessment."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import services
from assessments.views import doors, parts
from cms.people import roles


@doors.private
@require_POST
def approve(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Approve the plan; its documents say so from now on."""
    plan = doors.plan_for(request, plan_id, roles.SIGN)
    try:
        services.approve_plan(user=request.user, plan_id=plan.pk)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("This roadmap is approved. Its documents say so from now on."))
    return redirect("assessments:plan", plan.pk)


@doors.private
@require_POST
def approve_part(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Approve a part of a round, or take that back; go back to where the button stands."""
    one = doors.round_for(request, round_id, roles.SIGN)
    if parts.find(one, dimension) is None:
        raise Http404
    withdraws = request.POST.get("do") == "withdraw"
    deed = services.unapprove_part if withdraws else services.approve_part
    try:
        deed(user=request.user, round_id=one.pk, part=dimension)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        said = _("The approval of the part is withdrawn.") if withdraws else _("Part approved.")
        messages.success(request, said)
    return redirect("assessments:dimension", one.pk, dimension)
