"""Courses as trainers manage them: who may enrol, codes, invitations, releases."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import services
from courses.forms import InviteForm, NewCodeForm, ReleaseForm
from courses.models import CoursePage, CourseRelease, EnrolmentRule, Way, owning
from courses.views import finding

FORMS: dict[str, type[Form]] = {"code": NewCodeForm, "invite": InviteForm, "release": ReleaseForm}


@never_cache
@login_required
@require_safe
def managed(request: HttpRequest) -> HttpResponse:
    """List the courses, each with who may enrol; three queries however many there are."""
    _require_manager(request)
    pages: dict[UUID, CoursePage] = {}
    for page in CoursePage.objects.live().select_related("locale").order_by("path"):
        if page.locale.language_code == get_language() or page.translation_key not in pages:
            pages[page.translation_key] = page
    ways = dict(EnrolmentRule.objects.values_list("course_key", "way"))
    rows = [
        (page, Way(ways.get(key, Way.OPEN)).label)
        for key, page in pages.items()
        if not owning.is_foreign(request.user, page)
    ]
    return render(request, "courses/managed.html", {"courses": rows})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, course: str) -> HttpResponse:
    """One course: decide, make, send again, withdraw; a new code is shown in the answer only."""
    _require_manager(request)
    page = finding.course(course)
    if request.method != "POST":
        return _show(request, page)
    do = request.POST.get("do", "")
    try:
        if do in FORMS:
            return _filled(request, page, do)
        return _pressed(request, page, do)
    except services.Refused as no:
        return _show(request, page, refused=no.sentence)
    except ValueError:  # an unknown way, or an id that is none
        return HttpResponseBadRequest()


def _require_manager(request: HttpRequest) -> None:
    if not services.may_manage(request.user):
        raise Http404


def _filled(request: HttpRequest, page: CoursePage, do: str) -> HttpResponse:
    """Do what one of the three forms asks for, or show it again with what is wrong."""
    form = FORMS[do](request.POST)
    if not form.is_valid():
        return _show(request, page, forms={do: form})
    asked: dict[str, Any] = {"actor": request.user, "course": page, **form.cleaned_data}
    if do == "code":
        return _show(request, page, made=services.make_code(**asked))
    if do == "invite":
        services.invite(**asked)
        messages.success(request, _("The invitation is on its way."))
    elif (made := services.release(**asked)) is not None:
        sentence = _("Release %(number)s is made. Certificates name it from now on.")
        messages.success(request, sentence % {"number": made.number})
    else:
        messages.info(request, _("Nothing has changed since the last release."))
    return redirect("courses:manage", page.content_id)


def _pressed(request: HttpRequest, page: CoursePage, do: str) -> HttpResponse:
    """Do what a single button asks for."""
    asked: dict[str, Any] = {"actor": request.user, "course": page}
    chosen = request.POST.get("id", "")
    if do == "way":
        services.set_way(**asked, way=request.POST.get("way", ""))
    elif do == "revoke-code":
        services.revoke_code(**asked, code_id=UUID(chosen))
    elif do == "resend":
        services.resend(**asked, invitation_id=UUID(chosen))
    elif do == "withdraw":
        services.withdraw(**asked, invitation_id=UUID(chosen))
    else:
        return HttpResponseBadRequest()
    return redirect("courses:manage", page.content_id)


def _show(
    request: HttpRequest,
    page: CoursePage,
    *,
    made: Any = None,
    refused: str = "",
    forms: dict[str, Form] | None = None,
) -> HttpResponse:
    found = services.admissions(actor=request.user, course=page)
    now = timezone.now()
    context = {
        "course": page,
        "ways": [(way.value, way.label) for way in Way],
        "way": found.way,
        "codes": [(one, one.state_at(now)) for one in found.codes],
        "invitations": [(one, one.state_at(now)) for one in found.invitations],
        "releases": CourseRelease.objects.filter(course_key=page.translation_key)
        .order_by("-number")
        .defer("content")[:20],
        "made": made,
        "refused": refused,
        **{f"{name}_form": kind() for name, kind in FORMS.items()},
        **{f"{name}_form": form for name, form in (forms or {}).items()},
    }
    status = 422 if forms or refused else 200
    return render(request, "courses/manage.html", context, status=status)
