"""Courses, questions and texts as files: what trainers bring in and take along."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.refusals import Refused
from cms.press import formatting, uploads
from cms.press.receiving import with_file
from courses import arrivals
from courses.arrival_forms import BundleForm, QuestionsForm, TextForm
from courses.models import Arrival, CoursePage, ModulePage
from courses.views import finding

SHOWN = 100
"""So many questions and losses are shown; the file may hold more."""


@with_file
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a bundle to be looked at; nothing is imported yet."""
    _require(request)
    form = BundleForm(request.POST or None, request.FILES or None)
    told = _refusals(request)
    if request.method == "POST" and not told and form.is_valid():
        sent = form.cleaned_data["file"]
        asked = {"user": request.user, "name": sent.name, "content": sent.read()}
        arrival, told = _received(arrivals.receive_bundle, asked)
        if arrival is not None:
            return redirect("courses:arrival", arrival.pk)
    status = 422 if told or (request.method == "POST" and form.errors) else 200
    context = {"form": form, "sentences": told}
    return render(request, "courses/bring.html", context, status=status)


@with_file
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, course: str) -> HttpResponse:
    """What can be taken along of a course, and what can be brought into it."""
    _require(request)
    page = finding.course(course)
    do = request.POST.get("do", "")
    if do == "export":
        job = arrivals.request_bundle(user=request.user, course=page, language=get_language())
        return redirect(job.get_absolute_url())
    # A text is mostly written in the first language of the course
    modules = sorted(
        _modules(page), key=lambda one: one.locale.language_code != page.source_language
    )
    asked: dict[str, forms.Form] = {
        "questions": QuestionsForm(page, auto_id="questions_%s"),
        "text": TextForm(modules, auto_id="text_%s"),
    }
    told = _refusals(request)
    if request.method == "POST" and not told:
        data = (request.POST, request.FILES)
        if do == "text":
            form = asked["text"] = TextForm(modules, *data, auto_id="text_%s")
        else:
            form = asked["questions"] = QuestionsForm(page, *data, auto_id="questions_%s")
        if form.is_valid():
            arrival, told = _brought(request, page, form)
            if arrival is not None:
                return redirect("courses:arrival", arrival.pk)
    wrong = any(form.errors for form in asked.values()) or told
    context = {
        "course": page,
        "questions_form": asked["questions"],
        "text_form": asked["text"] if modules else None,
        "sentences": told,
        "wrong": do if wrong else "",
    }
    return render(request, "courses/files.html", context, status=422 if wrong else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, arrival_id: uuid.UUID) -> HttpResponse:
    """Show what is in a file that was brought; take it, or delete it."""
    found = _mine(request, arrival_id)
    refused = ""
    if request.method == "POST":
        try:
            return _decided(request, found)
        except Refused as no:
            refused = str(no.sentence)
        except PermissionDenied as denied:
            raise Http404 from denied
    context = {
        "arrival": found,
        "preview": found.preview,
        "shown": found.preview.get("questions", [])[:SHOWN],
        "losses": found.preview.get("losses", [])[:SHOWN],
        "refused": refused,
        "title": found.wishes.get("title", ""),
    }
    return render(request, "courses/arrival.html", context, status=422 if refused else 200)


@never_cache
@login_required
@require_safe
def questions(request: HttpRequest, course: str, ending: str) -> HttpResponse:
    """The questions of a course as GIFT or Moodle XML."""
    _require(request)
    page = finding.course(course)
    text, _count = arrivals.questions_as(user=request.user, course=page, ending=ending)
    kind = "application/xml" if ending == "xml" else "text/plain"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.content_id}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _require(request: HttpRequest) -> None:
    if not arrivals.may_transfer(request.user):
        raise Http404


def _mine(request: HttpRequest, arrival_id: uuid.UUID) -> Arrival:
    try:
        return arrivals.mine(request.user, arrival_id)
    except PermissionDenied as denied:
        raise Http404 from denied


def _refusals(request: HttpRequest) -> list[str]:
    return [uploads.too_large()] if getattr(request, "file_too_large", False) else []


def _received(receive: Any, asked: dict[str, Any]) -> tuple[Arrival | None, list[str]]:
    """The file that was kept, or the sentences that say why none was."""
    try:
        return receive(**asked), []
    except Refused as no:
        return None, [str(no.sentence)]
    except arrivals.Unfit as unfit:
        return None, unfit.sentences[:SHOWN]
    except PermissionDenied as denied:
        raise Http404 from denied


def _brought(
    request: HttpRequest, page: CoursePage, form: forms.Form
) -> tuple[Arrival | None, list[str]]:
    told = dict(form.cleaned_data)
    sent = told.pop("file")
    asked = {"user": request.user, "name": sent.name, "content": sent.read()}
    if isinstance(form, TextForm):
        return _received(arrivals.receive_text, {**asked, **told})
    return _received(arrivals.receive_questions, {**asked, "course": page, "wishes": told})


def _decided(request: HttpRequest, found: Arrival) -> HttpResponse:
    """Do what one of the buttons asks for."""
    if request.POST.get("do") == "discard":
        arrivals.discard(user=request.user, arrival_id=found.pk)
        messages.success(request, _("The file was deleted. Nothing was taken from it."))
        return redirect("courses:managed")
    if found.kind == Arrival.Kind.BUNDLE:
        overwrite = bool(request.POST.get("overwrite"))
        job = arrivals.take_bundle(
            user=request.user, arrival=found, overwrite=overwrite, language=get_language()
        )
        return redirect(job.get_absolute_url())
    if found.kind == Arrival.Kind.TEXT:
        page = arrivals.take_text(user=request.user, arrival=found)
        messages.success(request, _("The draft of the lesson is made. Nobody else sees it yet."))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    course = finding.course(found.course_id)
    count = arrivals.take_questions(user=request.user, arrival=found, course=course)
    told = ngettext(
        "%(count)s item was made. Quizzes draw it by its bank and its objective.",
        "%(count)s items were made. Quizzes draw them by their bank and objective.",
        count,
    )
    messages.success(request, told % {"count": formatting.number(count, get_language())})
    return redirect("courses:files", found.course_id)


def _modules(page: CoursePage) -> Any:
    """The modules of a course in all its languages; one query."""
    pages = ModulePage.objects.filter(content_id__startswith=f"{page.content_id}/")
    return pages.select_related("locale").order_by("path")
