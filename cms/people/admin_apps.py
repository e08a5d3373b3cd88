"""Wagtail's user administration fitted to our user."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms. Installed instead of `wagtail.users`."""

    user_viewset = "cms.people.viewsets.PersonViewSet"


def _login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


# Gone as soon as the site includes `cms.people.admin_urls` in its place.
LOGIN_PATTERNS = [path("admin/login/", _login, name="admin_login")]
