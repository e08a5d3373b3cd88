"""Keys that were wrong: which version marks the answers to another one, and who said so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.immutable import Immutable
from courses.models.items import ItemVersion


class Correction(Immutable):
    """Answers to one version of an item are marked by the key of another. The newest counts."""

    version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("asked")
    )
    marked_by = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    reason = models.CharField(_("reason"), max_length=400)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction of a key")
        verbose_name_plural = _("corrections of keys")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.version_id} by {self.marked_by_id}"


class Accommodation(models.Model):
    """More time for somebody who needs it, in every quiz with a time limit."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="accommodation"
    )
    extra = models.PositiveSmallIntegerField(
        _("extra time in percent"), default=50, help_text=_("50: half as long again.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.extra}"
