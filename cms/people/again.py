"""Asking again who it is: a view marked `@fresh` opens only soon after a password or a code."""

import time
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

View = Callable[..., HttpResponseBase]
LONGEST = 1500
"""Characters of an address: choices travel in it, a text that was written does not."""


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether this person has given the password or a code within the time that counts.

    Default deny: a session without such a record, however it came about, is not fresh.
    """
    records = get_authentication_records(request, request.user)
    age = time.time() - records[-1]["at"] if records else None
    return age is not None and 0 <= age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh(
    *,
    methods: Collection[str] = ("POST",),
    keep: Collection[str] = (),
    back: Callable[..., str] | None = None,
) -> Callable[[View], View]:
    """Let a view answer these methods only to who has lately shown that it is them.

    Others are led to the page that asks, and from there to the page on which the button can be
    pressed again: that of the same address, with the fields named in `keep` as they were, or the
    one that `back` returns from the view's arguments. Nothing is done meanwhile. Place it below
    what sends strangers to sign in.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods or is_fresh(request):
                return view(request, *args, **kwargs)
            page = back(request, *args, **kwargs) if back else _page(request, keep)
            return _ask(request, page)

        return opened

    return marked


def _page(request: HttpRequest, keep: Collection[str]) -> str:
    """Return the address of the page itself, with what was chosen on it where that is short."""
    plain = request.get_full_path()
    chosen = urlencode({name: request.POST[name] for name in keep if name in request.POST})
    full = f"{request.path}?{chosen}" if chosen else plain
    return full if len(full) <= LONGEST else plain


def _ask(request: HttpRequest, page: str) -> HttpResponse:
    asking = f"{reverse('account_reauthenticate')}?{urlencode({'next': page})}"
    if "HX-Request" in request.headers:  # a fragment would be put into the page that is open
        return HttpResponse(status=403, headers={"HX-Redirect": asking})
    return HttpResponseRedirect(asking)
