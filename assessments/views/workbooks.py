"""Answering without a network: the workbook goes out and comes back, the questions on paper."""

import uuid
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import imports, papers, services, wording
from assessments.answering import model_of
from assessments.imports import filled
from assessments.models import WorkbookUpload
from assessments.scopes import Reach
from assessments.views import differing, doors
from assessments.workbook_forms import TOO_LARGE, PaperForm, TakeForm, UploadForm
from cms.people import roles
from cms.people.models import Institution
from cms.press import files

MOST_OF_A_FORM = filled.MOST_BYTES + 64 * 1024
"""Bytes of a form with a workbook; of a larger one nothing is read."""
UNREADABLE = gettext_lazy(
    "This file cannot be read as a workbook. Expected is the file that was downloaded on this page,"
    " saved as .xlsx, without macros, links to other files and password."
)
NOT_OURS = gettext_lazy(
    "This workbook is none that was made here. Expected is the file that was downloaded on this"
    " page; its hidden sheets belong to it."
)


@csrf_exempt  # the token is asked for below: asking reads the whole file
@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show what can be taken along; take up a filled workbook, if it is not too large to read."""
    if int(request.headers.get("Content-Length") or 0) <= MOST_OF_A_FORM:
        return _workbook(request, round_id)
    reached, form = _seated(request, round_id), UploadForm({})
    form.errors.clear()
    form.add_error("file", TOO_LARGE)
    return _page(request, reached, upload=form)


@csrf_protect
def _workbook(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    reached = _seated(request, round_id)
    if request.method != "POST":
        return _page(request, reached)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            found = filled.read(form.cleaned_data["file"])
            upload = services.take_up(user=request.user, round_id=round_id, found=found)
        except filled.NotOurs:
            form.add_error("file", NOT_OURS)
        except imports.Unreadable:
            form.add_error("file", UNREADABLE)
        except services.Refused as no:
            form.add_error("file", str(no.sentence))
        else:
            return redirect("assessments:workbook-preview", round_id, upload.pk)
    return _page(request, reached, upload=form)


@doors.private
@require_safe
def download(request: HttpRequest, round_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the workbook of an institution in a language."""
    reached = _seated(request, round_id)
    form = TakeForm(request.GET, institutions=_institutions(reached))
    if not form.is_valid():
        return _page(request, reached, take=form)
    try:
        made = services.hand_out(user=request.user, round_id=round_id, **form.cleaned_data)
    except services.Refused as no:
        form.add_error(None, str(no.sentence))
        return _page(request, reached, take=form)
    from assessments.exports import answer_workbook  # heavy, and rarely asked for

    return FileResponse(
        BytesIO(answer_workbook.write(made.paper, made.seal)),
        as_attachment=True,
        filename=papers.file_name(made.paper, "xlsx"),
        content_type=files.XLSX,
    )


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, round_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    """Show what a filled workbook would change; save it when that is confirmed."""
    _seated(request, round_id)
    try:
        if request.method == "POST":
            return _apply(request, round_id, upload_id)
        compared = services.compare_workbook(
            user=request.user, round_id=round_id, upload_id=upload_id
        )
    except services.MovedOn as no:
        return _preview(request, no.comparison, sentence=str(no.sentence))
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("assessments:workbook", round_id)
    if compared.upload.applied_at:
        return _done(request, compared.upload)
    return _preview(request, compared)


@doors.private
@require_POST
def paper(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Have the questions printed, and show how far that is."""
    reached = _seated(request, round_id)
    form = PaperForm(request.POST, institutions=_institutions(reached))
    if not form.is_valid():
        return _page(request, reached, paper=form)
    job = services.request_questionnaire(
        user=request.user,
        round_id=round_id,
        institution=form.cleaned_data["institution"],
        language=form.cleaned_data["language"],
        filled=form.cleaned_data["content"] == PaperForm.FILLED,
    )
    return redirect("press:job", job.pk)


def _seated(request: HttpRequest, round_id: uuid.UUID) -> Reach:
    """Return the round to whoever answers in it: 404 to strangers, 403 to those who only read."""
    reached = doors.reach_for(request, round_id)
    if not reached.seats:
        raise PermissionDenied
    return reached


def _institutions(reached: Reach) -> list[tuple[str, str]]:
    """Return the institutions as which the person answers, that of the round first."""
    keys = [seat.institution for seat in reached.seats]
    names = Institution.objects.in_bulk(keys)
    return [(str(key), names[key].name_in(get_language())) for key in keys]


def _apply(request: HttpRequest, round_id: uuid.UUID, upload_id: uuid.UUID) -> HttpResponse:
    if not doors.is_same_person(request):
        raise PermissionDenied
    upload = services.apply_workbook(
        user=request.user,
        round_id=round_id,
        upload_id=upload_id,
        state=request.POST.get("state", ""),
        chosen=differing.chosen(request.POST),
    )
    return _done(request, upload)


def _done(request: HttpRequest, upload: WorkbookUpload) -> HttpResponse:
    """Say what was saved, also to whoever sends it a second time."""
    saved = ngettext("%(count)s answer saved.", "%(count)s answers saved.", upload.saved)
    kept = ngettext(
        "%(count)s answer kept as on the site.",
        "%(count)s answers kept as on the site.",
        upload.kept,
    )
    told = [saved % {"count": upload.saved}]
    if upload.kept:
        told.append(kept % {"count": upload.kept})
    messages.success(request, " ".join(told))
    return redirect("assessments:round", upload.round_id)


def _preview(
    request: HttpRequest, compared: services.Comparison, sentence: str = ""
) -> HttpResponse:
    one = compared.reach.round
    words = wording.at_hand(wording.owner(model_of(one)), get_language())
    context = {
        "round": one,
        "upload": compared.upload,
        "institution": compared.upload.institution.name_in(get_language()),
        "state": compared.state,
        "refused": sentence,
        **differing.told(compared, words, typed=request.POST),
    }
    status = 409 if sentence else 200
    return render(request, "assessments/workbook_preview.html", context, status=status)


def _page(request: HttpRequest, reached: Reach, **forms: Any) -> HttpResponse:
    institutions = _institutions(reached)
    bound: Mapping[str, Any] = {
        "take": TakeForm(institutions=institutions, auto_id="take_%s"),
        "upload": UploadForm(),
        "paper": PaperForm(institutions=institutions, auto_id="paper_%s"),
        **forms,
    }
    one = reached.round
    context = {
        "round": one,
        "institution": one.institution.name_in(get_language()),
        "institutions": institutions,
        "readers": doors.readers(one.institution, roles.REVIEW),
        **{f"{name}_form": form for name, form in bound.items()},
    }
    status = 422 if forms else 200
    return render(request, "assessments/workbook.html", context, status=status)
