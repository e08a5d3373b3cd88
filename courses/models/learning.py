"""Who learns what, and what is done. Everything hangs on keys that all languages share."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.immutable import Immutable


class Enrolment(models.Model):
    """A person takes a course; in which language is of no matter."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments"
    )
    course_key = models.UUIDField(_("course"))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("user", "course_key"), name="courses_enrolment_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_key}"


class Completion(Immutable):
    """A person has read a lesson or passed a quiz; said once, never taken back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="completions"
    )
    course_key = models.UUIDField(_("course"))
    item_key = models.UUIDField(_("lesson or quiz"))
    created_at = models.DateTimeField(_("done"), auto_now_add=True)

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.UniqueConstraint(fields=("user", "item_key"), name="courses_completion_once")
        ]
        indexes = [models.Index(fields=("user", "course_key"))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_key}"
