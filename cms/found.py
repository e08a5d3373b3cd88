"""What search engines read: robots.txt and sitemap.xml."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms import addresses

AN_HOUR = 60 * 60
# Private rooms, and forms: nothing there is worth finding
CLOSED = ("account", "contact/write", "desk", "learn", "people", "press", "report-error")
MOST = 50_000  # addresses that one sitemap may hold


@cache_control(public=True, max_age=AN_HOUR)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say which rooms are closed to search engines and where the sitemap lies."""
    closed = ["/admin/", *(f"/{code}/{room}/" for code, _ in settings.LANGUAGES for room in CLOSED)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {addresses.absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=AN_HOUR)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every live public page with its translations and the day it last changed."""
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale")
    entries = _entries(pages.order_by("path")[:MOST], request)
    return HttpResponse(
        render_to_string("cms/sitemap.xml", {"entries": entries}), content_type="application/xml"
    )


def _entries(pages: Iterable[Page], request: HttpRequest) -> list[dict[str, object]]:
    """Return {url, changed, alternates} of the pages that have an address."""
    found = [(page, page.get_url(request)) for page in pages]
    versions: dict[object, dict[str, str]] = defaultdict(dict)
    for page, url in found:
        if url:
            versions[page.translation_key][page.locale.language_code] = url
    same = {key: addresses.alternates(paths) for key, paths in versions.items()}
    return [
        {
            "url": addresses.absolute(url),
            "changed": page.last_published_at,
            "alternates": same[page.translation_key],
        }
        for page, url in found
        if url
    ]
