"""Credentials: badges for their owner; public keys and the offline page for everybody."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import keyring, services
from courses.domain import credential
from courses.views import finding, offline_words


@never_cache
@login_required
@require_safe
def badge(request: HttpRequest, course: str) -> HttpResponse:
    """Hand out the Open Badge of one's own certificate, as JSON around the signed form."""
    envelope = credential.enveloped(_badge(request, course))
    response = JsonResponse(envelope, json_dumps_params={"indent": 2})
    return _attached(response, f"{course}-badge.json")


@never_cache
@login_required
@require_safe
def badge_jwt(request: HttpRequest, course: str) -> HttpResponse:
    """Hand out the Open Badge of one's own certificate in its signed form alone."""
    response = HttpResponse(_badge(request, course), content_type="application/vc+jwt")
    return _attached(response, f"{course}-badge.jwt")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Hand out the page that checks without a server: a file with every public key of today."""
    page = render(
        request,
        "courses/offline_check.html",
        content_type="application/octet-stream",  # a file: no browser shows it as a page of ours
        context={
            "words": offline_words.by_language(),
            "keys": keyring.published(),
            "day": timezone.now().date().isoformat(),
            "language": get_language(),
            "site": settings.BASE_URL,
        },
    )
    return _attached(page, "check-certificate.html")


@require_safe
def signing_keys(request: HttpRequest) -> HttpResponse:
    """Give out every public key, as a set of JSON Web Keys."""
    return _for_everybody({"keys": keyring.published()})


@require_safe
def signing_key(request: HttpRequest, name: str) -> HttpResponse:
    """Give out one public key, which the header of a badge names by this address."""
    for said in keyring.published():
        if said["kid"] == name:
            return _for_everybody(said)
    raise Http404


def _badge(request: HttpRequest, course: str) -> str:
    held = services.held(user=request.user, course=finding.course(course))
    if held is None or held.revoked_at is not None:
        raise Http404
    services.note_badge(user=request.user, certificate=held)
    return services.badge(held, get_language())


def _attached(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _for_everybody(content: object) -> HttpResponse:
    """Give out JSON that pages of other sites may read too: verifiers run in browsers."""
    response = HttpResponse(json.dumps(content), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=3600"
    return response
