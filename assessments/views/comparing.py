"""Two signed rounds of one institution on one questionnaire: what moved between them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import answering, carried_out, services, signed, wording
from assessments.domain import comparison, predicted
from assessments.domain.comparison import Change, Comparison
from assessments.domain.scoring import Answer
from assessments.models import Round
from assessments.models.tenancy import TenantQuerySet
from assessments.views import doors, moves, suggestions
from assessments.views.moves import Telling
from cms.people import roles
from cms.people.models import User

MOST = 5
"""How many earlier rounds a result offers for a comparison, the newest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what became of it, in words."""

    title: wording.Text
    told: SafeString


def earlier(user: User, one: Round) -> TenantQuerySet:
    """Return the rounds that were signed before this one, of the same institution and model."""
    rounds = Round.objects.open_to(user, roles.READ).filter(
        institution=one.institution_id,
        model_slug=one.model_slug,
        snapshot__signed_at__lt=one.snapshot.signed_at,
    )
    found = rounds.select_related("snapshot").defer("snapshot__content")
    return found.order_by("-snapshot__signed_at")[:MOST]


@doors.private
@require_safe
def compare(request: HttpRequest, round_id: uuid.UUID, earlier_id: uuid.UUID) -> HttpResponse:
    """Show what moved since an earlier signed round; 404 for whatever cannot be compared."""
    one, former = doors.round_for(request, round_id), doors.round_for(request, earlier_id)
    if not _comparable(one, former):
        raise Http404
    for seen in (one, former):
        services.note_round_seen(user=request.user, one=seen)
    before, after = signed.given(former.snapshot), signed.given(one.snapshot)
    between = signed.between(before.model, after.model)
    found = comparison.compare(before, after, between)
    return render(request, "assessments/compare.html", _context(one, former, found))


def _comparable(one: Round, former: Round) -> bool:
    return (
        one.is_signed
        and former.is_signed
        and one.institution_id == former.institution_id
        and one.model_slug == former.model_slug
        and former.snapshot.signed_at < one.snapshot.signed_at
    )


def _context(one: Round, former: Round, found: Comparison) -> dict[str, object]:
    models = sorted(
        (found.after.given.model, found.before.given.model), key=lambda model: -model.version
    )
    telling = Telling(*models, get_language())
    whole, rows = moves.whole(telling.rows(found.nodes, before=models[0]))
    return {
        "round": one,
        "earlier": former,
        "institution": one.institution.name_in(get_language()),
        "model_title": telling.title("model"),
        "carried": found.before.carried or found.after.carried,
        "signed_figures": [telling.figures(x.signed.whole) for x in (found.before, found.after)],
        "whole": whole,
        "rows": rows,
        "changes": list(_lines(found, telling, _left_out(one))),
        "worked": _worked(one, former, found, telling),
        "moved": found.moved or bool(found.unclear),
        **doors.readers_of_result(one),
    }


def _worked(
    one: Round, former: Round, found: Comparison, telling: Telling
) -> dict[str, object] | None:
    """Hold what was carried out between the two against what its roadmap expected."""
    rows = carried_out.between(former, one)
    if not rows:
        return None
    given = found.before.given.model, found.after.given.model
    results = predicted.outcomes(
        carried_out.expected(rows, one.model_slug), found, signed.between(*given)
    )
    titles = {row.action: carried_out.title(row, get_language()) for row in rows}
    ended = {row.action: row.ended for row in rows}
    stage = carried_out.stage_expected(rows, one)
    known = any(stage == x.id for model in given for x in model.stages)
    return {
        "stage": telling.title(stage) if stage and known else None,
        "sums": {name.replace("-", "_"): n for name, n in predicted.sums(results).items()},
        "lines": [
            {
                "action": titles[x.action],
                "ended": ended[x.action],
                "question": telling.title(x.indicator),
                "before": _level(x, x.before, found),
                "predicted": _level(x, x.predicted, found),
                "reached": _level(x, x.reached, found),
                "verdict": x.verdict,
            }
            for x in results
            if any(model.has(x.indicator) for model in given)
        ],
    }


def _level(one: predicted.Outcome, answer: Answer | None, found: Comparison) -> str:
    """Say an answer in the words of the version that asks the question."""
    later = found.after.given.model
    asked = later if later.has(one.indicator) else found.before.given.model
    return suggestions.said(asked, one.indicator, answer)


def _left_out(one: Round) -> frozenset[str]:
    """Return the questions that a rapid round does not ask; none of a full one."""
    asked = {ind.id for part in answering.parts_of(one) for ind in part.indicators()}
    return frozenset(ind.id for ind in answering.model_of(one).indicators()) - asked


def _lines(found: Comparison, telling: Telling, left_out: frozenset[str]) -> Iterator[Line]:
    for one in found.changes:
        told = _told(one, found, left_out=one.indicator in left_out)
        yield Line(telling.title(one.indicator), told)
    for other in found.unclear:
        text = _("cannot be compared: the older answers suggest no level in the newer version")
        yield Line(telling.title(other.indicator), moves.filled(text, {}))


def _told(one: Change, found: Comparison, *, left_out: bool) -> SafeString:
    """Say what became of a question; one that lost its answer may still be asked.

    `left_out` is one that the questionnaire holds and a rapid round does not ask.
    """
    earlier, later = found.before.given.model, found.after.given.model
    was_there, is_there = earlier.has(one.indicator), later.has(one.indicator)
    asked = later if is_there else earlier
    before, after = (
        suggestions.said(asked, one.indicator, answer) for answer in (one.before, one.after)
    )
    text = {
        "rose": _("rose from %(before)s to %(after)s"),
        "fell": _("fell from %(before)s to %(after)s"),
        "became-known": _("became known: %(after)s"),
        "became-unknown": _("became unknown; it was %(before)s"),
        "now-applies": _("applies now: %(after)s"),
        "no-longer-applies": _("no longer applies; it was %(before)s"),
        "newly-asked": _("is newly answered: %(after)s")
        if was_there
        else _("is newly asked: %(after)s"),
        "no-longer-asked": _("has no answer any more; it was %(before)s")
        if is_there and not left_out
        else _("was not asked this time; it was %(before)s")
        if is_there
        else _("is no longer asked; it was %(before)s"),
    }[one.kind]
    return moves.filled(text, {"before": before, "after": after})
