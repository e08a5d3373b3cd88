"""Where institutions differ: the map of all questions, and the page on which a team agrees."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import answering, services, threads, wording
from assessments.domain.agreement import Standing
from assessments.models import Round
from assessments.scopes import Reach
from assessments.views import asked, doors, positions
from assessments.views.positions import Cell, Line, Map, Table
from cms.people import roles

SHOWN = ("differing", "open", "all")
SEEN = "seen-"


@doors.private
@require_safe
def overview(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show where the institutions differ and what counts: all parts, and the table of one."""
    reached = _reviewing(request, round_id)
    language = get_language()
    found = positions.of(reached, language)
    seen = map(uuid.UUID, found.institutions)
    services.note_answers_seen(user=request.user, reached=reached, of=seen)
    table = _chosen(found, request.GET.get("part", ""))
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else "differing"
    context = {
        "round": reached.round,
        "institution": reached.round.institution.name_in(language),
        "map": found,
        "figures": _figures(found),
        "table": table,
        "shown": shown,
        "lines": [line for line in table.lines if _is_shown(line, shown)],
        "readers": doors.readers(reached.round.institution, roles.REVIEW),
    }
    return render(request, "assessments/agreement.html", context)


def _chosen(found: Map, wanted: str) -> Table:
    """Return the part asked for, else the first where something is open, or differs."""
    named = [table for table in found.tables if table.id == wanted]
    unsettled = [table for table in found.tables if table.open]
    apart = [table for table in found.tables if table.differing]
    return next(iter([*named, *unsettled, *apart, *found.tables]))


def _is_shown(line: Line, shown: str) -> bool:
    return shown == "all" or line.is_open or (shown == "differing" and line.differs)


