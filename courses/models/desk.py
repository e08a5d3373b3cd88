"""What a learner sets up for herself: dates to be ready by, a calendar, letters."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain import letters


class TargetDate(models.Model):
    """The day by which a person wants to be ready with a course; nobody else set it or sees it.

    Its id stands in the calendar, so that a date that moves moves there too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="target_dates"
    )
    course_key = models.UUIDField(_("course"))
    day = models.DateField(_("ready by"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("target date")
        verbose_name_plural = _("target dates")
        ordering = ("day", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("user", "course_key"), name="courses_target_date_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class CalendarFeed(models.Model):
    """The secret address of a person's calendar: only its hash is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="calendar_feed",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)


class LetterChoice(models.Model):
    """How often a person wants a letter on her learning; no row means never."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="letter_choice",
    )
    how = models.CharField(_("how often"), max_length=8, default=letters.NEVER)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=1)
    quiet_from = models.PositiveSmallIntegerField(
        _("quiet from"), default=21, validators=[MaxValueValidator(23)]
    )
    quiet_to = models.PositiveSmallIntegerField(
        _("quiet until"), default=7, validators=[MaxValueValidator(23)]
    )

    class Meta:
        verbose_name = _("choice of letters")
        verbose_name_plural = _("choices of letters")
        default_permissions = ()
        indexes = [models.Index(fields=("how",), name="courses_letters_how")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.how}"

    @property
    def wish(self) -> letters.Wish:
        """The choice as the domain reads it."""
        return letters.Wish(self.how, self.weekday, self.quiet_from, self.quiet_to)
