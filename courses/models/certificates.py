"""Certificates: what was completed, by whom, when; verified by a code."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain import codes
from courses.models import issuers


class Certificate(models.Model):
    """One certificate. It holds all that it says: a later change of the course changes nothing.

    When a person is erased, the row stays without its owner. A correction keeps the code and
    raises `issue`: what was signed for an earlier issue is superseded.
    """

    class State(models.TextChoices):
        """Whether it holds."""

        VALID = "valid", _("Valid")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    class Reason(models.TextChoices):
        """Why a certificate was revoked; a code, so that no free text about a person is shown."""

        MISTAKE = "mistake", _("It was issued by mistake.")
        MISUSE = "misuse", _("It was not earned by the person named on it.")
        ASKED = "asked", _("Its holder asked for it.")

    code = models.CharField(_("code"), max_length=26, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="certificates",
    )
    name = models.CharField(_("name"), max_length=200)
    course_key = models.UUIDField(_("course"), db_index=True)
    course_id = models.CharField(_("id of the course"), max_length=60)
    titles = models.JSONField(_("titles by language"))
    course_version = models.PositiveIntegerField(_("version of the course"))
    release = models.ForeignKey(
        "courses.CourseRelease",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("release"),
    )
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    issuer = models.ForeignKey(
        "courses.Issuer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("issuer"),
    )
    issued_by = models.JSONField(_("what the issuer says"), default=dict)
    issue = models.PositiveSmallIntegerField(_("issue"), default=1)
    reissued_at = models.DateTimeField(_("issued again"), null=True, blank=True)
    confirmed_by = models.CharField(
        _("identity confirmed by"),
        max_length=120,
        blank=True,
        help_text=_("Who has seen a document of the learner. Empty: identity not checked."),
    )
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_for = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("user", "course_key", "course_version"), name="courses_certificate_once"
            )
        ]

    def __str__(self) -> str:
        return self.printed_code

    @property
    def release_number(self) -> int:
        """The number of the release it was earned on; of old ones, the version of the course.

        Releases go on from the versions, so that what was printed and signed keeps holding.
        """
        return self.release.number if self.release else self.course_version

    @property
    def pass_share(self) -> Decimal:
        """The pass mark as a share."""
        return Decimal(self.pass_mark) / 100

    @property
    def printed_code(self) -> str:
        """The code in groups, as it is printed."""
        return codes.grouped(self.code)

    def state(self, today: date) -> State:
        """Tell whether it holds today; its last day is one on which it does."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        over = self.expires_on is not None and today > self.expires_on
        return self.State.EXPIRED if over else self.State.VALID

    def wording(self, language: str) -> tuple[str, str]:
        """The course's title in `language`, else in its first one; and which language that is."""
        if language in self.titles:
            return self.titles[language], language
        first = next(iter(self.titles))
        return self.titles[first], first

    def said(self, language: str) -> issuers.Said:
        """Return what its issuer said on the day of issue, in a language."""
        return issuers.read(self.issued_by, language)
