"""The evidence of an institution: the list, one piece with its versions, and its files."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.models import Evidence, EvidenceUse, EvidenceVersion, Round
from assessments.services import evidence as services
from assessments.views import doors, laid
from cms.people import access, roles
from cms.people.models import Institution, User
from cms.press import files

ON_A_PAGE = 50
_VERSIONS = Prefetch(
    "versions", EvidenceVersion.objects.select_related("file", "added_by").order_by("-number")
)


def _uses(user: User) -> Prefetch:
    """Fetch where evidence lies, as far as this person may know of the rounds."""
    reached = Round.objects.reached_by(user)
    return Prefetch(
        "uses", EvidenceUse.objects.filter(round__in=reached.values("pk")).select_related("round")
    )


def evidence_for(request: HttpRequest, evidence_id: uuid.UUID, capability: str = "") -> Evidence:
    """Return evidence, or answer 404 to who may not read it, 403 without the capability."""
    rows = Evidence.objects.readable_by(request.user).prefetch_related(
        _VERSIONS, _uses(request.user)
    )
    joined = rows.select_related("institution", "added_by", "verified_by")
    found: Evidence | None = joined.filter(pk=evidence_id).first()
    if found is None:
        raise Http404
    if capability:
        access.require(request.user, capability, found.institution)
    return found


@doors.private
@require_safe
def listed(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """List what an institution has, the newest first, with where it is used."""
    institution = doors.institution_for(request, institution_id)
    rows = Evidence.objects.readable_by(request.user).kept().filter(institution=institution)
    page = Paginator(rows.prefetch_related(_VERSIONS, _uses(request.user)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **who(institution),
        "page_of": page,
        "rows": [shown(one) for one in page],
        "may_add": access.may(request.user, roles.ANSWER, institution),
    }
    return render(request, "assessments/evidence_list.html", context)


@doors.private
@require_safe
def one(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Show one piece of evidence: its versions, where it is used, and what can be done."""
    return page_of(request, evidence_for(request, evidence_id))


@doors.private
@require_safe
def file(request: HttpRequest, version_id: uuid.UUID) -> FileResponse:
    """Hand out the file of a version to those who may read it, and put that on record."""
    readable = Evidence.objects.readable_by(request.user)
    rows = EvidenceVersion.objects.select_related("file", "evidence__institution")
    version = rows.filter(pk=version_id, evidence__in=readable.values("pk")).first()
    if version is None or version.file is None:
        raise Http404
    try:
        response = files.handed_out(version.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    services.record_download(user=request.user, version=version)
    return response


def page_of(
    request: HttpRequest, evidence: Evidence, refused: str = "", status: int = 200
) -> HttpResponse:
    """Show the page of one piece, with the sentence of a service that refused."""
    user = request.user
    by = {evidence.added_by_id, *(version.added_by_id for version in evidence.versions.all())}
    kept = evidence.removed_at is None
    context = {
        **who(evidence.institution),
        **shown(evidence),
        "may_change": kept and access.may(user, roles.ANSWER, evidence.institution),
        "may_verify": kept
        and evidence.level != Evidence.Level.VERIFIED
        and user.pk not in by
        and access.may(user, roles.REVIEW, evidence.institution),
        "refused": refused,
    }
    return render(request, "assessments/evidence.html", context, status=status)


def shown(evidence: Evidence) -> dict[str, Any]:
    """Return what the list and the page show of one piece; its rows are there already."""
    versions = list(evidence.versions.all())
    ends = evidence.valid_until
    return {
        "evidence": evidence,
        "versions": versions,
        "newest": versions[0],
        "uses": laid.used(evidence.uses.all()),
        "over": ends is not None and ends < timezone.localdate(),
    }


def who(institution: Institution) -> dict[str, Any]:
    """Return whose page it is, and who sees it."""
    return {
        "institution": institution.name_in(get_language()),
        "institution_id": institution.pk,
        "readers": doors.readers(institution),
    }
