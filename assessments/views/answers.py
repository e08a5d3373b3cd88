"""A page a part: every answer is saved as it is given, or all of them with one button."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments import answering, services, wording
from assessments.domain import scoring
from assessments.domain.maturity import Dimension, Indicator, MaturityModel
from assessments.models import Round
from assessments.views import doors, trails
from cms.people import access, roles

FIELD = "answer-"


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator as the page asks it: its words, its levels, and the answer so far."""

    id: str
    field: str
    client_id: str
    text: wording.Text
    why: wording.Text
    levels: tuple[tuple[str, wording.Text], ...]
    evidence: tuple[wording.Text, ...]
    value: str
    saved: bool
    error: str


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def dimension(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Show the questions of one part; take all its answers from a plain form."""
    one = doors.round_for(request, round_id)
    part = _part(answering.model_of(one), dimension)
    errors: dict[str, str] = {}
    if request.method == "POST":
        access.require(request.user, roles.ANSWER, one.institution)
        errors = _save_all(request, one, part)
        if not errors:
            return _onward(one, part)
    context = _context(request, one, part, errors)
    return render(request, "assessments/dimension.html", context, status=422 if errors else 200)


@doors.private
@require_POST
def answer(request: HttpRequest, round_id: uuid.UUID, indicator: str) -> HttpResponse:
    """Save one answer as it is given; the fragment brings the counts up to date."""
    try:
        saved = services.save_answer(
            user=request.user,
            round_id=round_id,
            indicator=indicator,
            value=request.POST.get(FIELD + indicator, ""),
            client_id=request.POST.get(f"client-{indicator}", ""),
        )
    except PermissionDenied:
        return doors.denied(request, round_id)
    except services.Refused as no:
        return doors.refusal(str(no.sentence), 409)
    model = answering.model_of(saved.round)
    part = model.dimension_of(indicator)
    context = _outline(saved.round, model, saved.answers, part) | {
        "indicator": indicator,
        "client_id": uuid.uuid4().hex,
    }
    return render(request, "assessments/_answer_saved.html", context)


def _part(model: MaturityModel, name: str) -> Dimension:
    for part in model.dimensions:
        if part.id == name:
            return part
    raise Http404


def _save_all(request: HttpRequest, one: Round, part: Dimension) -> dict[str, str]:
    """Save every answer that was given; return a sentence for each that could not be."""
    errors, count = {}, 0
    for indicator in part.indicators:
        value = request.POST.get(FIELD + indicator.id)
        if value is None:
            continue
        try:
            saved = services.save_answer(
                user=request.user, round_id=one.pk, indicator=indicator.id, value=value
            )
            count += saved.changed
        except services.Refused as no:
            errors[indicator.id] = str(no.sentence)
    if count:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", count)
        messages.success(request, text % {"count": count})
    return errors


def _onward(one: Round, part: Dimension) -> HttpResponse:
    """Go to the part that follows, or after the last one back to the overview."""
    names = [other.id for other in answering.model_of(one).dimensions]
    following = names[names.index(part.id) + 1 :]
    if following:
        return redirect("assessments:dimension", one.pk, following[0])
    return redirect("assessments:round", one.pk)


def _context(
    request: HttpRequest, one: Round, part: Dimension, errors: Mapping[str, str]
) -> dict[str, object]:
    model, answers = answering.model_of(one), answering.answers_of(one)
    words = wording.Words(wording.owner(model), get_language())
    names = [other.id for other in model.dimensions]
    place = names.index(part.id)
    return _outline(one, model, answers, part) | {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "part": part,
        "title": words(f"{part.id}/title"),
        "summary": words(f"{part.id}/summary"),
        "questions": [
            _question(indicator, words, answers, errors, request.POST)
            for indicator in part.indicators
        ],
        "errors": errors,
        "following": names[place + 1] if place + 1 < len(names) else "",
        "may_answer": one.is_open and access.may(request.user, roles.ANSWER, one.institution),
        "readers": doors.readers(one.institution),
    }


def _outline(
    one: Round, model: MaturityModel, answers: Mapping[str, scoring.Answer], part: Dimension
) -> dict[str, object]:
    words = wording.Words(wording.owner(model), get_language())
    progress = answering.progress(model, answers)
    here = next(one for one in progress if one.dimension == part.id)
    return {
        "steps": trails.parts(one, progress, words, here=part.id),
        "place": progress.index(here) + 1,
        "places": len(progress),
        "given": here.given,
        "asked": here.asked,
    }


def _question(
    indicator: Indicator,
    words: wording.Words,
    answers: Mapping[str, scoring.Answer],
    errors: Mapping[str, str],
    typed: Mapping[str, str],
) -> Question:
    """Show what was typed where it could not be saved, else what is stored."""
    name = indicator.id
    stored = str(answers.get(name, ""))
    return Question(
        id=name,
        field=FIELD + name,
        client_id=uuid.uuid4().hex,
        text=words(f"{name}/question"),
        why=words(f"{name}/why"),
        levels=tuple((str(n), text) for n, text in enumerate(words.every(f"{name}/levels"))),
        evidence=tuple(words.every(f"{name}/evidence")),
        value=typed.get(FIELD + name, stored) if errors else stored,
        saved=bool(stored) and name not in errors,
        error=errors.get(name, ""),
    )
