"""The button on the page of a roadmap with which the approver takes it for the institution."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import services
from assessments.views import doors
from cms.people import roles


@doors.private
@require_POST
def approve(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Approve the plan; its documents say so from now on."""
    plan = doors.plan_for(request, plan_id, roles.SIGN)
    services.approve_plan(user=request.user, plan_id=plan.pk)
    messages.success(request, _("This roadmap is approved. Its documents say so from now on."))
    return redirect("assessments:plan", plan.pk)
