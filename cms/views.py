"""The site's own views: the door, the desk, the data-light switch, health."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms import addresses, light
from cms import desk as desks


@never_cache
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Send a visitor of `/` once to the language that the browser asks for."""
    return HttpResponseRedirect(f"/{_best_language(request)}/")


def _best_language(request: HttpRequest) -> str:
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the site can read its database; for load balancers and operators."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show a signed-in person what to go on with."""
    return render(request, "cms/desk.html", desks.of(user=request.user))


# The switch changes nothing but how this browser is served: no token guards it, as a token would
# be a cookie on every page that shows the switch.
@csrf_exempt
@never_cache
@require_POST
def data_light(request: HttpRequest) -> HttpResponse:
    """Keep what the reader chose, and go back to the page on which the switch stood."""
    back = addresses.own_address(request.POST.get("next", ""), host=request.get_host())
    response = HttpResponseRedirect(back or f"/{get_language()}/")
    light.choose(request, response, light=request.POST.get("light") == light.ON)
    return response
