"""What is carried away: the book of a course as page and PDF, a module as one file."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.press import files
from cms.press.leases import State
from courses import services
from courses.models import CoursePage, carried
from courses.views import finding


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, course: str) -> HttpResponse:
    """Show a whole course on one page; a POST of somebody signed in asks for it as a PDF."""
    page = _open(course)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        job = services.print_book(user=request.user, course=page)
        return redirect(job.get_absolute_url())
    crumbs = page.crumbs(request, page)
    crumbs[-1]["url"] = page.get_url(request)
    context = {
        "text": carried.book(page, light=request.light),
        "course": page,
        "crumbs": [*crumbs, {"title": _("Course book"), "url": ""}],
        "job": services.printed_book(page),
    }
    response = render(request, "courses/book.html", context)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def book_pdf(request: HttpRequest, course: str) -> HttpResponseBase:
    """Hand out the PDF that was made of this text; where nobody has asked for it, there is none."""
    job = services.printed_book(_open(course))
    if job is None or job.state != State.DONE or job.file is None:
        raise Http404
    try:
        response = files.handed_out(job.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return _unless_held(request, response, f'"{job.file.sha256[:32]}"')


@require_safe
def take_away(request: HttpRequest, course: str, module: str) -> HttpResponseBase:
    """Hand out a module as one file: to be kept and passed on, never shown as a page of ours."""
    found = carried.file(_open(course), module)
    if found is None:
        raise Http404
    response = HttpResponse(found.content, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return _unless_held(request, response, found.tag)


def _unless_held(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """Return what is handed out, or word that the browser holds just these bytes already."""
    response["ETag"] = tag
    patch_cache_control(response, no_cache=True)
    answer: HttpResponseBase = get_conditional_response(request, etag=tag, response=response)
    if answer is not response:
        response.close()
    return answer


def _open(course: str) -> CoursePage:
    """The course in the language of the address; none behind a restriction of Wagtail's."""
    page = finding.here(CoursePage, course)
    if page.get_view_restrictions():
        raise Http404
    return page
