"""Requests for a new institution as they are stored: who asks, for what, and what was decided."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.people.institution import Institution


class InstitutionRequest(models.Model):
    """A person asks the administrators to open an institution, of which she becomes coordinator."""

    class State(models.TextChoices):
        """What has become of a request."""

        OPEN = "open", _("Open")
        OPENED = "opened", _("Institution opened")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    requested_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=3)
    kind = models.CharField(_("kind"), max_length=20, choices=Institution.Kind)
    website = models.URLField(_("website"), blank=True)
    function = models.CharField(_("function of the person"), max_length=200)
    reasons = models.TextField(_("reasons"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    verification = models.TextField(_("how it was verified"), max_length=2000, blank=True)
    answer = models.TextField(_("answer to the person"), max_length=1000, blank=True)
    institution = models.ForeignKey(
        Institution,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("institution"),
    )

    class Meta:
        verbose_name = _("request for an institution")
        verbose_name_plural = _("requests for institutions")
        ordering: ClassVar = ("-requested_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("requested_by",),
                condition=Q(state="open"),
                name="people_one_open_request_a_person",
            )
        ]
        default_permissions: ClassVar = ("view",)

    def __str__(self) -> str:
        return self.name
