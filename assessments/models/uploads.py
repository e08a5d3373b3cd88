"""A filled workbook that waits for the choice of the person who uploaded it."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Round
from cms.people.models import Institution

WAITS = timedelta(hours=24)


class WorkbookUpload(models.Model):
    """What a workbook said, for one person and one day. Nothing of it is an answer yet.

    Once it is taken over only the counts stay, so that a second click can be told from a first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="uploads", verbose_name=_("round")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="+", verbose_name=_("institution")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    # {"rows": [...], "before": {...}}, as services.uploads writes them; emptied when taken over
    content = models.JSONField(_("what the workbook says"), default=dict)
    saved = models.PositiveIntegerField(_("answers saved"), default=0)
    kept = models.PositiveIntegerField(_("answers kept as they were"), default=0)
    made_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("taken over at"), null=True, blank=True)

    class Meta:
        verbose_name = _("uploaded workbook")
        verbose_name_plural = _("uploaded workbooks")
        ordering = ("made_at", "id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        """Tell whether it has waited too long to be taken over."""
        return self.made_at < timezone.now() - WAITS
