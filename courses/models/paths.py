"""Learning paths: lessons of any courses in an order, for one person or for everybody."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

LESSON_ID = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*\Z")


class LearningPath(models.Model):
    """Lessons by their content ids, in order. Without an owner it is for everybody.

    A path that another room asked for holds these ids and its origin, and nothing of the reason
    why: it has no title of its own.
    """

    class Origin(models.TextChoices):
        """Who put it together."""

        TRAINERS = "trainers", pgettext_lazy("origin of a learning path", "Trainers")
        ROADMAP = "roadmap", pgettext_lazy("origin of a learning path", "A roadmap")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="learning_paths",
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default=Origin.TRAINERS, editable=False
    )
    titles = models.JSONField(_("titles by language"), default=dict, blank=True)
    lessons = models.JSONField(_("lessons"), default=list)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering: ClassVar = ("created_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("owner", "origin"),
                condition=Q(owner__isnull=False),
                name="courses_path_once_per_origin",
            )
        ]

    def __str__(self) -> str:
        return next(iter(self.titles.values()), self.origin)

    def clean(self) -> None:
        """Ask for lessons as `course/lesson`, each of them once."""
        for name in self.lessons:
            try:
                LESSON_ID(name)
            except ValidationError as error:
                sentence = _("“%(name)s” is no id of a lesson: expected course/lesson.")
                raise ValidationError({"lessons": sentence % {"name": name}}) from error
        if len(set(self.lessons)) != len(self.lessons):
            raise ValidationError({"lessons": _("A lesson stands there twice.")})

    def wording(self, language: str) -> tuple[str, str]:
        """Return the title in a language, else in the first it has; and which language that is."""
        if language in self.titles:
            return self.titles[language], language
        if self.titles:
            first = next(iter(self.titles))
            return self.titles[first], first
        return gettext("Lessons for your role"), language
