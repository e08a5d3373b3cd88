"""The log of an institution: a page for its coordinators, and the same as a workbook."""

import uuid
import zoneinfo
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms import logged
from cms.people import access, audit, emergency, roles
from cms.people.again import fresh
from cms.people.log import LogFilter, events, of
from cms.people.models import Institution
from cms.press import files

ON_A_PAGE = 50
MOST = 10_000
"""Events of one workbook; more are refused with a sentence, as a request must come to its end."""


@never_cache
@login_required
@require_safe
def log(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Show what is on record for an institution, fifty events a page; only to who manages it.

    `?person=&kind=&since=&until=` choose, `?page=` turns the pages. A day that cannot be read
    is named beside its field, and nothing is listed.
    """
    institution = _managed(request, institution_id)
    asked = LogFilter(request.GET, institution=institution)
    right = asked.is_valid()
    with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
        found = events(institution, asked.cleaned_data) if right else of(institution).none()
        page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "institution": institution.name_in(get_language()),
            "institution_id": institution.pk,
            "form": asked,
            "emergencies": emergency.of(institution),
            "lines": logged.lines(list(page.object_list)),
            "page": page,
            "query": _query(request.GET),
            "empty": right and not any(asked.cleaned_data.values()),
            "days": settings.AUDIT_LOG_DAYS,
            "zone": request.user.time_zone.replace("_", " "),
        }
        return render(request, "cms/log.html", context, status=200 if right else 422)


def _page(request: HttpRequest, institution_id: uuid.UUID) -> str:
    """Return the page of the log, as it was chosen, where the button to export stands."""
    query = _query(request.GET)
    return reverse("log", args=(institution_id,)) + (f"?{query}" if query else "")


@never_cache
@login_required
@require_POST
@fresh(back=_page)
def export(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponseBase:
    """Give what the page shows, all of its pages, as a workbook; put that on record."""
    institution = _managed(request, institution_id)
    asked, language = LogFilter(request.GET, institution=institution), get_language()
    back = _page(request, institution.pk)
    if not asked.is_valid():
        return redirect(back)
    with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
        found = list(events(institution, asked.cleaned_data)[: MOST + 1])
        if len(found) > MOST:
            messages.error(
                request, _("Not exported: these are too many events. Choose a shorter time.")
            )
            return redirect(back)
        table = logged.table(logged.lines(found), language)
    from cms.press.writers import xlsx  # heavy, and rarely asked for

    content = xlsx.write([table], title=_("Log"), language=language)
    audit.record(
        actor=request.user,
        verb="log.exported",
        institution=institution,
        subject=institution,
        detail={"events": len(found), **_said(asked.cleaned_data)},
    )
    day = timezone.localdate().isoformat()
    return FileResponse(
        BytesIO(content), as_attachment=True, filename=f"log-{day}.xlsx", content_type=files.XLSX
    )


def _managed(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution to who manages it, or answer 404 to everybody else."""
    return get_object_or_404(access.institutions(request.user, roles.MANAGE), pk=institution_id)


def _query(given: QueryDict) -> str:
    """Return the filters of an address, without its page, as they go into another address."""
    kept = QueryDict(mutable=True)
    for name in LogFilter.base_fields:
        if given.get(name):
            kept[name] = given[name]
    return kept.urlencode()


def _said(cleaned: dict[str, Any]) -> dict[str, str]:
    """Return the filters as the log keeps them: numbers, verbs and days."""
    return {name: str(value) for name, value in cleaned.items() if value}
