"""The team of a round: who takes part, who answers which part, and for whom it waits."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import answering, services, wording
from assessments.forms import RoundForm
from assessments.scopes import Reach
from assessments.team_forms import GiveForm
from assessments.views import doors
from cms.people import roles


@doors.private
@require_safe
def team(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show who takes part, what was given to whom, and for whom the round waits."""
    reached = _leading(request, round_id)
    return render(request, "assessments/team.html", _context(reached, GiveForm(reached=reached)))


@doors.private
@require_POST
def give(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Give parts to an institution or a person."""
    reached = _leading(request, round_id)
    form = GiveForm(request.POST, reached=reached)
    if form.is_valid():
        try:
            rows = services.delegate_all(
                form.targets(),
                user=request.user,
                round_id=round_id,
                parts=form.cleaned_data["parts"],
                deadline=form.cleaned_data["deadline"],
                note=form.cleaned_data["note"],
            )
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            text = ngettext("%(count)s part is given.", "%(count)s parts are given.", len(rows))
            messages.success(request, text % {"count": len(rows)})
            return redirect("assessments:team", round_id)
    return render(request, "assessments/team.html", _context(reached, form), status=422)


@doors.private
@require_POST
def given(request: HttpRequest, round_id: uuid.UUID, delegation_id: int) -> HttpResponse:
    """Take a given part back, or remind those who have it."""
    _leading(request, round_id)
    try:
        if request.POST.get("do") == "remind":
            count = services.remind(
                user=request.user, round_id=round_id, delegation_id=delegation_id
            )
            sent = _("The reminder is on its way.")
            messages.info(request, sent if count else _("They were reminded today already."))
        else:
            services.take_back(user=request.user, round_id=round_id, delegation_id=delegation_id)
            messages.success(request, _("The part is taken back; what was answered stays."))
    except services.Refused as no:
        messages.error(request, no.sentence)
    return redirect("assessments:team", round_id)


@doors.private
@require_POST
def part_with(request: HttpRequest, round_id: uuid.UUID, institution_id: uuid.UUID) -> HttpResponse:
    """End the part of an institution; by its own coordinator, who then sees the round no more."""
    reached = _leading(request, round_id)
    try:
        services.stop_taking_part(
            user=request.user, round_id=round_id, institution_id=institution_id
        )
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("assessments:team", round_id)
    messages.success(request, _("The institution takes part no more; what it answered stays."))
    if reached.may(roles.MANAGE):
        return redirect("assessments:team", round_id)
    return redirect("assessments:rounds")


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show and change what is said of a round."""
    one = doors.round_for(request, round_id, roles.MANAGE)
    form = RoundForm(request.POST if request.method == "POST" else None, one=one)
    if form.is_valid():
        try:
            services.describe_round(user=request.user, round_id=round_id, details=form.details())
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessments:round", round_id)
    context = {"round": one, "form": form, "institution": one.institution.name_in(get_language())}
    return render(request, "assessments/details.html", context, status=422 if form.errors else 200)


@doors.private
@require_POST
def step(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Bring a round into its next state."""
    name = request.POST.get("do", "")
    if name not in services.STEPS:
        raise Http404
    doors.reach_for(request, round_id)
    try:
        one = services.take_step(user=request.user, round_id=round_id, step=name)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        text = _("The assessment is now in this state: %(state)s")
        messages.success(request, text % {"state": one.get_state_display()})
    return redirect("assessments:round", round_id)


def _leading(request: HttpRequest, round_id: uuid.UUID) -> Reach:
    """Return the reach of a coordinator, of the round or of who takes part; 403 to others."""
    reached = doors.reach_for(request, round_id)
    if not reached.may(roles.MANAGE) and not reached.leads:
        raise PermissionDenied
    return reached


def _context(reached: Reach, form: GiveForm) -> dict[str, Any]:
    """Tell a coordinator of the round everything, one who takes part only of her own."""
    one, language = reached.round, get_language()
    manages = reached.may(roles.MANAGE)
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    rows = services.waiting(one, timezone.localdate())
    mine = [row for row in rows if manages or row.delegation.institution_id in reached.leads]
    parts = {part.id for part in answering.parts_of(one)}
    taken = {row.delegation.part for row in rows}
    return {
        "round": one,
        "institution": one.institution.name_in(language),
        "form": form,
        "manages": manages,
        "waiting": _gathered(_told(row, words, language) for row in mine),
        "blocking": _gathered(_told(row, words, language) for row in mine if not row.is_done),
        "free": [
            words(f"{part.id}/title") for part in answering.parts_of(one) if part.id not in taken
        ]
        if manages and parts
        else [],
        "others": [
            {"pk": row.institution_id, "name": row.institution.name_in(language), "row": row}
            for row in one.participations.select_related("institution", "joined_by")
            if manages or row.institution_id in reached.leads
        ],
        "asked": one.invitations.filter(accepted_at=None, revoked_at=None) if manages else [],
        "now": timezone.now(),
    }


def _gathered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the parts of an institution, or of one person of it, together; the order stays."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["institution"], row["person"]), []).append(row)
    return [
        {
            "pk": parts[0]["pk"],
            "institution": institution,
            "person": person,
            "outside": parts[0]["outside"],
            "parts": parts,
            "given": sum(one["given"] for one in parts),
            "asked": sum(one["asked"] for one in parts),
            "overdue": any(one["overdue"] for one in parts),
        }
        for (institution, person), parts in found.items()
    ]


def _told(row: services.Waiting, words: wording.Words, language: str) -> dict[str, Any]:
    given = row.delegation
    return {
        "pk": given.pk,
        "title": words(f"{given.part}/title"),
        "part": given.part,
        "institution": given.institution.name_in(language),
        "outside": given.institution.kind in type(given.institution).OUTSIDE,
        "person": given.person.display_name if given.person else "",
        "given": row.given,
        "asked": row.asked,
        "due": row.due,
        "overdue": row.overdue and not row.is_done,
        "done": row.is_done,
        "handed_in": given.done_at,
        "note": given.note,
    }
