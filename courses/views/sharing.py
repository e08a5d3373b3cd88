"""Who sees one's results: the page on which a learner lets an institution see her name, or not."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import services


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Show who sees what, and keep a consent or take it back."""
    if request.method != "POST":
        shown = services.shown_to(user=request.user, language=get_language())
        return render(request, "courses/sharing.html", {"institutions": shown})
    try:
        institution = uuid.UUID(request.POST.get("institution", ""))
        course = uuid.UUID(request.POST.get("course", ""))
    except ValueError:
        return HttpResponseBadRequest()
    place = {"user": request.user, "institution_id": institution, "course_key": course}
    if request.POST.get("do") == "hide":
        services.hide_name(**place)
        messages.success(request, _("Taken back: the institution does not see your name any more."))
    else:
        services.show_name(**place, language=get_language())
        messages.success(request, _("The institution sees your name for this course."))
    return redirect("courses:sharing")
