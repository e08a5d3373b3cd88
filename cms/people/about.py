"""Views of an institution itself: what it says of itself, its logo, and asking for a new one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people import choices, institutions, opening, services
from cms.people.institution_forms import AboutForm, RequestForm
from cms.people.models import Logo
from cms.people.team import managed, named, readable


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Show who manages an institution what it says of itself, and store what she changes."""
    institution = managed(request, institution_id)
    size = institutions.logo_size(institution.pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AboutForm(*posted, instance=institution, has_logo=size is not None)
    context = {
        **named(institution),
        "country": choices.country_name(institution.country),
        "outside": institution.is_outside,
        "form": form,
        "logo": size,
    }
    if posted and form.is_valid():
        try:
            institutions.describe(
                actor=request.user, institution_id=institution.pk, **form.values()
            )
        except institutions.UnfitPicture as no:
            form.add_error("logo", no.sentence)
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("What the institution says of itself is saved."))
            return redirect("people:team", institution.pk)
    status = 422 if form.errors else 200
    return render(request, "people/about.html", context, status=status)


@never_cache
@login_required
@require_safe
def logo(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Give the logo to those who read the institution, and to nobody else."""
    institution = readable(request, institution_id)
    row = Logo.objects.filter(institution=institution).first()
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.png), content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take a request for a new institution, one at a time for each person."""
    form = RequestForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "waiting": opening.waiting(request.user)}
    if form.is_valid():
        try:
            opening.ask(user=request.user, **form.cleaned_data)
        except services.Refused as no:
            context["refused"] = no.sentence
        else:
            messages.success(request, _("Your request is with the administrators of this site."))
            return redirect("people:ask")
    status = 422 if form.errors or "refused" in context else 200
    return render(request, "people/ask.html", context, status=status)
