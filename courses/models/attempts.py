"""Attempts at a quiz: the versions that were asked, and every step that was taken."""

import uuid
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.domain import quiz
from courses.models.immutable import Immutable
from courses.models.items import ItemVersion


class Attempt(models.Model):
    """One go at a quiz. What it holds are ids, so it can be read in any language.

    `percent` and `passed` repeat what the steps say, once it is handed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts"
    )
    course_key = models.UUIDField(_("course"))
    quiz_key = models.UUIDField(_("quiz"))
    seed = models.CharField(_("seed"), max_length=32)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    percent = models.DecimalField(
        _("result in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-started_at",)
        indexes = [models.Index(fields=("user", "quiz_key"))]
        constraints = [
            models.UniqueConstraint(
                fields=("user", "quiz_key"),
                condition=Q(submitted_at__isnull=True),
                name="courses_one_open_attempt",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def pass_share(self) -> Decimal:
        """The pass mark as a share."""
        return Decimal(self.pass_mark) / 100

    @property
    def share(self) -> Decimal:
        """The result as a share, rounded down to whole percent: nobody reads 80 below 80."""
        return Decimal(int(self.percent or 0)) / 100

    @property
    def open(self) -> bool:
        """Whether answers can still be given."""
        return self.submitted_at is None

    def answers(self) -> dict[str, tuple[str, ...]]:
        """The answer that stands for each item (by its name), from the steps."""
        steps = self.steps.filter(kind=AttemptStep.Kind.ANSWER).order_by("pk")
        rows = steps.values_list("asked__version__item__content_id", "options")
        return quiz.answers(
            quiz.Step(content_id.rpartition("/")[2], tuple(options)) for content_id, options in rows
        )


class AttemptItem(Immutable):
    """An item as it is asked in one attempt: pinned to its version."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="asked")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("item of an attempt")
        verbose_name_plural = _("items of an attempt")
        ordering = ("attempt", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("attempt", "position"), name="courses_attempt_position_once"
            ),
            models.UniqueConstraint(
                fields=("attempt", "version"), name="courses_attempt_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}, {self.position}"

    @property
    def order(self) -> tuple[str, ...]:
        """The options in the order of this attempt."""
        return quiz.shuffled(self.version.parsed.options, f"{self.attempt.seed}:{self.position}")


class AttemptStep(Immutable):
    """One event of an attempt. `client_id` counts an event once, however often it arrives."""

    class Kind(models.TextChoices):
        """What happened."""

        ANSWER = "answer", _("answered")
        SUBMIT = "submit", _("handed in")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    asked = models.ForeignKey(
        AttemptItem, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    options = models.JSONField(_("options"), default=list)
    client_id = models.UUIDField(_("id of the event"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of an attempt")
        verbose_name_plural = _("steps of an attempt")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("attempt", "client_id"), name="courses_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind}"


def result(attempt: Attempt) -> tuple[list[tuple[AttemptItem, quiz.Marked]], Fraction]:
    """Every item asked with its marks, and the exact percentage: replayed from the steps."""
    given = attempt.answers()
    asked = attempt.asked.select_related("version__item").prefetch_related("version__texts")
    marked = [
        (item, quiz.mark(item.version.parsed, given.get(item.version.item.name, ())))
        for item in asked.order_by("position")
    ]
    return marked, quiz.percent([one.marks for _item, one in marked])
