"""The app assessments: its jobs are made known to the press when Django starts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Rounds, answers, snapshots, plans and their reports."""

    name = "assessments"
    label = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the checks of the content and the report's kind of job known."""
        from assessments import checks, tasks  # noqa: F401

        tasks.register()
