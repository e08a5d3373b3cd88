"""Shipped texts, mended in the site: found by their words, with their place, in one's languages."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms import reported
from cms.people.refusals import Refused
from cms.words import corrections
from courses.translation import rights

LONGEST = 200


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: HttpRequest, language: str) -> HttpResponse:
    """Search the shipped texts of a language; a text that is sent wins over them from now on."""
    _require(request, language)
    asked = " ".join(request.GET.get("q", "")[:LONGEST].split())
    refused = ""
    if request.method == "POST":
        if request.POST.get("settled", "").isdigit():
            return _settle(request, language)
        try:
            _mend(request, language)
            return redirect(f"{request.path}?{urlencode({'q': asked})}")
        except Refused as no:
            refused = no.sentence
    info = get_language_info(language)
    context = {
        "language": {"code": language, "name": info["name_local"]},
        "dir": "rtl" if info["bidi"] else "ltr",
        "asked": asked,
        "longest": LONGEST,
        "found": corrections.search(language, asked),
        "most": corrections.MOST,
        "stale": corrections.stale(language),
        "reported": reported.waiting(language, request),
        "refused": refused,
        "typed": request.POST.get("text", "") if refused else "",
        "name": request.POST.get("name", "") if refused else "",
    }
    return render(request, "cms/mending.html", context, status=422 if refused else 200)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest, language: str) -> FileResponse:
    """Give the corrections of a language as a PO file."""
    _require(request, language)
    content = io.BytesIO(corrections.take_along(actor=request.user, language=language))
    name = f"corrections-{language}.po"
    return FileResponse(content, as_attachment=True, filename=name, content_type="text/plain")


def _require(request: HttpRequest, language: str) -> None:
    if language not in rights.languages(request.user):
        raise Http404


def _settle(request: HttpRequest, language: str) -> HttpResponse:
    number = int(request.POST["settled"][:9])
    if not reported.settle(actor=request.user, language=language, report_id=number):
        raise Http404
    messages.success(request, _("Noted as dealt with."))
    return redirect(request.path)


def _mend(request: HttpRequest, language: str) -> None:
    name = request.POST.get("name", "")
    one = corrections.by_name(language, [name]).get(name)
    if one is None:
        raise Http404
    text = request.POST.get("text", "").replace("\r\n", "\n")
    row = corrections.mend(actor=request.user, language=language, one=one, text=text)
    if row is None:
        messages.success(request, _("The shipped text stands there again."))
    else:
        messages.success(request, _("Mended. It stands everywhere now, also in documents."))
