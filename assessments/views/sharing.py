"""Lending a signed result to another institution, and what others have lent to one's own."""

import json
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import answering, profile, roadmap, services
from assessments.domain import scoring
from assessments.models import Round, SnapshotShare
from assessments.views import doors
from cms.people import access, roles
from cms.people.again import fresh
from cms.people.models import Institution


class ShareForm(forms.Form):
    """The code that the coordinator of the other institution reads out."""

    code = forms.CharField(
        label=gettext_lazy("Sharing code of the other institution"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=gettext_lazy(
            "Its coordinator makes it on the page “Shared with us” and reads it to you: 12 letters "
            "and figures."
        ),
    )


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def share(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Take a code, name the institution it belongs to, and on the second press share with it."""
    one = _signed(request, round_id)
    form, to = ShareForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        try:
            if request.POST.get("do") == "share":
                made = services.share(
                    user=request.user, round_id=one.pk, code=form.cleaned_data["code"]
                )
                name = made.to.name_in(get_language())
                messages.success(request, _("The result is shared with %(name)s.") % {"name": name})
                return redirect("assessments:share", one.pk)
            to = services.named(form.cleaned_data["code"])
        except services.Refused as no:
            form.add_error("code", no.sentence)
    context = {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "form": form,
        "to": to.name_in(get_language()) if to else "",
        "code": form.cleaned_data.get("code", "") if to else "",
        "rows": [
            {"row": row, "name": row.to.name_in(get_language())}
            for row in services.shares_of(one.snapshot)
        ],
    }
    return render(request, "assessments/share.html", context, status=422 if form.errors else 200)


@doors.private
@require_POST
def unshare(request: HttpRequest, round_id: uuid.UUID, share_id: int) -> HttpResponse:
    """Take a shared result back."""
    reached = doors.reach_for(request, round_id)
    if not (reached.may(roles.SIGN) or reached.may(roles.MANAGE)):
        raise PermissionDenied
    try:
        services.unshare(user=request.user, round_id=round_id, share_id=share_id)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("The result is taken back; it is read there no more."))
    onward = "share" if reached.may(roles.SIGN) else "result"
    return redirect(f"assessments:{onward}", round_id)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def shared(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """List what others have shared with an institution; make the code by which they name it."""
    institution = _receiving(request, institution_id)
    manages = access.may(request.user, roles.MANAGE, institution)
    context = {
        "institution": institution.name_in(get_language()),
        "institution_id": institution.pk,
        "manages": manages,
        "rows": [
            {"row": row, "owner": row.snapshot.institution.name_in(get_language())}
            for row in services.received(request.user, institution.pk)
        ],
        "code": "",
    }
    if request.method == "POST":
        try:
            context["code"] = services.make_code(user=request.user, institution_id=institution.pk)
        except services.Refused as no:
            messages.error(request, no.sentence)
    return render(request, "assessments/shared.html", context)


@doors.private
@require_safe
def shared_result(request: HttpRequest, institution_id: uuid.UUID, share_id: int) -> HttpResponse:
    """Show the profile of a result that another institution has shared."""
    institution = _receiving(request, institution_id)
    row = services.received(request.user, institution.pk).filter(pk=share_id).first()
    if row is None:
        raise Http404
    one = row.snapshot.round
    services.note_share_seen(user=request.user, share=row)
    return render(request, "assessments/shared_result.html", _shown(row, one, institution))


def _shown(row: SnapshotShare, one: Round, institution: Institution) -> dict[str, object]:
    model, language = answering.model_of(one), get_language()
    answers = json.loads(row.snapshot.content)["answers"]
    return {
        "share": row,
        "round": one,
        "owner": row.snapshot.institution.name_in(language),
        "institution": institution.name_in(language),
        "institution_id": institution.pk,
        "profile": profile.of(scoring.as_json(scoring.score(model, answers)), model, language),
        "short_hash": roadmap.grouped(row.snapshot.sha256),
        "signed_at": row.snapshot.signed_at,
        "readers": doors.readers(institution, roles.RESULTS, emergencies=False),
    }


def _signed(request: HttpRequest, round_id: uuid.UUID) -> Round:
    """Return a signed round to who signs for it: 404 to strangers, 403 to others."""
    one = doors.round_for(request, round_id, roles.SIGN)
    if not one.is_signed:
        raise Http404
    return one


def _receiving(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution to its members who see results: 404 to strangers, 403 to others."""
    found = access.served(request.user, roles.READ).filter(pk=institution_id).first()
    if found is None:
        raise Http404
    if not access.served(request.user, roles.RESULTS).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found
