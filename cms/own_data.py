"""All my data: the page on which a person takes it with her, or has the account erased."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import erasing, own_archive
from cms.people.again import fresh
from cms.people.services import Refused
from courses import services as courses


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def own_data(request: HttpRequest) -> HttpResponse:
    """Say what is in the archive, and have it written."""
    if request.method == "POST":
        job = own_archive.request(user=request.user, language=get_language())
        return redirect("press:job", job.pk)
    context = {"job": own_archive.newest(request.user), "days": own_archive.KEPT.days}
    return render(request, "cms/own_data.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def erase(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; ask for the erasure, or call it off."""
    refused = ""
    if request.POST.get("do") == "keep":
        erasing.cancel(user=request.user)
        messages.success(request, _("Your account stays."))
        return redirect("own_data_erase")
    if request.method == "POST":
        try:
            erasing.ask(user=request.user)
        except Refused as no:
            refused = str(no.sentence)
        else:
            messages.success(request, _("The erasure is asked for. You can call it off here."))
            return redirect("own_data_erase")
    context = {
        "refused": refused,
        "pending": erasing.pending(request.user),
        "days": settings.DELETION_GRACE_DAYS,
        "certificates": courses.stays(user=request.user, language=get_language()),
        "institutions": request.user.memberships.exists(),
    }
    return render(request, "cms/erase.html", context, status=422 if refused else 200)
