"""What an earlier signature would carry over into an open round, and what it would score."""

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments import answering, suggesting, wording
from assessments.domain.carrying import Preview
from assessments.models import Round
from assessments.suggesting import Former
from assessments.views import doors, moves, suggestions
from assessments.views.moves import Telling


@doors.private
@require_safe
def carry_over(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what the newest signature suggests for an open round; 404 where there is none."""
    one = doors.round_for(request, round_id)
    former = suggesting.former(one) if one.is_open else None
    if former is None:
        raise Http404
    return render(request, "assessments/carry_over.html", _context(one, former))


def _context(one: Round, former: Former) -> dict[str, object]:
    found: Preview = former.preview()
    carried, old = found.carried, former.given.model
    telling = Telling(former.asked, old, get_language())
    whole, rows = moves.whole(telling.rows(found.nodes, before=old))
    unclear = {other.indicator for other in carried.unclear}
    here = {asked.id for part in answering.parts_of(one) for asked in part.indicators()}

    def titles(names: Iterable[str]) -> list[wording.Text]:
        return [telling.title(name) for name in names]

    return {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "model_title": telling.title("model"),
        "signed_at": former.snapshot.signed_at,
        "carried": carried,
        "whole": whole,
        "rows": rows,
        "suggestions": [
            {
                "title": telling.title(suggestion.indicator),
                "answer": suggestions.said(former.asked, suggestion.indicator, suggestion.answer),
                "note": suggestions.note(suggestion, former.asked),
            }
            for suggestion in former.suggestions(carried)
            if suggestion.indicator in here
        ],
        "dropped": [suggestions.title(old, name) for name in carried.dropped],
        "fresh": titles(name for name in carried.fresh if name in here - unclear),
        "readers": doors.readers(one.institution),
    }
