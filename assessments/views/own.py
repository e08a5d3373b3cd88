"""Actions of an institution's own: the list, and a form for whoever plans for it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import leads, library, services, wording
from assessments.domain.shape import ShapeError
from assessments.models import OwnAction
from assessments.own_form import ENDS, RAISES, SUMS, OwnActionForm
from assessments.views import doors
from cms.people import access, roles
from cms.people.models import Institution


@doors.private
@require_safe
def actions(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """List what the institution has added."""
    institution = _institution(request, institution_id)
    words = wording.Words(wording.owner(library.release()), get_language())
    context = {
        **_who(institution),
        "actions": [
            {
                "identifier": one.identifier,
                "title": _typed(one, one.title),
                "outcome": _typed(one, one.outcome),
                "area": words(f"areas/{one.area}"),
                "lead": leads.name(one.lead),
                "months": one.months,
            }
            for one in services.own_actions(institution)
        ],
    }
    return render(request, "assessments/own_actions.html", context)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Take a new action."""
    return _edited(request, _institution(request, institution_id), None)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, institution_id: uuid.UUID, identifier: str) -> HttpResponse:
    """Show an action as it is, and take what it is to be."""
    institution = _institution(request, institution_id)
    return _edited(request, institution, _row(institution, identifier))


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, institution_id: uuid.UUID, identifier: str) -> HttpResponse:
    """Ask once, and remove an action."""
    institution = _institution(request, institution_id)
    row = _row(institution, identifier)
    context = {**_who(institution), "identifier": identifier, "title": _typed(row, row.title)}
    if request.method != "POST":
        return render(request, "assessments/own_remove.html", context)
    try:
        services.remove_own_action(
            user=request.user, institution_id=institution.pk, identifier=identifier
        )
    except services.Refused as no:
        context["refused"] = no.sentence
        return render(request, "assessments/own_remove.html", context, status=422)
    messages.success(request, _("The action was removed. Roadmaps that have it keep it."))
    return redirect("assessments:own", institution.pk)


def _edited(request: HttpRequest, institution: Institution, row: OwnAction | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = OwnActionForm(data, institution=institution, row=row)
    if form.is_valid():
        try:
            services.save_own_action(
                user=request.user,
                institution_id=institution.pk,
                values=form.values(),
                identifier=row.identifier if row else None,
            )
        except services.Refused as no:
            form.add_error(None, str(no.sentence))
        except ShapeError as error:  # the library or another action changed meanwhile
            for told in error.problems:
                form.add_error(None, told)
        else:
            messages.success(request, _("The action was saved. The next roadmap counts with it."))
            return redirect("assessments:own", institution.pk)
    context = {**_who(institution), "form": form, "row": row, **_fields(form)}
    return render(
        request, "assessments/own_action.html", context, status=422 if form.errors else 200
    )


def _fields(form: OwnActionForm) -> dict[str, Any]:
    """Put the fields into the groups in which they are asked."""
    return {
        "sums": [[form[f"{name}_{end}"] for end in ENDS] for name in SUMS],
        "raises": [
            (form[f"indicator_{number}"], form[f"level_{number}"])
            for number in range(1, RAISES + 1)
        ],
        "opens_needs": bool(form["needs"].value() or form["needs"].errors),
    }


def _institution(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    found = doors.institution_for(request, institution_id)
    access.require(request.user, roles.PLAN, found)
    return found


def _row(institution: Institution, identifier: str) -> OwnAction:
    row = services.own_actions(institution).filter(identifier=identifier).first()
    if row is None:
        raise Http404
    return row


def _who(institution: Institution) -> dict[str, Any]:
    return {
        "institution": institution.name_in(get_language()),
        "institution_id": institution.pk,
        "readers": doors.readers(institution),
    }


def _typed(row: OwnAction, text: str) -> wording.Text:
    """Return a text as it was typed, with the language in which it is."""
    return wording.Text(text, wording.SOURCE, row.language)
