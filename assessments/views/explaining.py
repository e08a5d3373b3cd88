"""The page that explains a score: every part of it step by step, down to the questions."""

import json
import uuid
from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments import answering, explaining, lessons, profile, services, wording
from assessments.domain import scoring, trace
from assessments.domain.framework import MODEL, Dimension, MaturityModel
from assessments.models import Round
from assessments.titles import Titles
from assessments.views import doors


@doors.private
@require_safe
def explain(request: HttpRequest, round_id: uuid.UUID, node: str) -> HttpResponse:
    """Explain the score of one part of a signed round; `model` is the whole."""
    one = doors.round_for(request, round_id)
    if not one.is_signed:
        return redirect("assessments:round", one.pk)
    services.note_round_seen(user=request.user, one=one)
    model, language = answering.model_of(one), get_language()
    answers = json.loads(one.snapshot.content)["answers"]
    card = scoring.score(model, answers)
    try:
        steps = trace.node(model, card, node, answers)
    except KeyError:
        raise Http404 from None
    words = wording.Words(wording.owner(model), language)
    explanation = explaining.of(steps, model, words)
    linked = {row.id for row in explanation.rows}
    context = {
        "round": one,
        "institution": one.institution.name_in(language),
        "title": words(f"{node}/title"),
        "line": profile.node_line(scoring.as_json(card), node, model, language),
        "explanation": explanation,
        "below": [
            {"id": one.id, "title": words(f"{one.id}/title")}
            for one in card.node(node).factors
            if one.id not in linked
        ],
        "above": [{"id": above, "title": words(f"{above}/title")} for above in _above(model, node)],
        "actions": _actions(request, one, model, node),
        "lessons": lessons.teaching(model.id, _asked(model, node), language),
        **doors.readers_of_result(one),
    }
    return render(request, "assessments/explanation.html", context)


def _actions(
    request: HttpRequest, one: Round, model: MaturityModel, node: str
) -> list[tuple[str, wording.Text | str]]:
    """Return where the roadmap's actions stand that raise questions below a node, with titles."""
    asked = {f"{model.id}/{name}" for name in _asked(model, node)}
    plan = services.newest_plan(user=request.user, snapshot=one.snapshot) if asked else None
    if plan is None:
        return []
    page, told = reverse("assessments:plan", args=[plan.pk]), Titles(plan.result, get_language())
    return [
        (f"{page}?{urlencode({'action': action['id']})}", told.action(action["id"]))
        for action in plan.result["actions"]
        if any(f"{gap['model']}/{gap['indicator']}" in asked for gap in action["closes"])
    ]


def _asked(model: MaturityModel, node: str) -> list[str]:
    """Name the questions below a node; none of the whole, for which every lesson would stand."""
    return [one.id for part in model.nodes() if part.id == node for one in part.every()]


def _above(model: MaturityModel, node: str) -> list[str]:
    """Name the nodes above this one, the whole first; none above the whole."""
    if node == MODEL:
        return []
    for dimension in model.dimensions:
        if (found := next(_paths(dimension, node), None)) is not None:
            return [MODEL, *found]
    return [MODEL]


def _paths(here: Dimension, node: str) -> Iterator[list[str]]:
    if here.id == node:
        yield []
    for factor in here.factors:
        for below in _paths(factor, node):
            yield [here.id, *below]
