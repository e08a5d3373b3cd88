"""Ways into a course: whether it is open, and the codes and invitations that let people in."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.people.fields import LoginEmailField


class Way(models.TextChoices):
    """Who may enrol."""

    OPEN = "open", pgettext_lazy("enrolment", "Open to everybody")
    CODE = "code", pgettext_lazy("enrolment", "With a code")
    INVITATION = "invitation", pgettext_lazy("enrolment", "By invitation")


class EnrolmentRule(models.Model):
    """Who may enrol in a course; without a row everybody may.

    It hangs on the key that all languages share, so that no two of them can disagree.
    """

    course_key = models.UUIDField(_("course"), unique=True)
    way = models.CharField(_("enrolment"), max_length=10, choices=Way, default=Way.OPEN)

    class Meta:
        verbose_name = _("rule of enrolment")
        verbose_name_plural = _("rules of enrolment")
        default_permissions: ClassVar = ()
        permissions: ClassVar = [("manage_enrolment", _("Can decide who may enrol in courses"))]

    def __str__(self) -> str:
        return f"{self.course_key} {self.way}"


def way_of(course_key: uuid.UUID) -> Way:
    """Who may enrol in a course; one query."""
    ways = EnrolmentRule.objects.filter(course_key=course_key).values_list("way", flat=True)
    return Way(ways.first() or Way.OPEN)


class Admission(models.Model):
    """What a code and an invitation share: for which course, by whom, until when, taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course_key = models.UUIDField(_("course"), db_index=True)
    course_id = models.CharField(_("id of the course"), max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True)

    class State(models.TextChoices):
        """Whether it still lets anybody in."""

        OPEN = "open", _("Open")
        USED = "used", pgettext_lazy("code or invitation", "Used up")
        REVOKED = "revoked", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    class Meta:
        abstract = True
        ordering: ClassVar = ("-created_at", "id")
        default_permissions: ClassVar = ()

    def is_used_up(self) -> bool:
        """Tell whether nobody else may use it."""
        raise NotImplementedError

    def state_at(self, moment: dt.datetime) -> State:
        """Return what has become of it at this moment."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.is_used_up():
            return self.State.USED
        return self.State.EXPIRED if moment >= self.expires_at else self.State.OPEN


class EnrolmentCode(Admission):
    """A code that is read out or written on a board. Of the code only the hash is kept."""

    hint = models.CharField(_("begins with"), max_length=8)
    note = models.CharField(_("note"), max_length=120, blank=True)
    limit = models.PositiveIntegerField(
        _("how many people"), validators=[MinValueValidator(1)], default=30
    )
    uses = models.PositiveIntegerField(_("used"), default=0)

    class Meta(Admission.Meta):
        abstract = False
        verbose_name = _("code for a course")
        verbose_name_plural = _("codes for courses")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(uses__lte=models.F("limit")), name="courses_code_within_limit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.hint}"

    def is_used_up(self) -> bool:
        """Tell whether as many people have used it as may."""
        return self.uses >= self.limit


class CourseInvitation(Admission):
    """An invitation by mail to one person. The address is emptied when the invitation ends."""

    email = LoginEmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    class Meta(Admission.Meta):
        abstract = False
        verbose_name = _("invitation to a course")
        verbose_name_plural = _("invitations to courses")

    def __str__(self) -> str:
        return f"{self.course_id} {self.pk}"

    def is_used_up(self) -> bool:
        """Tell whether it was accepted."""
        return self.accepted_at is not None
