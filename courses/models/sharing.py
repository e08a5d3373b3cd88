"""What an institution learns of its people: names by consent, numbers of many."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Institution

WORDING = 1
"""The version of the wording that is agreed to; raise it when templates change what is shown."""
ANY = uuid.UUID(int=0)
"""Stands where a number is of all courses together."""


class NameConsent(models.Model):
    """A person lets one institution see how far she is in one course; taken back at any time.

    The row says when, in which language and to which wording; a new consent is a new row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="name_consents"
    )
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    course_key = models.UUIDField(_("course"))
    wording = models.PositiveSmallIntegerField(_("version of the wording"))
    language = models.CharField(_("language"), max_length=12)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to show a name")
        verbose_name_plural = _("consents to show a name")
        ordering = ("-given_at", "-pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("user", "institution", "course_key"),
                condition=models.Q(revoked_at__isnull=True),
                name="courses_name_consent_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.course_key}"


class LearningCount(models.Model):
    """The numbers that an institution is told in one month, already rounded; made once, kept.

    Under the key ANY: of people who have begun any course; this row is there in every month that
    was counted, and says whether there were enough members. Nothing exact is stored.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    month = models.DateField(_("first day of the month"))
    course_key = models.UUIDField(_("course"), default=ANY)
    enough = models.BooleanField(_("enough members to count"), default=True)
    begun = models.PositiveIntegerField(_("begun, a multiple of five"))
    certified = models.PositiveIntegerField(_("with a certificate, a multiple of five"))

    class Meta:
        verbose_name = _("number of learners")
        verbose_name_plural = _("numbers of learners")
        ordering = ("-month", "pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "month", "course_key"),
                name="courses_learning_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.month}"
