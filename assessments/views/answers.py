"""A page a part, and all its answers from a plain form."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import answering, services, suggesting, wording
from assessments.domain.maturity import Dimension, Indicator
from assessments.models import NO_ANSWER, Answer, Round
from assessments.suggesting import Suggestion
from assessments.views import doors, parts, suggestions
from cms.people import access, roles


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator as the page asks it: its words, its levels, and the answer so far.

    `note` says what was answered before; `take` is that answer where a button may save it.
    """

    id: str
    field: str
    client_id: str
    seen: str
    text: wording.Text
    why: wording.Text
    levels: tuple[tuple[str, wording.Text], ...]
    evidence: tuple[wording.Text, ...]
    value: str
    saved: bool
    error: str
    note: SafeString | str = ""
    take: str = ""
    take_label: str = ""


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


def _save_all(request: HttpRequest, one: Round, part: Dimension) -> dict[str, str]:
    """Save every answer that was given; return a sentence for each that could not be."""
    errors, count = {}, 0
    for indicator in part.every():
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


def _onward(one: Round, part: Dimension, taken: str) -> HttpResponse:
    """Go to the part that follows, or after the last one back to the overview.

    Whoever took over a former answer stays at its question.
    """
    if taken:
        here = reverse("assessments:dimension", args=[one.pk, part.id])
        return redirect(f"{here}#question-{taken}")
    names = [other.id for other in answering.model_of(one).dimensions]
    following = names[names.index(part.id) + 1 :]
    if following:
        return redirect("assessments:dimension", one.pk, following[0])
    return redirect("assessments:round", one.pk)


def _context(
    request: HttpRequest, one: Round, part: Dimension, errors: Mapping[str, str]
) -> dict[str, object]:
    model, rows = answering.model_of(one), list(one.answers.all())
    answers = answering.as_values(rows)
    words = wording.Words(wording.owner(model), get_language())
    stored = {row.indicator: row for row in rows}
    names = [other.id for other in model.dimensions]
    place = names.index(part.id)
    may_answer = one.is_open and access.may(request.user, roles.ANSWER, one.institution)
    former = suggesting.for_round(one) if may_answer else {}
    questions = [
        _suggested(
            _question(indicator, words, stored.get(indicator.id), errors, request.POST),
            former.get(indicator.id),
        )
        for indicator in part.every()
    ]
    return parts.outline(one, model, answers, part) | {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "part": part,
        "title": words(f"{part.id}/title"),
        "summary": words(f"{part.id}/summary"),
        "questions": questions,
        "takes": any(question.take for question in questions),
        "errors": errors,
        "following": names[place + 1] if place + 1 < len(names) else "",
        "may_answer": may_answer,
        "readers": doors.readers(one.institution),
    }


def _question(
    indicator: Indicator,
    words: wording.Words,
    stored: Answer | None,
    errors: Mapping[str, str],
    typed: Mapping[str, str],
) -> Question:
    """Show what was typed where it could not be saved, else what is stored."""
    name = indicator.id
    value = stored.value if stored else ""
    return Question(
        id=name,
        field=parts.FIELD + name,
        client_id=uuid.uuid4().hex,
        text=words(f"{name}/question"),
        why=words(f"{name}/why"),
        levels=tuple((str(n), text) for n, text in enumerate(words.every(f"{name}/levels"))),
        evidence=tuple(words.every(f"{name}/evidence")),
        seen=stored.token if stored else NO_ANSWER,
        value=parts.chosen(typed, name) or value if name in errors else value,
        saved=bool(stored) and name not in errors,
        error=errors.get(name, ""),
    )


def _suggested(question: Question, former: Suggestion | None) -> Question:
    """Add what was answered before; its button goes where the question has an answer."""
    if former is None:
        return question
    take = "" if question.value else former.value
    label = suggestions.button(former) if take else ""
    return replace(question, note=suggestions.note(former), take=take, take_label=label)
