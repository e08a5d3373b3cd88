"""A form that was sent after its session had ended: kept until its person has signed in again.

It waits in the session of the browser that sent it, is shown to the person for whom its page was
drawn and to nobody else, and is saved by nobody but her.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from assessments.views import doors
from cms.press import whole

KEY = "returned"
FIELDS = frozenset({"answer", "note", "sure", "seen", "client", "beside"})
LONGEST = 300_000
"""How many characters are kept: a part of thirty questions with the longest notes fits."""


def kept(*words: str) -> Callable[[doors.View], doors.View]:
    """Keep a form that somebody signed out sends, and lead through the sign-in to its page.

    `words` are the page's name and the names of its arguments after the round.
    """
    name, *arguments = words

    def around(view: doors.View) -> doors.View:
        @wraps(view)
        def opened(request: HttpRequest, **asked: Any) -> HttpResponse:
            if request.method != "POST" or request.user.is_authenticated or request.htmx:
                return view(request, **asked)
            is_whole = whole.is_whole(request)  # before anything of the form is read
            place = [str(asked[word]) for word in ("round_id", *arguments)]
            wanted = request.POST.get("as", "")
            if is_whole:
                _keep(request, key(*place, wanted))
            page = reverse(f"assessments:{name}", args=place)
            more = f"?{urlencode({'as': wanted})}" if wanted else ""
            return redirect_to_login(page + more)

        return opened

    return around


def key(*place: str) -> str:
    """Name a page: its round, its part or question, and the seat from which it is answered."""
    return " ".join(place)


def restored(request: HttpRequest, *places: str) -> Mapping[str, str]:
    """Return what the person sent to one of these pages when signed out, once; {} where nothing."""
    found = request.session.get(KEY)
    if not found or request.method != "GET":
        return {}
    mine = found["by"] == str(request.user.pk)
    if mine and found["place"] not in places:
        return {}
    del request.session[KEY]
    return found["fields"] if mine else {}


def _keep(request: HttpRequest, place: str) -> None:
    """Put the fields of questions into the session, if it is said whose they are."""
    fields = {
        name: value
        for name, value in request.POST.items()
        if name.partition("-")[0] in FIELDS and isinstance(value, str)
    }
    by = request.POST.get("by", "")
    if by and fields and sum(map(len, (*fields, *fields.values()))) <= LONGEST:
        request.session[KEY] = {"place": place, "by": by, "fields": fields}
