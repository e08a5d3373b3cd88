"""The switch on the page of a roadmap: whether everybody who holds its hash may confirm it."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import services
from assessments.views import doors
from cms.people import roles

ALLOW = "allow"


@doors.private
@require_POST
def disclosure(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Let the plan be confirmed; whatever else arrives withdraws that, the safer of the two."""
    plan = doors.plan_for(request, plan_id, roles.MANAGE)
    if request.POST.get("do") == ALLOW:
        try:
            services.allow_confirmation(user=request.user, plan_id=plan.pk)
        except services.Refused as no:
            messages.error(request, no.sentence)
        else:
            told = _("Whoever holds the hash can now have this roadmap confirmed.")
            messages.success(request, told)
    else:
        services.withdraw_confirmation(user=request.user, plan_id=plan.pk)
        messages.success(request, _("Nobody can have this roadmap confirmed any more."))
    return redirect("assessments:plan", plan.pk)
