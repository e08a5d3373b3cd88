"""Enrolling: what a course asks for before, the code that opens it, and invitations."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses import services
from courses.forms import CodeEntryForm
from courses.models import CoursePage, Way, advice
from courses.models.enrolling import way_of
from courses.views import finding
from courses.views.learning import onward


@sensitive_post_parameters("code")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, course: str) -> HttpResponse:
    """Say what the course asks for, take a code where it needs one, and enrol."""
    page = finding.course(course)
    if services.is_enrolled(request.user, page):
        return redirect(page.get_url(request))
    way = way_of(page.translation_key)
    form = CodeEntryForm(request.POST if request.method == "POST" and way == Way.CODE else None)
    status = 200
    if request.method == "POST":
        status = _take(request, page, way, form)
        if status == 302:
            return onward(request, page)
    crumbs = page.crumbs(request, page)
    crumbs[-1]["url"] = page.get_url(request)
    context = {
        "course": page,
        "course_url": crumbs[-1]["url"],
        "crumbs": [*crumbs, {"title": _("Enrol"), "url": ""}],
        "way": way,
        "form": form,
        "prerequisites": advice.of(page, request.user, request),
    }
    return render(request, "courses/enrol.html", context, status=status)


def _take(request: HttpRequest, page: CoursePage, way: Way, form: CodeEntryForm) -> int:
    """Enrol and return 302; else leave the reason in the form and return the status to answer."""
    if way != Way.CODE:
        try:
            services.enrol(user=request.user, course=page)
        except services.ClosedCourse:  # the page says so, and how to come in
            return 422
        return 302
    if not form.is_valid():
        return 422
    key = f"course:{request.user.pk}"  # guesses are limited as those of printed codes
    if not ratelimit.consume(request, action="printed_code", key=key):
        form.add_error(None, _("There were too many attempts. Wait five minutes, then try again."))
        return 429
    try:
        services.enter_code(user=request.user, course=page, code=form.cleaned_data["code"])
    except services.Refused as no:
        form.add_error("code", no.sentence)
        return 422
    return 302


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation offers; accept it by POST. A closed or unknown one says why."""
    try:
        return _offered(request, token)
    except services.Refused as no:
        context = {"refused": no.sentence}
        return render(request, "courses/invited.html", context, status=410)


def _offered(request: HttpRequest, token: str) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    row = services.invitation(token=token, user=user)
    page = finding.course(row.course_id)
    if request.method == "POST":
        if user is None:
            return redirect(request.path)
        services.accept(user=user, course=page, token=token)
        messages.success(request, _("You are enrolled."))
        return onward(request, page)
    before = advice.of(page, request.user, request)
    context = {"invitation": row, "course": page, "prerequisites": before}
    return render(request, "courses/invited.html", context)
