"""The app people, and Wagtail's user administration fitted to our user."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    """Users, institutions, memberships, audit log."""

    name = "cms.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"
    default = True


class PeopleUsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our forms. Stands for `wagtail.users`."""

    default = False
    user_viewset = "cms.people.viewsets.PersonViewSet"
