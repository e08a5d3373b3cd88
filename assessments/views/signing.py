"""Sign-off with what is missing shown before it, and the result of a signed round."""

import json
import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import answering, library, profile, roadmap, services, titles, wording
from assessments.domain import asking, scoring
from assessments.models import Plan, Round
from assessments.views import approvals, comparing, contradictions, doors, positions
from cms.people import access, roles
from cms.people.again import fresh
from cms.people.models import User


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def sign(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what a signature would leave open, and sign."""
    one = doors.round_for(request, round_id)
    if request.method == "POST":
        try:
            services.sign_off(user=request.user, round_id=one.pk)
        except services.Refused as no:
            return render(request, "assessments/sign.html", _sheet(request, one, no), status=409)
        return redirect("assessments:result", one.pk)
    if one.is_signed:
        return redirect("assessments:result", one.pk)
    return render(request, "assessments/sign.html", _sheet(request, one))


@doors.private
@require_POST
def ask_to_sign(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Ask those who sign for the institution to look at the answers and sign them."""
    one = doors.round_for(request, round_id, roles.MANAGE)
    try:
        count = services.ask_to_sign(user=request.user, round_id=one.pk)
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        sent = _("The letter to the approvers is on its way.")
        messages.info(request, sent if count else _("They were asked today already."))
    return redirect("assessments:sign", one.pk)


def _sheet(
    request: HttpRequest, one: Round, no: services.Refused | None = None
) -> dict[str, object]:
    model = answering.model_of(one)
    words = wording.Words(wording.owner(model), get_language())
    gaps = services.gaps(one)
    readers = doors.readers(one.institution)
    signing = roles.granting(roles.SIGN)

    part_of = asking.asked_in(model)

    def listed(names: tuple[str, ...]) -> list[dict[str, object]]:
        return [
            {"title": words(f"{name}/title"), "part": part_of[name], "id": name} for name in names
        ]

    return {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "not_asked": listed(gaps.not_asked),
        "unknown": listed(gaps.unknown),
        "apart": listed(gaps.apart),
        "unexplained": listed(gaps.unexplained),
        "unproven": listed(gaps.unproven),
        "not_signable": services.not_signable(one),
        "contradictions": contradictions.told(model, gaps.contradictions, words),
        "parts": _parts(one, words),
        "reviews": access.may(request.user, roles.REVIEW, one.institution),
        "may_sign": access.may(request.user, roles.SIGN, one.institution),
        "may_ask": access.may(request.user, roles.MANAGE, one.institution),
        "signers": [reader for reader in readers if reader.role in signing],
        "refused": no.sentence if no else "",
    }


def _parts(one: Round, words: wording.Words) -> list[dict[str, object]]:
    """List the parts with what was approved of them, once the answers are closed."""
    if one.state not in approvals.CLOSED:
        return []
    found = approvals.of_round(one)
    return [
        {"id": part.id, "title": words(f"{part.id}/title"), "approval": found.get(part.id)}
        for part in answering.parts_of(one)
    ]


@doors.private
@require_safe
def result(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show the profile of a signed round; an open one has no result yet."""
    reached = doors.reach_for(request, round_id)
    if not reached.may(roles.RESULTS):
        raise PermissionDenied
    one = reached.round
    if not one.is_signed:
        return redirect("assessments:round", one.pk)
    services.note_round_seen(user=request.user, one=one)
    model = answering.model_of(one)
    content = json.loads(one.snapshot.content)
    answers = content["answers"]
    card = scoring.as_json(scoring.score(model, answers))
    plan = services.newest_plan(user=request.user, snapshot=one.snapshot)
    context = {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "profile": profile.of(card, model, get_language()),
        "snapshot": one.snapshot,
        "short_hash": roadmap.grouped(one.snapshot.sha256),
        "plan": plan,
        "earlier": comparing.earlier(request.user, one),
        "may_plan": reached.may(roles.PLAN),
        "may_share": reached.may(roles.SIGN),
        "further": further(request.user, one, plan) if reached.may(roles.PLAN) else [],
        "served": library.serves(model.id),
        "outcomes": positions.outcomes(one, get_language()) if "institutions" in content else (),
        "compares": reached.may(roles.REVIEW),
        "approvals": approvals.told(one, content.get("approvals", {}), get_language()),
        **doors.readers_of_result(one),
    }
    return render(request, "assessments/result.html", context)


def further(user: User, one: Round, plan: Plan | None) -> list[dict[str, object]]:
    """Return the results that a roadmap of this round can be made with, to who plans.

    Those of the institution come first and are chosen; none is left where the plan has them all.
    """
    language = get_language()
    lent = services.received(user, one.institution_id)
    results = [
        *services.own_results(one.snapshot),
        *(row.snapshot for row in lent.exclude(snapshot__round__model_slug=one.model_slug)),
    ]
    planned = {plan.snapshot_id, *plan.further.values_list("pk", flat=True)} if plan else set()
    if planned.issuperset(result.pk for result in results):
        return []
    return [
        {
            "value": str(result.pk),
            "title": result.round.title,
            "model": titles.questionnaire(result.round, language),
            "owner": ""
            if result.institution_id == one.institution_id
            else result.institution.name_in(language),
            "signed_at": result.signed_at,
        }
        for result in results
    ]
