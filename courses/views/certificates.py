"""Certificates: the learner's own page, and the public page that confirms one."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from courses import services
from courses.domain import codes
from courses.forms import CertificateForm
from courses.models import Certificate, CoursePage, outline
from courses.views import finding

LONGEST = 20_000  # signs of what is pasted: a badge with the longest words is shorter


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, course: str) -> HttpResponse:
    """What is still missing; or the form that issues the certificate; or the certificate."""
    page = finding.course(course)
    held = services.held(user=request.user, course=page)
    if held is not None:
        return _held(request, page, held)
    if not services.earned(user=request.user, course=page):
        return _missing(request, page)
    form = CertificateForm(
        request.POST or None, initial={"name": request.user.name_for_certificate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            issued = services.issue(user=request.user, course=page, name=form.cleaned_data["name"])
        except services.ClosedCourse:
            return redirect("courses:enrol", course)
        services.print_certificate(user=request.user, certificate=issued, language=get_language())
        return redirect("courses:certificate", course)
    return _show(request, page, form=form)


def _held(request: HttpRequest, page: CoursePage, held: Certificate) -> HttpResponse:
    """Show the certificate with its prints: in this language, and beside each other one."""
    here = get_language()
    second = request.POST.get("second", "")
    if request.method == "POST":
        if second and second not in _others(here):
            return HttpResponseBadRequest()
        services.print_certificate(
            user=request.user, certificate=held, language=here, second=second
        )
        return redirect("courses:certificate", page.content_id)
    both = [
        (code, name, services.printed(certificate=held, language=here, second=code))
        for code, name in _others(here).items()
    ]
    return _show(
        request,
        page,
        certificate=held,
        state=held.state(timezone.now().date()),
        job=services.printed(certificate=held, language=here),
        both=[(name, job) for _code, name, job in both if job],
        others=[(code, name) for code, name, job in both if job is None],
    )


def _others(language: str) -> dict[str, str]:
    return {code: name for code, name in settings.LANGUAGES if code != language}


def _missing(request: HttpRequest, page: CoursePage) -> HttpResponse:
    done = outline.completed(request.user, [page.translation_key])
    contents = outline.of([page], request)[page.pk]
    following = contents.find(contents.measure(done).next)
    steps = outline.steps(contents.entries, done, following.key if following else None)
    return _show(request, page, steps=steps, following=following)


def _show(request: HttpRequest, page: CoursePage, **context: object) -> HttpResponse:
    crumbs = page.crumbs(request, page)
    crumbs[-1]["url"] = page.get_url(request)
    shown = {
        "course": page,
        "crumbs": [*crumbs, {"title": _("Certificate"), "url": ""}],
        "course_url": crumbs[-1]["url"],
        **context,
    }
    return render(request, "courses/certificate.html", shown)


@csrf_exempt  # nothing is written, and nobody's account is looked at: no cookie is needed
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate and lead to the page that confirms it; or judge a token.

    Signed text comes by POST: it holds a name, and addresses stand in logs.
    """
    if request.method == "POST":
        return _judged(request, request.POST.get("signed", "")[:LONGEST])
    code = codes.read(request.GET.get("code", ""))
    if code:
        return redirect("courses:verify", code)
    return render(request, "courses/look_up.html")


def _judged(request: HttpRequest, signed: str) -> HttpResponse:
    found = services.judge(signed)
    one = found.certificate
    context = {
        "judged": True,
        "signed": signed,
        "refusal": found.refusal or "",
        "superseded": found.superseded,
        "url": reverse("courses:verify", args=[one.code]) if one else "",
    }
    return render(request, "courses/look_up.html", context, status=200 if one else 404)


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a certificate with this code was issued here and holds, and what it certifies."""
    plain = codes.read(code)
    found = Certificate.objects.select_related("release").filter(code=plain).first()
    state = found.state(timezone.now().date()) if found else "unknown"
    context = {
        "certificate": found,
        "code": codes.grouped(plain[: codes.LENGTH]),
        "state": state,
        "heading": _heading(state),
    }
    if found is not None:
        title, language = found.wording(get_language())
        context |= {
            "title": title,
            "title_language": language,
            "duration": outline.minutes(int(found.hours * 60)),
            "said": found.said(get_language()),
        }
    return render(request, "courses/verify.html", context, status=200 if found else 404)


def _heading(state: str) -> str:
    if state == "valid":
        return _("This certificate is valid")
    if state == "expired":
        return _("This certificate has expired")
    if state == "revoked":
        return _("This certificate was revoked")
    return _("This certificate is not known")
