"""Workshop mode: one question a screen, and what each institution in the room answers to it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import answering, room, services, wording
from assessments.domain.asking import Part
from assessments.domain.framework import Indicator
from assessments.domain.maturity import MaturityModel
from assessments.models import NO_ANSWER, Answer, Round
from assessments.views import doors, parts, returning
from cms.people import roles
from cms.people.models import Institution
from cms.press import whole


@dataclass(frozen=True, slots=True)
class Screen:
    """One question on the wall: where it is in the round, and who answers it."""

    round: Round
    model: MaturityModel
    part: Part
    indicator: Indicator
    room: tuple[Institution, ...]

    def order(self) -> list[tuple[str, str]]:
        """Every question of the round with its part, in the order of the model."""
        every = answering.parts_of(self.round)
        return [(part.id, one.id) for part in every for one in part.indicators()]

    @property
    def place(self) -> int:
        """Where the question stands in that order, from 0."""
        return self.order().index((self.part.id, self.indicator.id))

    def address(self, there: tuple[str, str] | None) -> str:
        """Return the address of a question of the round, by its part and name; "" of none."""
        return reverse("assessments:workshop", args=[self.round.pk, *there]) if there else ""


@dataclass(frozen=True, slots=True)
class Row:
    """What one institution answers, as the form shows it.

    `waits` where it has not confirmed what was entered for it; `other` is what stands beside an
    answer that came between; of `asked` questions it answered `given`.
    """

    key: str
    name: str
    outside: bool
    value: str
    sure: str
    note: str
    seen: str
    client_id: str
    beside: str
    waits: bool
    error: str
    is_overtaken: bool
    other: str
    given: int
    asked: int


@returning.kept("workshop", "part", "indicator")
@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def workshop(request: HttpRequest, round_id: uuid.UUID, part: str, indicator: str) -> HttpResponse:
    """Show one question to the room; save what its institutions answer and go on."""
    is_whole = whole.is_whole(request)  # before anything of the form is read
    screen = _screen(request, round_id, part, indicator)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if not is_whole:
            raise BadRequest
        if not doors.is_same_person(request):
            raise PermissionDenied
        errors = _save(request, screen)
        if not errors:
            return redirect(_onward(screen, -1 if request.POST.get("do") == "back" else 1))
    context = _context(request, screen, errors)
    return render(request, "assessments/workshop.html", context, status=422 if errors else 200)


def _screen(request: HttpRequest, round_id: uuid.UUID, part: str, name: str) -> Screen:
    """Find the question for the coordinator of the round; 404 where it is not asked."""
    reached = doors.reach_for(request, round_id)
    if roles.MANAGE not in reached.held:
        raise PermissionDenied
    one = reached.round
    found = parts.find(one, part)
    asked = next((row for row in found.indicators() if row.id == name), None) if found else None
    if found is None or asked is None:
        raise Http404
    room = tuple(services.in_room(one, found.id))
    return Screen(one, answering.model_of(one), found, asked, room)


def _save(request: HttpRequest, screen: Screen) -> dict[str, str]:
    """Save every row that says something new; return a sentence for each that could not be."""
    errors, entries = {}, {}
    for row in screen.room:
        key = str(row.pk)
        sent = _sent(request.POST, key)
        if sent is not None and not sent.value:
            errors[key] = _("Choose an answer as well: a note alone is not kept.")
        elif sent is not None:
            entries[row.pk] = sent
    try:
        entered = services.enter_on_behalf(
            user=request.user,
            round_id=screen.round.pk,
            indicator=screen.indicator.id,
            entries=entries,
        )
    except services.Refused as no:
        return errors | {str(name): str(no.sentence) for name in entries}
    for name, no in entered.refused.items():
        errors[str(name)] = _sentence(request, no, entries[name].value)
    count = sum(row.changed for row in entered.saved.values())
    if count:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", count)
        messages.success(request, text % {"count": count})
    return errors


def _sent(typed: Mapping[str, str], key: str) -> services.Sent | None:
    """Return what a row asks to save; None where it says nothing or what the page showed."""
    if parts.keeps_other(typed, key):
        return None
    value, seen = parts.chosen(typed, key), parts.seen(typed, key)
    said = parts.said_beside(typed, key)
    if value is None:
        return services.Sent("", "", seen, said) if said and said.note else None
    same = seen and seen[0].partition(":")[0] == value
    if same and not parts.moved_beside(typed, key, said):
        return None
    return services.Sent(typed.get(f"client-{key}", ""), value, seen, said)


def _sentence(request: HttpRequest, no: services.Refused, value: str) -> str:
    if not isinstance(no, services.Overtaken):
        return str(no.sentence)
    said = parts.meanwhile(request.user, no.answer, value)
    return f"{said} {parts.how_to_choose()}"


def _onward(screen: Screen, step: int) -> str:
    """Return the address of a question further on or back; of the round at either end."""
    order, there = screen.order(), screen.place + step
    if not 0 <= there < len(order):
        return reverse("assessments:round", args=[screen.round.pk])
    return screen.address(order[there])


def _context(request: HttpRequest, screen: Screen, errors: Mapping[str, str]) -> dict[str, object]:
    one, name = screen.round, screen.indicator.id
    words = wording.Words(wording.owner(screen.model), get_language())
    if len(screen.room) > 1:
        services.note_round_seen(user=request.user, one=one)
    place = returning.key(str(one.pk), screen.part.id, name, "")
    returned = returning.restored(request, place)
    typed = returned or request.POST
    rows = one.answers.filter(indicator=name).select_related("answered_by")
    stored = {row.institution_id: row for row in rows}
    standing = room.standing(one)
    given, asked = standing.whole
    return {
        "round": one,
        "part": screen.part,
        "part_title": words(f"{screen.part.id}/title"),
        "title": words(f"{name}/title"),
        "question": words(f"{name}/question"),
        "why": words.optional(f"{name}/why"),
        "levels": [
            {
                "value": str(number),
                "number": "" if screen.indicator.scale else str(number),
                "text": words(path),
            }
            for number, path in enumerate(screen.model.level_paths(name))
        ],
        "rows": [
            _row(
                typed,
                row,
                stored.get(row.pk),
                errors,
                returned=bool(returned),
                counts=standing.counts(row.pk),
            )
            for row in screen.room
        ],
        "errors": errors,
        "returned": bool(returned),
        "place": screen.place + 1,
        "places": len(screen.order()),
        "given": given,
        "asked": asked,
        "lacking": screen.address(standing.lacking(screen.place)),
        "back": _onward(screen, -1) if screen.place else "",
        "onward": _onward(screen, 1) if screen.place + 1 < len(screen.order()) else "",
    }


def _row(
    typed: Mapping[str, str],
    institution: Institution,
    stored: Answer | None,
    errors: Mapping[str, str],
    *,
    returned: bool,
    counts: tuple[int, int],
) -> Row:
    """Show what was typed where it could not be saved, else what is stored."""
    key = str(institution.pk)
    shown, back = returned or key in errors, typed if returned else {}
    said = parts.said_beside(typed, key) if shown else None
    sure, note = (stored.confidence, stored.note) if stored else (None, "")
    token = stored.token if stored else NO_ANSWER
    value = stored.value if stored else ""
    overtaken = key in errors and token not in (parts.seen(typed, key) or [token])
    return Row(
        key=key,
        name=institution.name_in(get_language()),
        outside=institution.kind in Institution.OUTSIDE,
        value=parts.chosen(typed, key) or value if shown else value,
        sure=str((said.confidence if said else sure) or ""),
        note=said.note if said else note,
        seen=back.get(f"seen-{key}", token),
        client_id=back.get(f"client-{key}", uuid.uuid4().hex),
        beside=back.get(f"beside-{key}", parts.beside(sure, note)),
        waits=bool(stored and stored.on_behalf),
        error=errors.get(key, ""),
        is_overtaken=overtaken,
        other=parts.other(stored) if stored and overtaken else "",
        given=counts[0],
        asked=counts[1],
    )
