"""A page a part, and all its answers from a plain form."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import answering, services, suggesting, threads, wording
from assessments.domain import applying, asking
from assessments.domain.asking import Part
from assessments.models import Answer, Round
from assessments.scopes import Reach, Seat
from assessments.views import (
    approvals,
    asked,
    contradictions,
    counting,
    doors,
    laid,
    parts,
    questions,
    returning,
    seating,
)
from cms.people import roles
from cms.press import whole


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: the round and what may be done there, the part, and from which seat."""

    reach: Reach
    part: Part
    seat: Seat | None

    @property
    def round(self) -> Round:
        """The round of the page."""
        return self.reach.round

    @property
    def institution(self) -> uuid.UUID:
        """Whose answers the page shows: those of the seat, or for readers of the round's own."""
        return self.seat.institution if self.seat else self.round.institution_id


@returning.kept("dimension", "dimension")
@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def dimension(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Show the questions of one part; take all its answers from a plain form."""
    is_whole = whole.is_whole(request)  # before anything of the form is read
    place = _place(request, round_id, dimension)
    errors: dict[str, str] = {}
    if request.method == "POST":
        _require_sender(request, place, is_whole=is_whole)
        errors = _save_all(request, place)
        if not errors:
            return _onward(request, place, parts.taken(request.POST, place.part))
    context = _context(request, place, errors)
    return render(request, "assessments/dimension.html", context, status=422 if errors else 200)


@returning.kept("dimension", "dimension")
@doors.private
@require_POST
def confirm(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Save all answers of a part, and say that those entered in the workshop stand."""
    is_whole = whole.is_whole(request)
    place = _place(request, round_id, dimension)
    _require_sender(request, place, is_whole=is_whole)
    errors = _save_all(request, place)
    if errors:
        context = _context(request, place, errors)
        return render(request, "assessments/dimension.html", context, status=422)
    try:
        count = services.confirm_on_behalf(
            user=request.user,
            round_id=place.round.pk,
            part=place.part.id,
            institution=str(place.institution),
        )
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        text = ngettext("%(count)s answer confirmed.", "%(count)s answers confirmed.", count)
        messages.success(request, text % {"count": count})
    return redirect(_here(request, place))


@returning.kept("dimension", "dimension")
@doors.private
@require_POST
def hand_in(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Save all answers of a part and say that they stand; or take that back."""
    is_whole = whole.is_whole(request)
    place = _place(request, round_id, dimension)
    _require_sender(request, place, is_whole=is_whole)
    done = request.POST.get("do") != "resume"
    errors = _save_all(request, place)
    if not errors:
        try:
            services.hand_in(
                user=request.user,
                round_id=place.round.pk,
                part=place.part.id,
                institution=str(place.institution),
                done=done,
            )
        except services.Refused as no:
            messages.error(request, no.sentence)
        else:
            handed, back = _("The part is handed in."), _("The part is taken back to go on.")
            messages.success(request, handed if done else back)
        return redirect("assessments:round", place.round.pk)
    context = _context(request, place, errors)
    return render(request, "assessments/dimension.html", context, status=422)


def _place(request: HttpRequest, round_id: uuid.UUID, name: str) -> Place:
    """Find the part for this person: 404 where there is none, 403 where it is not hers."""
    reached = doors.reach_for(request, round_id)
    part = parts.find(reached.round, name)
    if part is None:
        raise Http404
    if not reached.sees(part.id):
        raise PermissionDenied
    wanted = request.POST.get("as", "") or request.GET.get("as", "")
    return Place(reached, part, reached.seat(part.id, wanted))


def _require_sender(request: HttpRequest, place: Place, *, is_whole: bool) -> None:
    """Let pass a whole form of the person to whom its page was given, from her own seat."""
    if place.seat is None:
        raise PermissionDenied
    if not is_whole:
        raise BadRequest
    if not doors.is_same_person(request):
        raise PermissionDenied


def _save_all(request: HttpRequest, place: Place) -> dict[str, str]:
    """Save every answer that was given; return a sentence for each that could not be."""
    errors, count = {}, 0
    for indicator in place.part.indicators():
        try:
            count += _save(request, place, indicator.id)
        except services.Overtaken as no:
            errors[indicator.id] = _overtaken(request, indicator.id, no.answer)
        except services.Refused as no:
            errors[indicator.id] = str(no.sentence)
    if count:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", count)
        messages.success(request, text % {"count": count})
    return errors


def _save(request: HttpRequest, place: Place, name: str) -> bool:
    """Save one answer of the form; tell whether that changed anything.

    What still says what the page showed when it was loaded asks for no change, whatever others
    have answered since.
    """
    if parts.keeps_other(request.POST, name):
        return False
    value, seen = parts.chosen(request.POST, name), parts.seen(request.POST, name)
    said = parts.said_beside(request.POST, name)
    if value is None:
        if said and said.note:
            raise services.Refused(_("Choose an answer as well: a note alone is not kept."))
        return False
    same = seen and seen[0].partition(":")[0] == value
    if same and not parts.moved_beside(request.POST, name, said):
        return False
    saved = services.save_answer(
        user=request.user,
        round_id=place.round.pk,
        indicator=name,
        value=value,
        client_id=request.POST.get(f"client-{name}", ""),
        seen=seen,
        institution=str(place.institution),
        said=said,
    )
    if saved.answer.value != value:  # this form was sent before, and overtaken since
        raise services.Overtaken(saved.answer)
    return saved.changed


def _overtaken(request: HttpRequest, name: str, stored: Answer) -> str:
    said = parts.meanwhile(request.user, stored, parts.chosen(request.POST, name) or "")
    return f"{said} {parts.how_to_choose()}"


def _onward(request: HttpRequest, place: Place, taken: str) -> HttpResponse:
    """Go to the part that follows, or after the last one back to the overview.

    Whoever took over a former answer stays at its question.
    """
    if taken:
        return redirect(f"{_here(request, place)}#question-{taken}")
    following = _following(place)
    if following:
        return redirect(_here(request, place, following))
    return redirect("assessments:round", place.round.pk)


def _here(request: HttpRequest, place: Place, part: str = "") -> str:
    """Return the address of this part or of another one, from the same seat."""
    page = reverse("assessments:dimension", args=[place.round.pk, part or place.part.id])
    wanted = request.POST.get("as", "") if len(place.reach.seats) > 1 else ""
    return f"{page}?{urlencode({'as': wanted})}" if wanted else page


def _following(place: Place) -> str:
    """Name the part after this one that is open to the person; "" after the last."""
    seen = [one.id for one in answering.parts_of(place.round) if place.reach.sees(one.id)]
    return next(iter(seen[seen.index(place.part.id) + 1 :]), "")


def _context(request: HttpRequest, place: Place, errors: Mapping[str, str]) -> dict[str, object]:
    one, part, reached = place.round, place.part, place.reach
    model = answering.model_of(one)
    compares = counting.wanted(reached)
    read = one.answers if compares else one.answers.filter(institution=place.institution)
    given = list(asked.with_reasons(read.select_related("answered_by")))
    rows = [row for row in given if row.institution_id == place.institution]
    services.note_answers_seen(
        user=request.user, reached=reached, of={row.institution_id for row in rows}
    )
    answers = answering.as_values(rows)
    words = wording.at_hand(wording.owner(model), get_language())
    may_answer = one.is_open and place.seat is not None and not reached.closing
    here = [indicator.id for indicator in part.indicators()]
    again = asked.reasons(reached, part.id, (row for row in rows if row.indicator in here))
    talks = threads.may_talk(reached, part.id)
    wanted = (request.GET.get("as", ""), str(place.institution))
    seats = (returning.key(str(one.pk), part.id, seat) for seat in wanted)
    returned = returning.restored(request, *seats) if may_answer else {}
    page = questions.Page(
        model=model,
        words=words,
        stored={row.indicator: row for row in rows},
        holds=applying.applies(model, answers),
        former=_former(place) if may_answer else {},
        errors=errors,
        typed=returned or request.POST,
        returned=bool(returned),
        takes=may_answer,
        asked=again,
        threads=threads.counts(reached, part.id, here) if talks else None,
        round_id=one.pk,
    )
    sections = page.sections(part)
    manages = roles.MANAGE in reached.held
    rules = [
        rule.id
        for rule in applying.contradicted(model, answers)
        if any(condition.indicator in here for condition in rule.all)
    ]
    return counting.outline(reached, answers, part, given if compares else ()) | {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "part": part,
        "title": words(f"{part.id}/title"),
        "summary": words.optional(f"{part.id}/summary"),
        "minutes": asking.minutes(part),
        "sections": sections,
        "takes": any(question.take for section in sections for question in section.questions),
        "contradictions": contradictions.told(model, rules, words),
        "errors": errors,
        "returned": bool(returned),
        "on_behalf": may_answer and any(row.on_behalf for row in rows if row.indicator in here),
        "workshop": here[0] if one.is_open and manages else "",
        "following": _following(place),
        "may_answer": may_answer,
        "may_send": may_answer or bool(again),
        **approvals.of_part(reached, part.id),
        "seating": seating.at(place.reach, part.id, place.seat, get_language()),
        "laid": laid.at_questions(request.user, one),
    }


def _former(place: Place) -> dict[str, suggesting.Suggestion]:
    """Return what was answered before, to the institution whose answers they are."""
    own = place.institution == place.round.institution_id
    one = place.round
    return suggesting.for_round(one) if own else suggesting.for_guest(one, place.institution)
