"""Wagtail's user administration fitted to our user, and its login sent to ours."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms. Installed instead of `wagtail.users`."""

    user_viewset = "cms.people.viewsets.PersonViewSet"


# Wagtail's own login has neither a rate limit nor a second factor. These stand before
# its urls, so that nobody reaches it.
LOGIN_PATTERNS = [
    path(
        "admin/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="admin_login",
    ),
    path(
        "admin/password_reset/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="admin_password_reset",
    ),
]
