"""Views of grave steps: emergency access of an administrator, and deleting an institution."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.people import access, closing, emergency, roles
from cms.people.again import fresh
from cms.people.guard_forms import DeletionForm, EmergencyForm
from cms.people.models import EmergencyAccess, Institution
from cms.people.services import Refused


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh(methods=("GET", "POST"))
def ask_emergency(request: HttpRequest) -> HttpResponse:
    """Take the reason of an administrator, and open one institution to her for a day.

    The page itself asks who it is, so that a reason that was written is not lost to that.
    """
    if not emergency.may_ask(request.user):
        raise Http404
    chosen = {"institution": request.GET.get("institution", "")}
    form = EmergencyForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        try:
            emergency.ask(user=request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Emergency access is open; the coordinators are told."))
            return redirect("desk")
    mine = access.emergencies(request.user).select_related("institution")
    context = {"form": form, "running": mine}
    return render(request, "people/emergency.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def end_emergency(
    request: HttpRequest, institution_id: uuid.UUID, emergency_id: int
) -> HttpResponse:
    """End an emergency access, by a coordinator or by who asked for it."""
    institution = get_object_or_404(
        access.institutions(request.user, roles.READ), pk=institution_id
    )
    try:
        emergency.end(user=request.user, institution=institution, emergency_id=emergency_id)
    except EmergencyAccess.DoesNotExist as none:
        raise Http404 from none
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("The emergency access has ended."))
    member = access.served(request.user, roles.READ).filter(pk=institution.pk).exists()
    return redirect("people:team", institution.pk) if member else redirect("desk")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def delete(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Say what deleting means, take the name of the institution, or call the deletion off."""
    institution = _closable(request, institution_id)
    cancelling = request.POST.get("do") == "keep"
    data = request.POST if request.method == "POST" and not cancelling else None
    form = DeletionForm(data)
    try:
        if request.method == "POST" and cancelling:
            closing.cancel(user=request.user, institution=institution)
            messages.success(request, _("The deletion is called off."))
            return _back(request, institution)
        if form.is_valid():
            closing.ask(user=request.user, institution=institution, **form.cleaned_data)
            messages.success(request, _("The deletion is asked for; all members are told."))
            return redirect("people:delete", institution.pk)
    except Refused as no:
        if data is None:
            messages.error(request, no.sentence)
        else:
            form.add_error("typed", no.sentence)
    context = _context(institution) | {"form": form}
    return render(request, "people/delete.html", context, status=422 if form.errors else 200)


def _closable(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution to who may close it: 404 to strangers, 403 to other members."""
    found = Institution.objects.filter(pk=institution_id).first()
    if found is not None and closing.may(request.user, found):
        return found
    institution = get_object_or_404(
        access.institutions(request.user, roles.READ), pk=institution_id
    )
    access.require(request.user, roles.MANAGE, institution)
    return institution


def _back(request: HttpRequest, institution: Institution) -> HttpResponse:
    if access.may(request.user, roles.READ, institution):
        return redirect("people:team", institution.pk)
    return redirect("people:delete", institution.pk)


def _context(institution: Institution) -> dict[str, Any]:
    return {
        "institution": institution.name_in(get_language()),
        "institution_id": institution.pk,
        "pending": closing.pending(institution.pk),
        "days": settings.DELETION_GRACE_DAYS,
    }
