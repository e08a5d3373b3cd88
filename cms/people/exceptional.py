"""What is rare and grave in an institution: emergency access to it, and its deletion."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class EmergencyAccess(models.Model):
    """An administrator of the site reads in one institution for a day, with a reason.

    The reason is for the people of the institution; the log holds none of it.
    """

    institution = models.ForeignKey(
        "people.Institution",
        on_delete=models.CASCADE,
        related_name="emergencies",
        verbose_name=_("institution"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="emergencies",
        verbose_name=_("administrator"),
    )
    reason = models.TextField(_("reason"), max_length=1000)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    until = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ended by"),
    )

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        ordering: ClassVar = ("-since", "-pk")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("institution", "user"),
                condition=models.Q(ended_at=None),
                name="people_emergency_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.user_id}"

    @property
    def institution_name(self) -> str:
        """The name of the institution in the language in force."""
        return self.institution.name_in(get_language())

    @property
    def role(self) -> str:
        """No role of a member."""
        return ""

    def get_role_display(self) -> str:
        """Return in which role this person reads; memberships are asked the same."""
        return str(_("Administrator of the site, emergency access"))


class InstitutionDeletion(models.Model):
    """That an institution is to be deleted, and when; the row outlives it.

    Until the day comes any coordinator calls it off.
    """

    institution = models.ForeignKey(
        "people.Institution",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="deletions",
        verbose_name=_("institution"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"))
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True)
    done_at = models.DateTimeField(_("carried out"), null=True, blank=True)

    class Meta:
        verbose_name = _("deletion of an institution")
        verbose_name_plural = _("deletions of institutions")
        ordering: ClassVar = ("-asked_at", "-pk")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(cancelled_at=None, done_at=None),
                name="people_deletion_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.due_at:%Y-%m-%d}"

    def is_due(self, moment: dt.datetime) -> bool:
        """Tell whether the grace is over."""
        return self.cancelled_at is None and self.done_at is None and self.due_at <= moment
