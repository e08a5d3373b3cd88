"""The app of the courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses; registers its checks, its kinds of jobs, and what follows a publication."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Make checks, jobs and receivers known."""
        from courses import checks, publishing, tasks

        checks.register()
        tasks.register()
        publishing.connect()
