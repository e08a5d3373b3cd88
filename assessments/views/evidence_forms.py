"""Forms of evidence: adding it and its versions, laying it at questions, verifying, removing."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import answering
from assessments.evidence_form import EvidenceForm, VersionForm
from assessments.models import Evidence, Round
from assessments.services import evidence as services
from assessments.services.refusals import Refused
from assessments.views import doors, laid
from assessments.views.evidence import evidence_for, page_of, who
from cms.people import access, roles
from cms.people.models import Institution
from cms.press import contents, receiving, uploads
from cms.press.models import Upload

CUT = "The form was cut on its way."


@receiving.with_file
@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Take new evidence; from a question, it is laid there at once."""
    institution = doors.institution_for(request, institution_id)
    access.require(request.user, roles.ANSWER, institution)
    place = _place(request, institution)
    form = _form(request, EvidenceForm, institution)
    if form.is_bound and form.is_right:
        try:
            made = services.add_evidence(
                user=request.user,
                institution_id=institution.pk,
                title=form.cleaned_data["title"],
                said=form.said(),
                given=form.given(),
            )
        except Refused as no:
            form.file_errors = (str(no.sentence),)
        else:
            return _added(request, made, place)
    return _page(request, form, institution, place=place)


@receiving.with_file
@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Take a new version of evidence."""
    evidence = evidence_for(request, evidence_id, roles.ANSWER)
    form = _form(request, VersionForm, evidence.institution, evidence)
    if form.is_bound and form.is_right:
        try:
            services.add_version(
                user=request.user, evidence_id=evidence.pk, said=form.said(), given=form.given()
            )
        except Refused as no:
            form.file_errors = (str(no.sentence),)
        else:
            messages.success(request, _("The new version was added."))
            return redirect("assessments:evidence-one", evidence.pk)
    return _page(request, form, evidence.institution, evidence=evidence)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Ask for the round and the question, one after the other, and lay the evidence there."""
    evidence = evidence_for(request, evidence_id, roles.ANSWER)
    rounds = _open_rounds(request, evidence.institution)
    typed = request.POST if request.method == "POST" else request.GET
    one = laid.chosen(rounds, typed.get("round", ""))
    one = rounds[0] if one is None and len(rounds) == 1 else one
    wrong = ""
    if request.method == "POST":
        if one is None:
            wrong = str(services.NO_ROUND)
        else:
            try:
                return _laid(request, evidence, one, request.POST.get("indicator", ""))
            except Refused as no:
                wrong = str(no.sentence)
    context = {
        **who(evidence.institution),
        "evidence": evidence,
        "rounds": rounds,
        "round": one,
        "groups": laid.questions(one) if one else [],
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "assessments/evidence_attach.html", context, status=status)


