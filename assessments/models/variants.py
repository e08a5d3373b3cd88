"""What a ministry tries out beside a plan: limits under a name, kept until they are adopted."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.packed import PackedTextField
from assessments.models.plans import Plan
from assessments.models.snapshots import Snapshot
from assessments.models.tenancy import TenantQuerySet
from cms.people.models import Institution


class PlanVariant(models.Model):
    """Limits to compare. No plan is kept of them: it is computed anew whenever it is looked at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="plan_variants",
        verbose_name=_("institution"),
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="variants", verbose_name=_("snapshot")
    )
    base = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="variants", verbose_name=_("plan")
    )
    name = models.CharField(_("name"), max_length=80)
    # {"limits": as `constraints.parse` reads them, "targets": stage by model id}
    content = PackedTextField(_("limits and targets"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("saved by"),
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant of a plan")
        verbose_name_plural = _("variants of plans")
        ordering = ("created_at", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("snapshot", "name"), name="assessments_variant_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
