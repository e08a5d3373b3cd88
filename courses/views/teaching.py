"""The home of those who write courses, one course as they see it, and new courses."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import bundles, checked, services
from courses.models import CourseIndexPage, CoursePage, CourseRelease, Item, Scenario
from courses.services import checking, copying, founding, owning, teaching
from courses.services.teaching import Taught
from courses.teach_forms import HandOverForm, NewCourseForm, OwnedForm
from courses.translation import rights


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the courses of one's institutions, of the site, and of others."""
    _require(teaching.may_open(request.user))
    context = {
        "home": teaching.home(user=request.user),
        "manages": services.may_manage(request.user),
    }
    return render(request, "courses/teaching/home.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, course: str) -> HttpResponse:
    """One course: languages, content checks, releases; and whose it is."""
    found = _course(request, course)
    form = None
    if owning.may_hand_over(request.user, found.page):
        form = HandOverForm(
            request.POST or None,
            institutions=owning.receivers(request.user),
            to_site=request.user.is_superuser,
            initial={"institution": found.owner},
        )
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            chosen = form.cleaned_data["institution"]
            owning.hand_over(actor=request.user, course=found.page, institution=chosen)
            messages.success(request, _("Noted whose the course is."))
            return redirect("courses:teaching")
    context = {
        "course": found,
        "form": form,
        "checks": _checks(found),
        "manages": services.may_manage(request.user),
        "translates": rights.languages(request.user),
        "releases": CourseRelease.objects.filter(course_key=found.page.translation_key)
        .order_by("-number")
        .defer("content")[:5],
    }
    status = 422 if form and form.errors else 200
    return render(request, "courses/teaching/course.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a course from the template."""
    _require(services.may_manage(request.user))
    indexes = {one.locale.language_code: one for one in owning.writable(request.user)}
    form = NewCourseForm(
        request.POST or None,
        languages=[(code, get_language_info(code)["name_local"]) for code in indexes],
        initial={"language": get_language()},
        **_choices(request),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        index: CourseIndexPage = indexes[said.pop("language")]
        made = founding.found(actor=request.user, index=index, **said)
        messages.success(request, _("The course is there, as a draft. Nobody else sees it yet."))
        return redirect("courses:teaching-course", made.content_id)
    context = {"form": form, "source": None}
    return render(request, "courses/teaching/new.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, course: str) -> HttpResponse:
    """Copy a course into a new one."""
    _require(services.may_manage(request.user))
    found = _course(request, course)
    form = OwnedForm(request.POST or None, **_choices(request))
    if request.method == "POST" and form.is_valid():
        made = copying.copy(actor=request.user, course=found.page, **form.cleaned_data)
        messages.success(request, _("The copy is there, as a draft. Nobody else sees it yet."))
        return redirect("courses:teaching-course", made.content_id)
    context = {"form": form, "source": found}
    return render(request, "courses/teaching/new.html", context, status=422 if form.errors else 200)


def _require(held: bool) -> None:
    if not held:
        raise Http404


def _course(request: HttpRequest, content_id: str) -> Taught:
    _require(teaching.may_open(request.user))
    try:
        found = teaching.one(user=request.user, content_id=content_id)
    except PermissionDenied:
        found = None
    if found is None:
        raise Http404
    return found


def _choices(request: HttpRequest) -> dict[str, Any]:
    taken = {*CoursePage.objects.order_by().values_list("content_id", flat=True)}
    for kind in (Item, Scenario):  # of a course that is gone: what people did there hangs on them
        ids = kind.objects.order_by().values_list("content_id", flat=True)
        taken |= {name.partition("/")[0] for name in ids}
    institutions: QuerySet[Any] = owning.receivers(request.user)
    return {"institutions": institutions, "taken": taken | set(bundles.shipped())}


def _checks(found: Taught) -> list[dict[str, Any]]:
    """The findings of each page in the first language of the course; none for who only reads."""
    if not found.editable:
        return []
    pages = checking.of_courses([found.page])[found.page.pk]
    return [
        {
            "title": one.title,
            "url": reverse("wagtailadmin_pages:edit", args=[one.pk]),
            "findings": checked.shown(one.findings),
        }
        for one in pages
    ]
