"""Watches over emergency access: a banner on every page, and every page that is read on record."""

import uuid
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from assessments.models import Plan, Round
from cms.people import access, emergency
from cms.people.models import EmergencyAccess

WATCHED = ("assessments", "people", "press")
LISTS = frozenset({"desk", "assessments:rounds", "assessments:plans"})
"""Pages that name no institution and show what the person reads in any."""


class WatchEmergencies:
    """Put on record what an administrator reads by emergency access; of nobody else anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 200 and (rows := running(request)):
            _record(request, rows)
        return response


def running(request: HttpRequest) -> list[EmergencyAccess]:
    """Return the accesses of this person that last now; asked once a request, of administrators."""
    known = getattr(request, "emergencies", None)
    if known is None:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user")
        rows = access.emergencies(request.user) if signed_in else EmergencyAccess.objects.none()
        known = request.emergencies = list(rows.select_related("institution"))
    return known


def _record(request: HttpRequest, rows: Iterable[EmergencyAccess]) -> None:
    match = request.resolver_match
    if match is None or request.path.startswith("/admin/"):
        return
    for institution in _shown(match.view_name, match.kwargs, {row.institution_id for row in rows}):
        emergency.note_read(user=request.user, institution_id=institution, page=match.view_name)


def _shown(page: str, named: dict[str, object], opened: set[uuid.UUID]) -> Iterable[uuid.UUID]:
    """Return of which of the opened institutions a page shows something."""
    if page in LISTS:
        return opened
    if page.partition(":")[0] not in WATCHED:
        return ()
    found: set[object] = {named.get("institution_id")}
    if key := named.get("round_id"):
        found.update(Round.objects.filter(pk=key).values_list("institution_id", flat=True))
    if key := named.get("plan_id"):
        found.update(Plan.objects.filter(pk=key).values_list("institution_id", flat=True))
    return opened & found
