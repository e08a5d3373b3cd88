"""Signed results lent to another institution, and the codes by which it is named."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.snapshots import Snapshot
from cms.people import roles
from cms.people.models import Institution


class SharingCode(models.Model):
    """A code that its coordinator reads out, so that no list of institutions is needed.

    Of the code only the hash is kept; it names the institution once, until it expires.
    """

    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, related_name="+", verbose_name=_("institution")
    )
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    expires_at = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("sharing code")
        verbose_name_plural = _("sharing codes")
        ordering = ("institution",)
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.institution_id)


class SnapshotShare(models.Model):
    """That a signed result may be read, and planned with, in another institution."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="shares", verbose_name=_("snapshot")
    )
    to = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="received",
        verbose_name=_("shared with"),
    )
    role = models.CharField(_("role"), max_length=20)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("shared by"),
    )
    shared_at = models.DateTimeField(_("shared at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("shared result")
        verbose_name_plural = _("shared results")
        ordering = ("-shared_at", "-pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("snapshot", "to"),
                condition=models.Q(revoked_at=None),
                name="assessments_share_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.to_id}"

    @property
    def role_name(self) -> str:
        """The role of who shared it, in the language in force."""
        return str(roles.LABELS[self.role])
