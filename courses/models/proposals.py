"""Questions and scenarios as somebody would have them who may not publish: asked by nobody yet."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Proposal(models.Model):
    """A question or a scenario as its author would have it, until a review has let it in.

    It is no version, so that nothing which asks, counts, translates or carries questions can meet
    it by mistake. `base` is the number of the version that it was written over, 0 for a new one;
    `structure` and `words` are in the form of versions, the words in the first language of the
    course. There is one for each question at most.
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        ITEM = "item", _("Question")
        SCENARIO = "scenario", _("Scenario")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    content_id = models.CharField(_("id"), max_length=130)
    course_key = models.UUIDField(_("course"), db_index=True)
    base = models.PositiveIntegerField(_("written over version"), default=0)
    structure = models.JSONField(_("structure"))
    words = models.JSONField(_("texts"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("proposed question")
        verbose_name_plural = _("proposed questions")
        ordering = ("content_id",)
        default_permissions: ClassVar[Any] = ()
        constraints = [
            models.UniqueConstraint(fields=("kind", "content_id"), name="courses_proposal_once")
        ]

    def __str__(self) -> str:
        return self.content_id

    @property
    def name(self) -> str:
        """The id within the course."""
        return self.content_id.rpartition("/")[2]
