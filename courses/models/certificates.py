"""Certificates: what was completed, by whom, when; verified by a code."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain import codes


class Certificate(models.Model):
    """One certificate. It holds all that it says: a later change of the course changes nothing.

    When a person is erased, the row stays without its owner.
    """

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
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)

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
    def pass_share(self) -> Decimal:
        """The pass mark as a share."""
        return Decimal(self.pass_mark) / 100

    @property
    def printed_code(self) -> str:
        """The code in groups, as it is printed."""
        return codes.grouped(self.code)

    def wording(self, language: str) -> tuple[str, str]:
        """The course's title in `language`, else in its first one; and which language that is."""
        if language in self.titles:
            return self.titles[language], language
        first = next(iter(self.titles))
        return self.titles[first], first
