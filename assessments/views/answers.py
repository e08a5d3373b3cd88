"""A page a part, and all its answers from a plain form."""

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import answering, services, suggesting, wording
from assessments.domain import applying, asking
from assessments.domain.asking import Part
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Round
from assessments.views import contradictions, doors, laid, parts, questions
from cms.people import access, roles


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def dimension(request: HttpRequest, round_id: uuid.UUID, dimension: str) -> HttpResponse:
    """Show the questions of one part; take all its answers from a plain form."""
    one = doors.round_for(request, round_id)
    part = parts.find(answering.model_of(one), dimension)
    if part is None:
        raise Http404
    errors: dict[str, str] = {}
    if request.method == "POST":
        access.require(request.user, roles.ANSWER, one.institution)
        if not doors.is_whole(request):
            raise BadRequest
        if not doors.is_same_person(request):
            raise PermissionDenied
        errors = _save_all(request, one, part)
        if not errors:
            return _onward(one, part, parts.taken(request.POST, part))
    context = _context(request, one, part, errors)
    return render(request, "assessments/dimension.html", context, status=422 if errors else 200)


def _save_all(request: HttpRequest, one: Round, part: Part) -> dict[str, str]:
    """Save every answer that was given; return a sentence for each that could not be."""
    errors, count = {}, 0
    for indicator in part.indicators():
        try:
            count += _save(request, one, indicator.id)
        except services.Overtaken as no:
            errors[indicator.id] = _overtaken(request, indicator.id, no.answer)
        except services.Refused as no:
            errors[indicator.id] = str(no.sentence)
    if count:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", count)
        messages.success(request, text % {"count": count})
    return errors


def _save(request: HttpRequest, one: Round, name: str) -> bool:
    """Save one answer of the form; tell whether that changed anything.

    What still says what the page showed when it was loaded asks for no change, whatever others
    have answered since.
    """
    value, seen = parts.chosen(request.POST, name), parts.seen(request.POST, name)
    if value is None or (seen and seen[0].partition(":")[0] == value):
        return False
    saved = services.save_answer(
        user=request.user,
        round_id=one.pk,
        indicator=name,
        value=value,
        client_id=request.POST.get(f"client-{name}", ""),
        seen=seen,
    )
    if saved.answer.value != value:  # this form was sent before, and overtaken since
        raise services.Overtaken(saved.answer)
    return saved.changed


def _overtaken(request: HttpRequest, name: str, stored: Answer) -> str:
    said = parts.meanwhile(request.user, stored, parts.chosen(request.POST, name) or "")
    return f"{said} {_('Save once more to send yours, or choose theirs to keep it.')}"


def _onward(one: Round, part: Part, taken: str) -> HttpResponse:
    """Go to the part that follows, or after the last one back to the overview.

    Whoever took over a former answer stays at its question.
    """
    if taken:
        here = reverse("assessments:dimension", args=[one.pk, part.id])
        return redirect(f"{here}#question-{taken}")
    following = _following(answering.model_of(one), part)
    if following:
        return redirect("assessments:dimension", one.pk, following)
    return redirect("assessments:round", one.pk)


def _following(model: MaturityModel, part: Part) -> str:
    """Name the part after this one; "" after the last."""
    names = [other.id for other in asking.parts(model)]
    return next(iter(names[names.index(part.id) + 1 :]), "")


def _context(
    request: HttpRequest, one: Round, part: Part, errors: Mapping[str, str]
) -> dict[str, object]:
    model, rows = answering.model_of(one), list(one.answers.all())
    answers = answering.as_values(rows)
    words = wording.Words(wording.owner(model), get_language())
    may_answer = one.is_open and access.may(request.user, roles.ANSWER, one.institution)
    page = questions.Page(
        model=model,
        words=words,
        stored={row.indicator: row for row in rows},
        holds=applying.applies(model, answers),
        former=suggesting.for_round(one) if may_answer else {},
        errors=errors,
        typed=request.POST,
    )
    sections = page.sections(part)
    here = {indicator.id for indicator in part.indicators()}
    rules = [
        rule.id
        for rule in applying.contradicted(model, answers)
        if any(condition.indicator in here for condition in rule.all)
    ]
    return parts.outline(one, model, answers, part) | {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "part": part,
        "title": words(f"{part.id}/title"),
        "summary": words.optional(f"{part.id}/summary"),
        "sections": sections,
        "takes": any(question.take for section in sections for question in section.questions),
        "contradictions": contradictions.told(model, rules, words),
        "errors": errors,
        "following": _following(model, part),
        "may_answer": may_answer,
        "laid": laid.at_questions(request.user, one),
        "readers": doors.readers(one.institution),
    }
