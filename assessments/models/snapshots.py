"""A snapshot: the answers of a round as they were signed, with their hash."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.packed import PackedTextField
from assessments.models.rounds import Round
from assessments.models.tenancy import FrozenModel, SnapshotQuerySet
from cms.people.models import Institution


class Snapshot(FrozenModel):
    """Canonical JSON of a signed round. The hash covers ids and answers.

    Who signed stands beside it, so that a person can be erased and the hash stays true.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="snapshots",
        verbose_name=_("institution"),
    )
    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, related_name="snapshot", verbose_name=_("round")
    )
    content = PackedTextField(_("canonical content"))
    sha256 = models.CharField(_("hash"), max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("signed by"),
    )
    signed_at = models.DateTimeField(_("signed at"), auto_now_add=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ("-signed_at", "id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.round} {self.sha256[:8]}"
