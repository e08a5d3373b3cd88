"""Asking for the printed report of a plan."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from assessments import roadmap, services, titles
from assessments.forms import ReportForm
from assessments.views import doors
from cms.people import roles
from cms.people.again import fresh


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
@fresh(keep=ReportForm.base_fields)
def request_report(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Choose a language and have the report written; then show how far it is."""
    plan = doors.plan_for(request, plan_id, roles.EXPORT)
    # What was chosen before the password was asked for once more comes back in the address.
    initial = {"language": get_language(), **request.GET.dict()}
    form = ReportForm(request.POST or None, initial=initial)
    if form.is_valid():
        job = services.request_report(user=request.user, plan_id=plan.pk, **form.cleaned_data)
        return redirect("press:job", job.pk)
    context = {
        "form": form,
        "plan": plan,
        "plan_title": titles.plan(plan, get_language()),
        "institution": plan.institution.name_in(get_language()),
        "readers": doors.readers(plan.institution, roles.EXPORT),
        "short_hash": roadmap.grouped(plan.sha256),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/report_request.html", context, status=status)
