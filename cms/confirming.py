"""Where everybody asks whether this site issued a plan, by the hash that is printed on it."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments import confirming
from cms import letterbox

COUNTER = "confirming"
LONGEST = 200  # signs of a typed hash, with its groups


@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Ask for a hash; say what the institution lets everybody read of its plan, or that none is.

    An unknown hash and one that was not allowed get the same page. No copy of it is kept
    anywhere, so that a withdrawal holds at once.
    """
    typed = request.GET.get("hash", "")[:LONGEST]
    context = {"typed": typed, "least": confirming.LEAST, "longest": LONGEST}
    figures = confirming.read(typed)
    if figures:
        if not letterbox.allow(
            address=get_adapter(request).get_client_ip(request), counter=COUNTER
        ):
            return render(request, "429.html", status=429)
        context |= {"asked": True, "plans": confirming.find(figures, get_language())}
    return render(request, "cms/confirm_plan.html", context)
