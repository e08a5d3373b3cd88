"""That somebody approved a plan: a plan is a draft until then."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.plans import Plan
from cms.people import roles


class PlanApproval(models.Model):
    """One plan is approved, once and for good: whoever wants another makes another plan."""

    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, related_name="approval", verbose_name=_("plan")
    )
    role = models.CharField(_("role"), max_length=20)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), auto_now_add=True)

    class Meta:
        verbose_name = _("approved plan")
        verbose_name_plural = _("approved plans")
        ordering = ("approved_at", "plan_id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.role}"

    @property
    def role_name(self) -> str:
        """The role in the language in force."""
        return str(roles.LABELS[self.role])