@doors.private
@require_POST
def detach(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Take evidence from a question, and go back to the page from which that was asked."""
    evidence = evidence_for(request, evidence_id, roles.ANSWER)
    one = laid.chosen((use.round for use in evidence.uses.all()), request.POST.get("round", ""))
    if one is not None:  # where it lies no more there is nothing to take away
        try:
            services.detach(
                user=request.user,
                evidence_id=evidence.pk,
                round_id=one.pk,
                indicator=request.POST.get("indicator", ""),
            )
        except Refused as no:
            return page_of(request, evidence, str(no.sentence), 422)
        messages.success(request, _("The evidence was detached from the question."))
    return redirect("assessments:evidence-one", evidence.pk)


@doors.private
@require_POST
def verify(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Mark evidence as verified, in the version that the page showed."""
    evidence = evidence_for(request, evidence_id, roles.REVIEW)
    seen = request.POST.get("version", "")
    try:
        services.verify(
            user=request.user,
            evidence_id=evidence.pk,
            version=int(seen) if seen.isascii() and seen.isdecimal() else 0,
        )
    except Refused as no:
        return page_of(request, evidence, str(no.sentence), 422)
    messages.success(request, _("The evidence is marked as verified."))
    return redirect("assessments:evidence-one", evidence.pk)


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Ask once, and remove evidence."""
    evidence = evidence_for(request, evidence_id, roles.ANSWER)
    signed = any(use.round.is_signed for use in evidence.uses.all())
    context = {**who(evidence.institution), "evidence": evidence, "signed": signed}
    if request.method != "POST":
        return render(request, "assessments/evidence_remove.html", context)
    try:
        stays = services.remove_evidence(user=request.user, evidence_id=evidence.pk)
    except Refused as no:
        context["refused"] = no.sentence
        return render(request, "assessments/evidence_remove.html", context, status=422)
    messages.success(
        request,
        _("The evidence was removed. Signed assessments that used it keep it.")
        if stays
        else _("The evidence was removed, and its files were deleted."),
    )
    return redirect("assessments:evidence", evidence.institution_id)


def _form(
    request: HttpRequest,
    kind: type[VersionForm],
    institution: Institution,
    evidence: Evidence | None = None,
) -> VersionForm:
    """Return the form, empty or with what was sent, its file put away already.

    The file goes first: it stays where something else of the form must be mended.
    """
    if request.method != "POST":
        known = {"level": evidence.level} if evidence else {}
        return kind(initial={"key": uuid.uuid4(), **known})
    ends = request.POST.get("end") == "1"  # reads the form, and finds out how large its file is
    if not ends and not request.file_too_large:
        raise BadRequest(CUT)
    if not doors.is_same_person(request):
        raise PermissionDenied
    form = kind(request.POST)
    form.is_valid()
    form.take(*_sent(request, form, institution))
    return form


def _sent(
    request: HttpRequest, form: VersionForm, institution: Institution
) -> tuple[Upload | None, str]:
    """Return the file that came with the form or before it, or why it is not kept."""
    if request.file_too_large:
        uploads.record_too_large(user=request.user, institution=institution)
        return None, uploads.too_large()
    given = request.FILES.get("file")
    try:
        if given is not None:
            return _taken(request, institution, given), ""
        if named := form.cleaned_data.get("upload"):
            sent = uploads.mine(request.user, named)
            return uploads.finish(user=request.user, upload_id=sent.pk), ""
    except Refused as no:
        return None, str(no.sentence)
    except (PermissionDenied, uploads.Misplaced):
        return None, _("The file is not here any more, or not yet whole. Choose it once more.")
    return None, ""


def _taken(request: HttpRequest, institution: Institution, given: Any) -> Upload:
    return uploads.take_whole(
        user=request.user, institution_id=institution.pk, name=given.name, content=given.read()
    )


def _page(
    request: HttpRequest,
    form: VersionForm,
    institution: Institution,
    evidence: Evidence | None = None,
    place: tuple[Round, str] | None = None,
) -> HttpResponse:
    wrong = form.is_bound and not form.is_right
    context = {
        **who(institution),
        "form": form,
        "evidence": evidence,
        "accept": contents.ACCEPT,
        "most": uploads.most(),
        "question": laid.question(*place) if place else None,
        "back": laid.way(*place) if place else "",
    }
    return render(request, "assessments/evidence_form.html", context, status=422 if wrong else 200)


def _place(request: HttpRequest, institution: Institution) -> tuple[Round, str] | None:
    """Return the question from which evidence is added, if the address names one."""
    one = laid.chosen(_open_rounds(request, institution), request.GET.get("round", ""))
    indicator = request.GET.get("indicator", "")
    if one is None or not answering.model_of(one).has(indicator):
        return None
    return one, indicator


def _open_rounds(request: HttpRequest, institution: Institution) -> list[Round]:
    """Return the open rounds in which an institution answers, its own and those of others."""
    takes_part = Q(institution=institution) | Q(participations__institution=institution)
    rounds = Round.objects.reached_by(request.user).filter(takes_part, state=Round.State.OPEN)
    return list(rounds.distinct())


def _added(request: HttpRequest, made: Evidence, place: tuple[Round, str] | None) -> HttpResponse:
    added = _("The evidence was added.")
    if place is None:
        messages.success(request, added)
        return redirect("assessments:evidence-one", made.pk)
    try:
        return _laid(request, made, *place)
    except Refused as no:
        messages.warning(request, f"{added} {no.sentence}")
        return redirect("assessments:evidence-one", made.pk)


def _laid(request: HttpRequest, evidence: Evidence, one: Round, indicator: str) -> HttpResponse:
    services.attach(
        user=request.user, evidence_id=evidence.pk, round_id=one.pk, indicator=indicator
    )
    messages.success(request, _("The evidence was attached to the question."))
    return redirect(laid.way(one, indicator))
