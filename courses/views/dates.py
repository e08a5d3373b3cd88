"""Days that learners set themselves, and the private calendar of them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import services
from courses.desk_forms import TargetForm
from courses.views import finding


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, course: str) -> HttpResponse:
    """Ask by which day somebody wants to be ready with a course; keep it, or forget it."""
    page = finding.course(course)
    user, today = request.user, services.today(request.user)
    if not services.is_enrolled(user, page):
        return redirect(page.get_url(request))
    if request.POST.get("do") == "remove":
        services.drop_target(user=user, course=page)
        messages.success(request, _("The day is removed."))
        return redirect("courses:mine")
    held = services.target(user=user, course=page)
    late = held is not None and held.day < today
    first = services.proposed(user) if held is None or late else held.day
    form = TargetForm(request.POST or None, today=today, initial={"day": first})
    if request.method == "POST" and form.is_valid():
        services.set_target(user=user, course=page, day=form.cleaned_data["day"])
        messages.success(request, _("The day is set."))
        return redirect("courses:mine")
    context = {"course": page, "form": form, "held": held, "late": late}
    return render(request, "courses/target.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Say whether there is a calendar; make it, give it a new address, or end it.

    The address is shown once, as the answer itself: only its hash is kept.
    """
    address = ""
    if request.method == "POST" and request.POST.get("do") == "close":
        services.close_feed(user=request.user)
        messages.success(request, _("The calendar is closed; its address leads nowhere any more."))
        return redirect("courses:calendar")
    if request.method == "POST":
        token = services.open_feed(user=request.user)
        address = settings.BASE_URL + reverse("courses:calendar-file", args=[token])
    context = {"feed": services.feed(request.user), "address": address}
    return render(request, "courses/calendar.html", context)


@never_cache
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that knows the address; 404 to everybody else."""
    content = services.calendar(token=token, language=get_language())
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"},
    )
