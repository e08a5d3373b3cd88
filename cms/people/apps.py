"""The app people."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Users, institutions, memberships, audit log."""

    name = "cms.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stop with a sentence where a term is none: the log's, or that before a deletion."""
        if settings.DELETION_GRACE_DAYS < 1:
            raise ImproperlyConfigured("DELETION_GRACE_DAYS is at least 1.")
        if settings.DORMANT_MONTHS != 0 and settings.DORMANT_MONTHS < 6:
            raise ImproperlyConfigured("DORMANT_MONTHS is 0 (unused accounts stay) or at least 6.")
        if settings.AUDIT_LOG_DAYS != 0 and settings.AUDIT_LOG_DAYS < 365:
            raise ImproperlyConfigured(
                "AUDIT_LOG_DAYS is 0 (events are kept for good) or at least 365."
            )
