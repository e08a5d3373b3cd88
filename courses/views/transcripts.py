"""The transcript of one's own learning: a page, a PDF made by a worker, and JSON."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import services


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest) -> HttpResponse:
    """Show what one has learned here; a POST asks for the PDF in this language."""
    if request.method == "POST":
        job = services.print_transcript(user=request.user, language=get_language())
        return redirect(job.get_absolute_url())
    shown = services.transcript(user=request.user, language=get_language())
    job = services.printed_transcript(user=request.user, language=get_language())
    return render(request, "courses/transcript.html", {"transcript": shown, "job": job})


@never_cache
@login_required
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Hand out the same as JSON, for other systems."""
    shown = services.transcript(user=request.user, language=get_language())
    response = JsonResponse(
        services.plain(shown), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="transcript.json"'
    services.note_transcript(user=request.user)
    return response
