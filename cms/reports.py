"""Where a reader reports an error in a text, without an account and without a cookie."""

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms import addresses, corrections
from cms.report_form import ReportForm


# Nobody acts here in the name of an account, so there is nothing that a token would guard, and a
# token is a cookie. What other sites post is turned away by the origin that the browser names.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form; keep what was reported and say thank you."""
    if request.method != "POST":
        page = addresses.own_path(request.GET.get("page", ""), host=request.get_host())
        return _show(request, ReportForm(initial={"page": page}, host=request.get_host()))
    if not _from_here(request):
        raise PermissionDenied
    form = ReportForm(request.POST, host=request.get_host())
    if not form.is_valid():
        return _show(request, form)
    if not corrections.allow(address=get_adapter(request).get_client_ip(request)):
        return render(request, "429.html", status=429)
    if not form.trapped:
        corrections.take(**form.typed())
    query = urlencode({"page": form.cleaned_data["page"]})
    return HttpResponseRedirect(f"{reverse('report_thanks')}?{query}")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you and lead back to the page."""
    page = addresses.own_path(request.GET.get("page", ""), host=request.get_host())
    return render(request, "cms/report_thanks.html", {"back": page})


def _show(request: HttpRequest, form: ReportForm) -> HttpResponse:
    return render(request, "cms/report.html", {"form": form})


def _from_here(request: HttpRequest) -> bool:
    """Tell whether the form stood on this site; browsers of 2019 and before may name no origin."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
