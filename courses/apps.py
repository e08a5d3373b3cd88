"""The app of the courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses; registers its checks and its kinds of jobs."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Make checks and jobs known."""
        from wagtail.signals import page_published

        from courses import checks, tasks
        from courses.models import LessonPage, weights

        checks.register()
        tasks.register()
        page_published.connect(
            weights.on_published, sender=LessonPage, dispatch_uid="courses weights"
        )
