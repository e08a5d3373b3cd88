"""The app press."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    """Jobs, private files, outbox, writers, formatting."""

    name = "cms.press"
    label = "press"
    verbose_name = _("Press")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks of this room."""
        from cms.press import checks  # noqa: F401
