"""How an account ends: because its person asks for it, or because nobody has used it for long."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That a person has asked for the erasure of her account, and when it is done.

    The row goes with the account. Until the day comes she calls it off, which removes the row.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="erasure",
        verbose_name=_("person"),
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"), db_index=True)

    class Meta:
        verbose_name = _("erasure of an account")
        verbose_name_plural = _("erasures of accounts")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.due_at:%Y-%m-%d}"

    def is_due(self, moment: dt.datetime) -> bool:
        """Tell whether the grace is over."""
        return self.due_at <= moment


class Dormancy(models.Model):
    """That a person who has not signed in for long was asked whether the account shall stay.

    The row goes with the account, or when she signs in.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="dormancy",
        verbose_name=_("person"),
    )
    first_asked_at = models.DateTimeField(_("asked first"))
    asked_again_at = models.DateTimeField(_("asked again"), null=True)

    class Meta:
        verbose_name = _("unused account")
        verbose_name_plural = _("unused accounts")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.user_id} {self.first_asked_at:%Y-%m-%d}"
