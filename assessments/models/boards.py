"""The board of an adopted plan: how far each action is, what shows it, what was said, by whom."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.domain import execution
from assessments.models.plans import Plan
from assessments.models.snapshots import Snapshot
from assessments.models.tenancy import FrozenModel, FrozenRows, TenantQuerySet
from cms.people.models import Institution


class ActionProgress(models.Model):
    """How far one action is. No row means: nobody has reported, it has not begun.

    It belongs to the answers from which plans are made, and not to one plan: whichever plan of
    these answers is adopted, the progress is there by the id of the action. `plan` is the
    adopted plan that planned the action when it was reported last, and `expected` the levels
    to which that plan raises indicators, by "model/indicator". Cost is in whole units of
    `currency`, the one in which that plan was shown. `revision` counts the reports.
    """

    class Status(models.TextChoices):
        """Where an action stands; the same as `execution.STATUSES`."""

        NOT_STARTED = execution.NOT_STARTED, pgettext_lazy("status of an action", "Not started")
        RUNNING = execution.RUNNING, pgettext_lazy("status of an action", "Running")
        BLOCKED = execution.BLOCKED, pgettext_lazy("status of an action", "Blocked")
        DONE = execution.DONE, pgettext_lazy("status of an action", "Done")
        DROPPED = execution.DROPPED, pgettext_lazy("status of an action", "Dropped")

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="progress",
        verbose_name=_("institution"),
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="progress", verbose_name=_("snapshot")
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="progress", verbose_name=_("plan")
    )
    action = models.CharField(_("action"), max_length=200)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.NOT_STARTED
    )
    percent = models.PositiveSmallIntegerField(
        _("progress in per cent"), default=0, validators=[MaxValueValidator(execution.WHOLE)]
    )
    started = models.CharField(_("began in"), max_length=7, blank=True)
    ended = models.CharField(_("ended in"), max_length=7, blank=True)
    cost = models.PositiveBigIntegerField(_("actual cost"), null=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("owner"),
    )
    owner_name = models.CharField(_("institution that carries it out"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    expected = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("reported by"),
    )
    changed_at = models.DateTimeField(_("reported at"), auto_now=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress of an action")
        verbose_name_plural = _("progress of actions")
        ordering = ("snapshot", "action")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("institution", "snapshot", "action"), name="assessments_progress_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.status}"


class ProgressChange(FrozenModel):
    """That somebody changed something about an action: which fields, never what they said."""

    progress = models.ForeignKey(
        ActionProgress, on_delete=models.PROTECT, related_name="changes", verbose_name=_("action")
    )
    revision = models.PositiveIntegerField()
    # Names of fields of ActionProgress, or "link-added" and "link-removed"
    fields = models.JSONField(_("what"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = FrozenRows.as_manager()

    class Meta:
        verbose_name = _("change of progress")
        verbose_name_plural = _("changes of progress")
        ordering = ("-id",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.progress_id} {self.revision}"


class ProgressLink(models.Model):
    """Something on the web that shows how far an action is.

    Kept apart from its action, so that a file can stand beside the links one day.
    """

    progress = models.ForeignKey(
        ActionProgress, on_delete=models.CASCADE, related_name="links", verbose_name=_("action")
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=1000)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence of progress")
        verbose_name_plural = _("evidence of progress")
        ordering = ("id",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.title


class ProgressComment(FrozenModel):
    """What somebody said of an action; it stays as it was said."""

    progress = models.ForeignKey(
        ActionProgress, on_delete=models.PROTECT, related_name="comments", verbose_name=_("action")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    text = models.TextField(_("comment"), max_length=2000)
    made_at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = FrozenRows.as_manager()

    class Meta:
        verbose_name = _("comment on progress")
        verbose_name_plural = _("comments on progress")
        ordering = ("id",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.progress_id} {self.made_at:%Y-%m-%d}"


class WithoutDigest(models.Model):
    """A person who wants no weekly letter about actions; no row means that it is sent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("person without the weekly letter")
        verbose_name_plural = _("people without the weekly letter")
        ordering = ("since",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.user_id)
