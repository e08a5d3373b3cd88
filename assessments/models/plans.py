"""A plan: computed once from a snapshot, kept with its whole input, printed from what is kept."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.packed import PackedTextField
from assessments.models.snapshots import Snapshot
from assessments.models.tenancy import FrozenModel, PlanQuerySet
from cms.people.models import Institution


class Plan(FrozenModel):
    """A roadmap. Equal input of one snapshot gives the same row: never made twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="plans",
        verbose_name=_("institution"),
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="plans", verbose_name=_("snapshot")
    )
    content = PackedTextField(_("canonical input"))
    sha256 = models.CharField(_("hash"), max_length=64)
    result = models.JSONField(_("result"))
    release = models.CharField(_("release of the action library"), max_length=20)
    # Signed results on other models that were planned with: of the institution, or shared with it
    further = models.ManyToManyField(
        Snapshot, related_name="joined_plans", blank=True, verbose_name=_("further results")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-created_at", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("snapshot", "sha256"), name="assessments_plan_once_per_input"
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot.round} {self.sha256[:8]}"
