"""What an institution lets everybody confirm: that this site issued a plan, and its status."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.plans import Plan


class PlanDisclosure(models.Model):
    """One plan may be confirmed. Withdrawing removes the row; the log keeps that it was there."""

    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, related_name="disclosure", verbose_name=_("plan")
    )
    # The plan's own, copied: whoever asks for a hash never makes the site read another plan
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("allowed by"),
    )
    allowed_at = models.DateTimeField(_("allowed at"), auto_now_add=True)

    class Meta:
        verbose_name = _("plan that may be confirmed")
        verbose_name_plural = _("plans that may be confirmed")
        ordering = ("allowed_at", "plan_id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.sha256[:8]
