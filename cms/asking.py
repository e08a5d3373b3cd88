"""Asks a signed-in person to read the texts in force: before a page, never within a form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from cms import responses
from cms.people import consents

READ = "texts_read"  # in the session, so that a page costs no query
# What must stay open to somebody who has not agreed: the texts, the way out, the way to ask
OPEN = ("account/", "people/consent/", "privacy/", "terms/", "contact/", "report-error/")


class AskConsent:
    """Send whoever has not read what is in force to the page that asks, and back again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        prefixes = [f"/{code}/" for code, _name in settings.LANGUAGES]
        self.asking = tuple(prefixes)
        self.open = tuple(prefix + path for prefix in prefixes for path in OPEN)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._could_ask(request) and not _has_read(request):
            onward = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('people:consent')}?{onward}")
        return self.get_response(request)

    def _could_ask(self, request: HttpRequest) -> bool:
        """Tell whether a signed-in person opens a page: no form, no fragment, no open text."""
        return (
            request.method == "GET"
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and (request.path.startswith(self.asking) or request.path == "/admin/")
            and not request.path.startswith(self.open)
            and "HX-Request" not in request.headers
            and request.headers.get("Sec-Fetch-Dest", "document") == "document"
            and request.user.is_authenticated
        )


def _has_read(request: HttpRequest) -> bool:
    wanted = responses.remember("texts in force", _names)
    if request.session.get(READ, "") == wanted:
        return True
    if consents.missing(request.user):
        return False
    request.session[READ] = wanted
    return True


def _names() -> str:
    return ",".join(str(version.pk) for version in consents.in_force())
