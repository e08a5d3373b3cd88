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
        """Make the report known as a kind of job."""
        from assessments import tasks

        tasks.register()
