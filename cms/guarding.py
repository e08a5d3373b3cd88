"""Leads who lacks a second factor that they must have to the page that sets it up: default deny."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.static import serve as serve_media

from cms import routes
from cms.people import second_factor

OPEN = frozenset(
    {
        # What is open to everybody, in nobody's name
        *("door", "health", "robots", "sitemap", "search", "data_light", "wagtaildocs_serve"),
        *("contact", "contact_thanks", "report_error", "report_thanks", "confirm_plan"),
        *("courses:look-up", "courses:verify", "courses:offline", "signing_key", "signing_keys"),
        # The secret address is the permission: a calendar program, and the way out of letters
        *("courses:calendar-file", "courses:letters-stop"),
        # The way in, and the way out
        *("account_login", "account_logout", "account_inactive", "account_signup"),
        *("account_email_verification_sent", "account_confirm_email", "account_reset_password"),
        *("account_reset_password_done", "account_reset_password_from_key"),
        *("account_reset_password_from_key_done", "people:consent", "wagtailadmin_logout"),
        # The way to a second factor
        *("account_reauthenticate", "mfa_reauthenticate", "mfa_index", "mfa_activate_totp"),
    }
)
"""By name; every other address, and one that is added tomorrow, is closed."""


class AskSecondFactor:
    """Answer in the place of every view that is not open, to who lacks the second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead a page to the set-up and back; answer a fragment with a sentence."""
        if _is_open(request, view) or not _is_lacking(request):
            return None
        if _is_fragment(request):
            sentence = _("Not done: your role asks for a second factor. Set it up first.")
            return HttpResponse(sentence, status=403, content_type="text/plain; charset=utf-8")
        onward = request.get_full_path() if request.method == "GET" else ""
        query = f"?{urlencode({'next': onward})}" if onward else ""
        return HttpResponseRedirect(reverse("mfa_activate_totp") + query)


def _is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    return view in (routes.serve, serve_media) or request.resolver_match.view_name in OPEN


def _is_lacking(request: HttpRequest) -> bool:
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
    return signed_in and second_factor.is_lacking(request.user)


def _is_fragment(request: HttpRequest) -> bool:
    """Tell whether a script of a page asks, so that a page would come to the wrong place."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest", "") == "empty"
