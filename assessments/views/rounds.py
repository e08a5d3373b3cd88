"""The home of a ministry with its rounds, the start of a new one, and the overview of one."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import answering, loop, room, services, suggesting, wording
from assessments.answering import Progress
from assessments.domain import applying, scoring
from assessments.forms import StartForm
from assessments.models import Round
from assessments.scopes import Reach
from assessments.services.desks import next_step
from assessments.views import asked, contradictions, doors, entered, trails
from cms.people import access, roles


@doors.private
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Show where every institution of this person stands, and list its rounds."""
    language = get_language()
    desk = services.desk(user=request.user, language=language)
    waiting = [one for one in desk if one["guest"] and not one["signed"]]
    context = {
        "loops": loop.loops(user=request.user, language=language, today=timezone.localdate()),
        "asked": waiting,
        "rounds": [one for one in desk if one not in waiting],
        "closing": dict(access.closing_of(request.user)),
        "may_start": access.institutions(request.user, roles.MANAGE).exists(),
    }
    return render(request, "assessments/rounds.html", context)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a round; only coordinators reach the form."""
    if not access.institutions(request.user, roles.MANAGE).exists():
        return render(request, "assessments/no_start.html", status=403)
    chosen = {"institution": request.GET.get("institution", "")}
    form = StartForm(request.POST or None, user=request.user, initial=chosen)
    if form.is_valid():
        try:
            found = services.start_rounds(
                user=request.user,
                institution=form.cleaned_data["institution"],
                models=form.cleaned_data["model"],
                details=form.details(),
                draft=request.POST.get("do") == "prepare",
            )
        except services.Refused as no:
            form.add_error(None, no.sentence)
        else:
            single = len(found) == 1
            return (
                redirect("assessments:round", found[0].pk)
                if single
                else redirect("assessments:rounds")
            )
    return render(
        request, "assessments/start.html", {"form": form}, status=422 if form.errors else 200
    )


@doors.private
@require_safe
def overview(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show one round: its parts with their counts, who sees it, and what comes next."""
    reached = doors.reach_for(request, round_id)
    return render(request, "assessments/round.html", _context(request, reached))


def _answers(reached: Reach) -> dict[str, scoring.Answer]:
    """Return what counts to whoever sees everything, to others their institutions' answers."""
    one = reached.round
    if reached.sees_everything or reached.may(roles.RESULTS):
        return answering.answers_of(one)
    mine = {seat.institution for seat in reached.seats} or {one.institution_id}
    return answering.as_values(one.answers.filter(institution__in=mine))


def _next(reached: Reach, progress: Sequence[Progress], *, compares: bool) -> tuple[str, str]:
    """Return what this person does next; "" where there is nothing to do."""
    one = reached.round
    unsettled = not all(part.is_complete for part in progress)
    if compares and unsettled and one.state == Round.State.REVIEW:
        return reverse("assessments:agreement", args=[one.pk]), _("Answers side by side")
    if one.state == Round.State.DRAFT:
        team = reverse("assessments:team", args=[one.pk])
        return (team, _("Who answers what")) if reached.may(roles.MANAGE) else ("", "")
    if compares and one.is_open:
        return _of_a_team(reached, progress)
    if reached.may(roles.RESULTS):
        return next_step(one)
    for part in progress:
        if one.is_open and not part.is_complete and reached.seat(part.part):
            url = reverse("assessments:dimension", args=[one.pk, part.part])
            return url, _("Go on answering")
    return "", ""


def _of_a_team(reached: Reach, progress: Sequence[Progress]) -> tuple[str, str]:
    """Lead to a part that waits for the person's own institution, else to what others answered.

    A part given to others alone waits for them, however many of its questions are not settled.
    """
    one, given = reached.round, defaultdict(set)
    for part, institution in one.delegations.values_list("part", "institution"):
        given[part].add(institution)
    for row in progress:
        mine = row.part not in given or one.institution_id in given[row.part]
        if mine and not row.is_complete and reached.seat(row.part):
            url = reverse("assessments:dimension", args=[one.pk, row.part])
            return url, _("Go on answering")
    return reverse("assessments:agreement", args=[one.pk]), _("Answers side by side")


def _context(request: HttpRequest, reached: Reach) -> dict[str, object]:
    one = reached.round
    model, answers = answering.model_of(one), _answers(reached)
    words = wording.Words(wording.owner(model), get_language())
    parts = [row for row in answering.progress_of(one, answers) if reached.sees(row.part)]
    compares = reached.sees_everything and one.participations.exists()
    next_url, next_title = _next(reached, parts, compares=compares)
    whole = reached.may(roles.RESULTS)
    return {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "model_title": words("model/title"),
        "model_summary": words("model/summary"),
        "notice": words("model/notice"),
        "trial": model.demonstration,
        "steps": trails.parts(one, parts, words, compares=compares),
        "contradictions": contradictions.told(
            model, (one.id for one in applying.contradicted(model, answers)), words
        )
        if whole
        else (),
        "given": sum(part.given for part in parts),
        "asked": sum(part.asked for part in parts),
        "next_url": next_url,
        "next_title": next_title,
        "whole": whole,
        "answers": bool(reached.seats),
        "manages": reached.may(roles.MANAGE),
        "leads": bool(reached.leads),
        "waits": _waits(reached),
        "steps_ahead": [
            (name, services.STEPS[name].label) for name in services.steps(one, reached.held)
        ],
        "carries": whole and one.is_open and not answers and _carries(one),
        "workshop": _workshop(reached),
        "compares": compares,
        "asked_again": asked.seen(reached, get_language()),
        "entered": entered.waits(reached),
        "readers": doors.readers(one.institution, roles.REVIEW),
    }


def _workshop(reached: Reach) -> str:
    """Return where the coordinator goes on for a room of several institutions; "" elsewhere."""
    one = reached.round
    if roles.MANAGE not in reached.held or not one.is_open or not one.participations.exists():
        return ""
    standing = room.standing(one)
    there = standing.lacking(-1) or standing.order[0]
    return reverse("assessments:workshop", args=[one.pk, *there])


def _waits(reached: Reach) -> int:
    """Count for the coordinator the given parts that are not complete."""
    if not reached.may(roles.MANAGE) or not reached.round.is_open:
        return 0
    rows = services.waiting(reached.round, timezone.localdate())
    return sum(not row.is_done for row in rows)


def _carries(one: Round) -> bool:
    """Tell whether an earlier signature suggests anything for the round."""
    former = suggesting.former(one)
    return former is not None and bool(former.carried().suggestions)
