"""Errors that readers reported in texts of a language, each with the way to where it is mended."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from cms.models import ErrorReport
from cms.people import audit
from cms.people.models import User
from courses.translation import texts

MOST = 40


@dataclass(frozen=True)
class Reported:
    """A report that nobody has dealt with, and the address of the desk or editor for its page."""

    report: ErrorReport
    title: str
    address: str


def waiting(language: str, request: HttpRequest) -> list[Reported]:
    """Return the open reports on pages of a language, the oldest first; at most forty.

    Who sent a report is not told here. Two queries, and a few for each page that is named.
    """
    rows = ErrorReport.objects.filter(done=False, page__startswith=f"/{language}/")
    found = list(rows.order_by("created_at", "pk")[:MOST])
    pages = _pages(language, {one.page for one in found}, request)
    return [_reported(one, pages.get(one.page), language) for one in found]


@transaction.atomic
def settle(*, actor: User, language: str, report_id: int) -> bool:
    """Note that a report was dealt with; False where it is none of this language, or was before.

    The caller has asked for the right to the language.
    """
    rows = ErrorReport.objects.filter(pk=report_id, page__startswith=f"/{language}/", done=False)
    settled = bool(rows.update(done=True))
    if settled:
        audit.record(actor=actor, verb="report.settled", detail={"report": report_id})
    return settled


def _pages(language: str, addresses: set[str], request: HttpRequest) -> dict[str, Page]:
    """The published pages at these addresses."""
    slugs = {one.rstrip("/").rpartition("/")[2] for one in addresses}
    known = Page.objects.live().filter(slug__in=slugs, locale__language_code=language)
    found = {page.get_url(request): page for page in known}
    return {one: found[one] for one in addresses if one in found}


def _reported(report: ErrorReport, page: Page | None, language: str) -> Reported:
    if page is None:
        return Reported(report, report.page, "")
    specific = page.specific
    kind = texts.KINDS.get(type(specific))
    text = texts.find(kind, specific.content_id) if kind else None
    if text is None or text.source == language:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    else:
        told = [language, text.kind, text.content_id]
        address = f"{reverse('courses:translation-text', args=told)}?all"
    return Reported(report, page.title, address)
