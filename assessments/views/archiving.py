"""Asking for everything of an institution as one archive."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from assessments import services
from assessments.views import doors
from cms.people.again import fresh


def _page(request: HttpRequest, institution_id: uuid.UUID) -> str:
    """Return the page on which the button stands."""
    return reverse("people:team", args=[institution_id])


@doors.private
@require_POST
@fresh(back=_page)
def archive(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Have the archive written, and show how far it is."""
    institution = doors.institution_for(request, institution_id)
    job = services.request_archive(
        user=request.user, institution_id=institution.pk, language=get_language()
    )
    return redirect("press:job", job.pk)
