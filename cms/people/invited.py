"""Invitations as they are stored: whom to, into which role, until when; never the link itself."""

import datetime as dt
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people import roles
from cms.people.fields import LoginEmailField


class Invitation(models.Model):
    """An offer of one role in one institution, to whoever holds the link.

    An address binds it to the account with that address and is emptied when the invitation
    ends; without one it is a letter to print. Of the token in the link only the hash is kept.
    """

    class State(models.TextChoices):
        """What has become of an invitation."""

        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REVOKED = "revoked", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        "people.Institution",
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=list(roles.LABELS.items()))
    email = LoginEmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ("created_at", "id")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.institution_id} · {self.get_role_display()}"

    def state_at(self, moment: dt.datetime) -> State:
        """Return what has become of the invitation at this moment."""
        if self.accepted_at is not None:
            return self.State.ACCEPTED
        if self.revoked_at is not None:
            return self.State.REVOKED
        return self.State.EXPIRED if moment >= self.expires_at else self.State.OPEN
