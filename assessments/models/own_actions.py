"""Actions that an institution has added of its own, in its words, for its next roadmaps."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.tenancy import TenantQuerySet
from cms.people.models import Institution


class OwnAction(models.Model):
    """One action; plans hold a copy of it, so that a change touches none that was made.

    What is removed stays as a row, so that its id is never given to another action. Money is in
    US dollars, work in person-months: once, and for every year after the end.
    """

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="own_actions",
        verbose_name=_("institution"),
    )
    identifier = models.SlugField(_("id"), max_length=60)
    language = models.CharField(max_length=12)
    title = models.CharField(_("title"), max_length=200)
    outcome = models.TextField(max_length=2000)
    done_when = models.TextField(max_length=2000)
    area = models.CharField(max_length=1)
    lead = models.CharField(max_length=40)
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    set_up_low = models.PositiveBigIntegerField()
    set_up_likely = models.PositiveBigIntegerField()
    set_up_high = models.PositiveBigIntegerField()
    running_low = models.PositiveBigIntegerField(default=0)
    running_likely = models.PositiveBigIntegerField(default=0)
    running_high = models.PositiveBigIntegerField(default=0)
    staff = models.PositiveIntegerField(default=0)
    staff_running = models.PositiveIntegerField(default=0)
    # Ids of actions of the library or of one's own: each must come first
    needs = models.JSONField(default=list, blank=True)
    # [{"indicator": "model/indicator", "to": level}]
    raises = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("action of one's own")
        verbose_name_plural = _("actions of one's own")
        ordering = ("institution", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "identifier"), name="assessments_own_action_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.identifier}"
