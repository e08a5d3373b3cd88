"""What the coordinator entered in the workshop, on one page for the institution to confirm."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import answering, services, wording
from assessments.domain import asking
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Confidence
from assessments.scopes import Reach
from assessments.views import doors, parts, positions
from cms.press import whole

SEEN = "seen-"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as it was entered, with the words of its level, and the page of the question."""

    id: str
    title: wording.Text
    said: str
    level: wording.Text | str
    sure: str
    note: str
    url: str
    token: str


@dataclass(frozen=True, slots=True)
class House:
    """An institution of the person, and what waits for it."""

    id: str
    name: str
    lines: tuple[Line, ...]


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def entered(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show every answer that waits for this person's institutions; confirm those that she saw."""
    is_whole = whole.is_whole(request)
    reached = doors.reach_for(request, round_id)
    if not _guests(reached):
        raise PermissionDenied
    if request.method == "POST":
        if not is_whole:
            raise BadRequest
        return _confirmed(request, reached)
    one = reached.round
    context = {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "houses": [one for one in _houses(reached, get_language()) if one.lines],
    }
    return render(request, "assessments/entered.html", context)


def _confirmed(request: HttpRequest, reached: Reach) -> HttpResponse:
    wanted = request.POST.get("institution", "")
    guests = _guests(reached)
    institution = next((one for one in guests if wanted in ("", str(one))), None)
    if institution is None or not doors.is_same_person(request):
        raise PermissionDenied
    seen = {
        name.removeprefix(SEEN): token
        for name, token in request.POST.items()
        if name.startswith(SEEN)
    }
    one = reached.round
    try:
        count = services.confirm_entered(
            user=request.user, round_id=one.pk, institution_id=institution, seen=seen
        )
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("assessments:round", one.pk)
    text = ngettext("%(count)s answer confirmed.", "%(count)s answers confirmed.", count)
    messages.success(request, text % {"count": count})
    if services.entered(reached, institution):
        messages.warning(request, _("Some were entered meanwhile: look at those, too."))
        return redirect("assessments:entered", one.pk)
    return redirect("assessments:round", one.pk)


def _guests(reached: Reach) -> list[uuid.UUID]:
    """Return as which institutions a person answers beside that of the round."""
    found = dict.fromkeys(seat.institution for seat in reached.seats)
    return [one for one in found if one != reached.round.institution_id]


def waits(reached: Reach) -> int:
    """Count the answers that wait for a person's institutions; no query where she is no guest."""
    if reached.round.is_signed or reached.closing:
        return 0
    return sum(len(services.entered(reached, one)) for one in _guests(reached))


def _houses(reached: Reach, language: str) -> Iterator[House]:
    model = answering.model_of(reached.round)
    words = wording.Words(wording.owner(model), language)
    part_of = asking.asked_in(model)

    def line(row: Answer, house: str) -> Line:
        page = reverse("assessments:dimension", args=[reached.round.pk, part_of[row.indicator]])
        return Line(
            id=row.indicator,
            title=words(f"{row.indicator}/title"),
            said=parts.given(model, row.indicator, row.value),
            level=_level(model, row, words),
            sure=str(Confidence(row.confidence).label) if row.confidence else "",
            note=row.note,
            url=f"{page}?as={house}#question-{row.indicator}",
            token=row.token,
        )

    for key, name in positions.named(_guests(reached), language).items():
        rows = services.entered(reached, uuid.UUID(key))
        yield House(key, name, tuple(line(row, key) for row in rows))


def _level(model: MaturityModel, row: Answer, words: wording.Words) -> wording.Text | str:
    """Return what the level says; "" of an answer that is none, or says it already."""
    if row.level is None or model.indicator(row.indicator).scale is not None:
        return ""
    return words(model.level_paths(row.indicator)[row.level])
