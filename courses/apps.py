"""The app of the courses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses; registers its checks, kinds of jobs, what follows a publication, and rights."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Make checks and jobs known."""
        from wagtail.signals import page_published

        from courses import checks, publishing, tasks
        from courses.models import LessonPage, owning, weights

        checks.register()
        tasks.register()
        publishing.connect()
        owning.establish()
        page_published.connect(
            weights.on_published, sender=LessonPage, dispatch_uid="courses weights"
        )
