"""From an address to its page: Wagtail finds it once; whether it still holds is asked each time."""

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site

from cms import responses


@dataclass(frozen=True)
class Way:
    """The page that stands at an address and is open to all, and the question whether it still is.

    The question is kept as SQL: composing it takes ten times as long as asking it.
    """

    site: Site
    page: Page
    question: tuple[str, tuple[Any, ...]]

    def holds(self) -> bool:
        """Tell whether the page lives, as it was published, where it was, and open to all."""
        with connection.cursor() as cursor:
            cursor.execute(*self.question)
            return cursor.fetchone() is not None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, with its hooks, its restrictions and its 404."""
    request.remember = responses.remember
    if responses.keeping():
        _go(request, path)
    return views.serve(request, path)


def _go(request: HttpRequest, path: str) -> None:
    """Lay the route where Wagtail looks for it, if it is known and holds."""
    key = ("way", request.get_host(), request.get_port(), get_language(), path)
    way = responses.remember(key, lambda: _way(request, path))
    if way is not None and not hasattr(request, "_wagtail_route_for_request") and way.holds():
        request._wagtail_site = way.site
        request._wagtail_route_for_request = copy(way.page).route(request, [])


def _way(request: HttpRequest, path: str) -> Way | None:
    route = Page.route_for_request(request, path)
    if route is None or route.args or route.kwargs:
        return None
    # Without its long text: readers mostly get that as it was drawn last
    pages = type(route.page).objects.defer_streamfields().select_related("locale")
    page = pages.get(pk=route.page.pk)
    restrictions = page.get_view_restrictions()
    page.get_view_restrictions = PageViewRestriction.objects.none  # `holds` has asked
    same = Page.objects.filter(
        pk=page.pk, url_path=page.url_path, live=True, live_revision=page.live_revision_id
    )
    question = same.filter(~Exists(restrictions)).values("pk").order_by()
    return Way(Site.find_for_request(request), page, question.query.sql_with_params())
