"""One answer as a script sends it: saved, overtaken or refused, and what the page then says."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import answering, services, wording
from assessments.models import Answer, Round
from assessments.views import doors, parts
from cms.press import whole


@doors.private
@require_POST
def answer(request: HttpRequest, round_id: uuid.UUID, indicator: str) -> HttpResponse:
    """Save one answer; tell by JSON how it now stands, or by a sentence why it was refused."""
    if not whole.is_whole(request):
        return HttpResponse(status=408)  # cut on its way: whoever sent it sends it again
    if not doors.is_same_person(request):
        return doors.refusal(_("Not saved: somebody else is signed in now."), 401)
    client_id = request.POST.get(f"client-{indicator}", "")
    value = request.POST.get(parts.FIELD + indicator, "")
    try:
        saved = services.save_answer(
            user=request.user,
            round_id=round_id,
            indicator=indicator,
            value=value,
            client_id=client_id,
            seen=parts.seen(request.POST, indicator),
            institution=request.POST.get("as", ""),
            said=parts.said_beside(request.POST, indicator),
        )
    except PermissionDenied:
        return doors.denied(request, round_id)
    except services.Overtaken as no:
        one = doors.reach_for(request, round_id).round
        return JsonResponse(_overtaken(request, one, no.answer, value, client_id), status=409)
    except services.Refused as no:
        told = _("Not saved.")
        return doors.refusal(f"{told} {no.sentence}", 409)
    return JsonResponse(_saved(request, saved, client_id, value))


def _saved(
    request: HttpRequest, saved: services.Saved, client_id: str, value: str
) -> dict[str, str]:
    """Name the change that is safe, the answer that stands, and the outline of the page's part."""
    told = {"id": client_id, **_stored(saved.answer)}
    if saved.answer.value != value:
        told["sentence"] = parts.stands(request.user, saved.answer)
    here = parts.find(saved.round, request.POST.get("part", ""))
    if here and saved.counts and saved.reach.sees(here.id):
        outline = parts.outline(saved.reach, saved.answers, here)
        told["parts"] = render_to_string("assessments/_parts.html", outline)
    return told


def _overtaken(
    request: HttpRequest, one: Round, stored: Answer, value: str, client_id: str
) -> dict[str, str]:
    words = wording.Words(wording.owner(answering.model_of(one)), get_language())
    return {
        "id": client_id,
        **_stored(stored),
        "other": parts.other(stored),
        "question": str(words(f"{stored.indicator}/question")),
        "sentence": parts.meanwhile(request.user, stored, value),
    }


def _stored(answer: Answer) -> dict[str, str]:
    """Return what stands as the fields of a page hold it."""
    return {
        "seen": answer.token,
        "value": answer.value,
        "sure": str(answer.confidence or ""),
        "note": answer.note,
        "beside": parts.beside(answer.confidence, answer.note),
    }
