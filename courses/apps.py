"""The app of the courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses; registers its checks and its kinds of jobs."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Make checks and jobs known."""
        from courses import checks, tasks

        checks.register()
        tasks.register()
