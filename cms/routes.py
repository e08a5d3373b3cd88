"""From an address to its page: Wagtail finds the way once, then the page is read in one query."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site

from cms import responses


@dataclass(frozen=True)
class Way:
    """Which page stands at an address. The page itself is read anew for every reader."""

    site: Site
    model: type[Page]
    pk: int
    url_path: str


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, with its hooks, its restrictions and its 404."""
    request.remember = responses.remember
    way = responses.remember(
        ("way", request.get_host(), request.get_port(), get_language(), path),
        lambda: _way(request, path),
    )
    if isinstance(way, Way) and not hasattr(request, "_wagtail_route_for_request"):
        _go(request, way)
    return views.serve(request, path)


def _way(request: HttpRequest, path: str) -> Way | None:
    route = Page.route_for_request(request, path)
    if route is None or route.args or route.kwargs:
        return None
    site, page = Site.find_for_request(request), route.page
    return Way(site, type(page), page.pk, page.url_path)


def _go(request: HttpRequest, way: Way) -> None:
    """Lay the route where Wagtail looks for it; a page that is gone or moved is sought anew."""
    page = way.model.objects.filter(pk=way.pk, url_path=way.url_path, live=True)
    if found := page.select_related("locale").first():
        request._wagtail_site = way.site
        request._wagtail_route_for_request = found.route(request, [])
