"""Data-light: pages without pictures and films, for whoever asks for them or whose browser does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

COOKIE = "light"
ON, OFF = "on", "off"
A_YEAR = 60 * 60 * 24 * 365


def wanted(request: HttpRequest) -> bool:
    """Tell whether this reader gets light pages: her own choice, else what the browser says."""
    choice = request.COOKIES.get(COOKIE) if request.META.get("HTTP_COOKIE") else None
    return choice == ON if choice in (ON, OFF) else _asked_by_browser(request)


def choose(request: HttpRequest, response: HttpResponse, *, light: bool) -> None:
    """Keep the choice in a cookie that says nothing else; where none is needed, remove it."""
    if light == _asked_by_browser(request):
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        ON if light else OFF,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class DataLight:
    """Tell views and templates as `request.light`, and caches on the way what a page hangs on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.light = wanted(request)
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "Save-Data"))
        return response


def _asked_by_browser(request: HttpRequest) -> bool:
    return request.META.get("HTTP_SAVE_DATA", "").strip().lower() == ON
