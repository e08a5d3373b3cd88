"""Views of press: the state of a job, and the one door to private files."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people import audit
from cms.press import files, kinds
from cms.press.leases import State
from cms.press.models import Job, PrivateFile

_REFRESH_SECONDS = 3


@never_cache
@login_required
@require_safe
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show where a job stands: the whole page, or its live part to htmx."""
    found = get_object_or_404(Job.objects.select_related("file"), pk=job_id)
    kind = _readable(request, found)
    fragment = bool(request.headers.get("HX-Request"))
    if fragment and request.GET.get("seen") == found.state:
        # Nothing new: htmx leaves the page alone, and a screen reader is not told again.
        return HttpResponse(status=204)
    context = {
        "job": found,
        "title": kind.title,
        "back_url": kind.back(found) if kind.back else "",
        "ended": kind.ended(found) if kind.ended and found.state == State.DONE else None,
        "pending": found.state in (State.QUEUED, State.RUNNING),
        "size_kb": max(1, round(found.file.size / 1024)) if found.file else None,
        "refresh_seconds": _REFRESH_SECONDS,
    }
    return render(request, "press/_job.html" if fragment else "press/job.html", context)


@never_cache
@login_required
@require_safe
def file(request: HttpRequest, file_id: uuid.UUID) -> FileResponse:
    """Hand out a private file to those who may read its job, and put that on record."""
    found = get_object_or_404(PrivateFile.objects.select_related("job__institution"), pk=file_id)
    owning = getattr(found, "job", None)
    if owning is None or owning.state != State.DONE:
        raise Http404
    _readable(request, owning)
    try:
        response = files.handed_out(found)
    except FileNotFoundError as missing:
        raise Http404 from missing
    audit.record(
        actor=request.user,
        verb="file.downloaded",
        institution=owning.institution,
        subject=found,
        detail={"kind": owning.kind, "sha256": found.sha256},
    )
    return response


def _readable(request: HttpRequest, job: Job) -> kinds.Kind:
    """Return the job's kind where this person may read it; 404 for everybody else.

    A refusal looks like absence: the address of a file tells nobody that it exists.
    """
    kind = kinds.find(job.kind)
    if kind is None or not request.user.is_active or not kind.may_read(request.user, job):
        raise Http404
    return kind
