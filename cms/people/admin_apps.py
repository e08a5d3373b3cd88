"""Wagtail's user administration fitted to our user."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms. Installed instead of `wagtail.users`."""

    user_viewset = "cms.people.person_views.PersonViewSet"
