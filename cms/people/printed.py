"""Printed codes as they are stored: whose, until when; never the code itself."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.institution import Institution


class PrintedCode(models.Model):
    """The newest code of an account without e-mail, with which its person sets a password once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="printed_code",
        verbose_name=_("person"),
    )
    code_hash = models.CharField(max_length=64, editable=False)
    institution = models.ForeignKey(
        Institution,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("institution"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("trainer who opened the account"),
    )
    issued_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("printed code")
        verbose_name_plural = _("printed codes")
        default_permissions: ClassVar = ()
        permissions: ClassVar = [
            ("issue_learner_codes", "Can open accounts for learners without e-mail")
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    def holds_at(self, moment: dt.datetime) -> bool:
        """Tell whether the code can be used at this moment."""
        return self.used_at is None and moment < self.expires_at
