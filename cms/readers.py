"""Where readers report an error or write to the operator, without account and cookie."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms import addresses, letterbox
from cms.models import ContactMessage
from cms.reader_forms import ContactForm, ReaderForm, ReportForm

View = Callable[[HttpRequest], HttpResponse]


def without_cookie(view: View) -> View:
    """Let anybody post to this view from a page of this site, and from no other.

    Nobody acts here in the name of an account, so there is nothing that a token would guard, and a
    token is a cookie. What other sites post is turned away by the origin that the browser names.
    """

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not _from_here(request):
            raise PermissionDenied
        return view(request)

    return guarded


@without_cookie
def report(request: HttpRequest) -> HttpResponse:
    """Show the form of an error; keep what was reported and say thank you."""
    host = request.get_host()
    page = addresses.own_path(request.GET.get("page", ""), host=host)
    form = ReportForm(_posted(request), host=host, initial={"page": page})
    if not form.is_valid():
        return render(request, "cms/report.html", {"form": form})
    query = urlencode({"page": form.cleaned_data["page"]})
    return _take(request, form, letterbox.take_report, f"{reverse('report_thanks')}?{query}")


@require_safe
def report_thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you and lead back to the page."""
    page = addresses.own_path(request.GET.get("page", ""), host=request.get_host())
    return render(request, "cms/report_thanks.html", {"back": page})


@without_cookie
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form of a message; keep what was written and say what happens next."""
    topic = request.GET.get("topic", ContactMessage.Topic.QUESTION)
    form = ContactForm(_posted(request), initial={"topic": topic})
    if not form.is_valid():
        return render(request, "cms/contact.html", {"form": form})
    return _take(request, form, letterbox.take_message, reverse("contact_thanks"))


@require_safe
def contact_thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you and what happens next."""
    return render(request, "cms/contact_thanks.html")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _take(
    request: HttpRequest, form: ReaderForm, take: Callable[..., object], onward: str
) -> HttpResponse:
    """Keep what a person typed, unless this address has sent enough; a machine is only thanked."""
    if not letterbox.allow(address=get_adapter(request).get_client_ip(request)):
        return render(request, "429.html", status=429)
    if not form.trapped:
        take(**form.typed())
    return HttpResponseRedirect(onward)


def _from_here(request: HttpRequest) -> bool:
    """Tell whether the form stood on this site; browsers of 2019 and before may name no origin."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
