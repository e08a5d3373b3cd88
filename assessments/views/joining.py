"""Asking institutions to take part, and the page on which one of them accepts."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments import services
from assessments.models import Round
from assessments.team_forms import AskForm
from assessments.views import doors
from cms.people import access, roles


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Ask an institution to take part; answer with the letter where it goes to no address."""
    one = doors.round_for(request, round_id, roles.MANAGE)
    form = AskForm(request.POST if request.method == "POST" else None)
    context = {"round": one, "form": form, "institution": one.institution.name_in(get_language())}
    if form.is_valid():
        try:
            asked = services.ask_to_join(user=request.user, round_id=round_id, **form.cleaned_data)
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            if asked.invitation.email:
                messages.success(request, _("The invitation is on its way by mail."))
                return redirect("assessments:team", round_id)
            language = asked.invitation.language
            letter = {
                "asked": asked,
                "language": language,
                "name": one.institution.name_in(language),
                "rtl": get_language_info(language)["bidi"],
            }
            return render(request, "assessments/ask_letter.html", context | letter)
    return render(request, "assessments/ask.html", context, status=422 if form.errors else 200)


@doors.private
@require_POST
def unask(request: HttpRequest, round_id: uuid.UUID, invitation_id: uuid.UUID) -> HttpResponse:
    """Withdraw an invitation."""
    doors.round_for(request, round_id, roles.MANAGE)
    try:
        services.withdraw_question(
            user=request.user, round_id=round_id, invitation_id=invitation_id
        )
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("The invitation is withdrawn; its link is dead."))
    return redirect("assessments:team", round_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show who asks, for what, and who will see the answers; let an institution join."""
    try:
        row = services.question_of(token)
    except services.Refused as no:
        context = {"sentence": no.sentence}
        return render(request, "assessments/join_closed.html", context, status=410)
    language, one = get_language(), row.round
    mine = access.institutions(request.user, roles.MANAGE).exclude(pk=one.institution_id)
    if request.method == "POST":
        chosen = next((i for i in mine if str(i.pk) == request.POST.get("institution")), None)
        if chosen is not None:
            try:
                services.join(user=request.user, token=token, institution=chosen)
            except services.Refused as no:
                context = {"sentence": no.sentence}
                return render(request, "assessments/join_closed.html", context, status=410)
            return _welcome(request, one)
    context = {
        "round": one,
        "invitation": row,
        "institution": one.institution.name_in(language),
        "choices": [{"pk": i.pk, "name": i.name_in(language)} for i in mine],
        "readers": doors.readers(one.institution, roles.REVIEW),
        "missing": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/join.html", context, status=status)


def _welcome(request: HttpRequest, one: Round) -> HttpResponse:
    """Lead to the round, which does not exist for guests before it is open."""
    if one.state == Round.State.DRAFT:
        text = _("Your institution now takes part. You get a letter when parts are given to it.")
        messages.success(request, text)
        return redirect("assessments:rounds")
    messages.success(request, _("Your institution now takes part."))
    return redirect("assessments:round", one.pk)