def _figures(found: Map) -> Mapping[str, int]:
    return {
        "alike": found.counted("one", "same"),
        "agreed": found.counted("agreed"),
        "open": found.counted("apart", "doubtful"),
        "outside": found.counted("outside"),
    }


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused form said, so that nothing of it is lost, and the sentence beside it.

    `where` is the form: "agree", or the institution that was to be asked.
    """

    sentence: str | Promise = ""
    where: str = ""
    value: str = ""
    text: str = ""
    moved: bool = False


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, round_id: uuid.UUID, indicator: str) -> HttpResponse:
    """Show the answers to one question side by side; agree on one, or ask to look again."""
    reached = _reviewing(request, round_id)
    part = answering.part_of(reached.round, indicator)
    if part is None:
        raise Http404
    typed = Typed()
    if request.method == "POST":
        try:
            return _done(request, reached.round, indicator, part)
        except services.Refused as no:
            typed = _typed(request, no)
    context = _context(request, reached, indicator, part, typed)
    status = 409 if typed.moved else 422 if typed.sentence else 200
    return render(request, "assessments/agree.html", context, status=status)


def _done(request: HttpRequest, one: Round, indicator: str, part: str) -> HttpResponse:
    """Do what the pressed button says, and go to the page that shows it."""
    post, user = request.POST, request.user
    here = redirect("assessments:agree", one.pk, indicator)
    match post.get("do", ""):
        case "ask":
            services.ask_again(
                user=user,
                round_id=one.pk,
                indicator=indicator,
                institution_id=post.get("institution", ""),
                reason=_text(post, "reason"),
            )
            messages.success(request, _("The institution is asked to look at its answer again."))
            return here
        case "ask-no-more":
            services.ask_no_more(user=user, round_id=one.pk, request_id=_number(post, "request"))
            messages.success(request, _("The request is withdrawn."))
            return here
        case "disagree":
            services.disagree(user=user, round_id=one.pk, indicator=indicator)
            messages.success(request, _("The agreement is withdrawn."))
            return here
    services.agree(
        user=user,
        round_id=one.pk,
        indicator=indicator,
        value=_value(post),
        rationale=_text(post, "rationale"),
        seen=_seen(post),
    )
    messages.success(request, _("What the team agrees on is written down."))
    there = reverse("assessments:agreement", args=[one.pk])
    return redirect(f"{there}?part={part}#question-{indicator}")


def _value(post: Mapping[str, str]) -> str:
    """Return the answer chosen, or that of the institution whose answer is taken over."""
    if "adopt" in post:
        return _seen(post).get(post["adopt"], "").partition(":")[0]
    return post.get("value", "")


def _seen(post: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(SEEN): post[name] for name in post if name.startswith(SEEN)}


def _text(post: Mapping[str, str], name: str) -> str:
    return post.get(name, "").replace("\r\n", "\n")


def _number(post: Mapping[str, str], name: str) -> int:
    text = post.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise PermissionDenied
    return int(text)


def _typed(request: HttpRequest, no: services.Refused) -> Typed:
    post = request.POST
    moved = isinstance(no, services.Moved)
    if post.get("do") == "ask":
        return Typed(no.sentence, post.get("institution", ""), text=_text(post, "reason"))
    return Typed(no.sentence, "agree", _value(post), _text(post, "rationale"), moved)


def _reviewing(request: HttpRequest, round_id: uuid.UUID) -> Reach:
    """Let pass who sees everything: 404 to strangers, 403 to who sees parts or results only."""
    reached = doors.reach_for(request, round_id)
    if not reached.sees_everything or (reached.emergency and request.method == "POST"):
        raise PermissionDenied
    return reached


def _context(
    request: HttpRequest, reached: Reach, indicator: str, part: str, typed: Typed
) -> dict[str, object]:
    one, language = reached.round, get_language()
    model = answering.model_of(one)
    words = wording.Words(wording.owner(model), language)
    rows = list(one.answers.filter(indicator=indicator).select_related("answered_by"))
    whose = {row.institution_id for row in rows}
    services.note_answers_seen(user=request.user, reached=reached, of=whose)
    names = positions.named(whose, language)
    agreed = one.consensus.filter(indicator=indicator).select_related("decided_by").first()
    found = answering.standings_among(rows, [agreed] if agreed else [])
    standing = found.get(indicator, Standing(None, "none"))
    cells = positions.cells(model, rows, names)
    values = {str(row.institution_id): row.value for row in rows}
    takes = one.state in (Round.State.OPEN, Round.State.REVIEW)
    several = len(rows) > 1 or any(row.outside for row in rows)
    return {
        "round": one,
        "institution": one.institution.name_in(language),
        "part": part,
        "id": indicator,
        "title": words(f"{indicator}/title"),
        "question": words(f"{indicator}/question"),
        "cells": cells,
        "kind": standing.kind,
        "why": positions.WHY[standing.kind],
        "counts": positions.said(model, indicator, standing),
        "agreed": agreed,
        "levels": _levels(reached, indicator, cells, values),
        "value": typed.value or (agreed.value if agreed else ""),
        "rationale": typed.text if typed.where == "agree" else agreed.rationale if agreed else "",
        "typed": typed,
        "manages": takes and several and reached.may(roles.MANAGE),
        "takes": takes,
        "asked": asked.seen(reached, language, indicator),
        "threads": threads.counts(reached, part, [indicator]).get(indicator, 0),
        "readers": doors.readers(one.institution, roles.REVIEW),
    }


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to agree on, in words, and which institutions gave it."""

    value: str
    number: str
    text: object
    by: tuple[str, ...]


def _levels(
    reached: Reach, indicator: str, cells: tuple[Cell, ...], values: Mapping[str, str]
) -> list[Level]:
    model = answering.model_of(reached.round)
    words = wording.Words(wording.owner(model), get_language())
    counted = model.indicator(indicator).scale is None
    texts: list[tuple[str, str, object]] = [
        (str(number), str(number) if counted else "", words(path))
        for number, path in enumerate(model.level_paths(indicator))
    ]
    texts += [("unknown", "", _("We do not know"))]
    texts += [("not-applicable", "", _("Does not apply to us"))]
    return [
        Level(
            value,
            number,
            text,
            tuple(cell.name for cell in cells if values.get(cell.institution) == value),
        )
        for value, number, text in texts
    ]
