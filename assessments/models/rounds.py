"""A round: one institution answers one published model; its answers hold ids, never text."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.tenancy import TenantQuerySet
from cms.people.models import Institution

# What a page has seen where a question has no answer yet
NO_ANSWER = "-"


class Round(models.Model):
    """One assessment of one institution, open until it is signed off."""

    class State(models.TextChoices):
        """Open takes answers; signed takes none."""

        OPEN = "open", _("Open")
        SIGNED = "signed", _("Signed off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Nothing that was answered goes away silently with an institution: a service does that.
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("institution"),
    )
    model_slug = models.CharField(_("model"), max_length=60)
    model_version = models.PositiveSmallIntegerField(_("version of the model"))
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether answers can still be given."""
        return self.state == self.State.OPEN


class Answer(models.Model):
    """What was answered to one indicator. No row means: not asked yet."""

    class State(models.TextChoices):
        """A level, unknown and not-applicable are three different things."""

        LEVEL = "level", _("Level")
        UNKNOWN = "unknown", _("We do not know")
        NOT_APPLICABLE = "not-applicable", _("Does not apply to us")

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="answers", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    state = models.CharField(_("state"), max_length=20, choices=State)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("answered by"),
    )
    updated_at = models.DateTimeField(_("answered at"), auto_now=True)
    # Named by the page that sent it: the same change sent twice is one change.
    client_id = models.CharField(_("id given by the page"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("round", "indicator")
        constraints = [
            models.UniqueConstraint(fields=("round", "indicator"), name="assessments_answer_once"),
            models.CheckConstraint(
                condition=models.Q(state="level", level__isnull=False)
                | (~models.Q(state="level") & models.Q(level__isnull=True)),
                name="assessments_level_where_state_is_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def value(self) -> str:
        """The answer as the page and the domain write it: "2", "unknown", "not-applicable"."""
        return str(self.level) if self.state == self.State.LEVEL else self.state

    @property
    def token(self) -> str:
        """Name this very answer: what it says and the change that wrote it, as in "2:3fa9c1"."""
        return f"{self.value}:{self.client_id}"


class Change(models.Model):
    """One change of one answer, put on record once: that it was made, never what it said."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="changes", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    client_id = models.CharField(_("id given by the page"), max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of an answer")
        verbose_name_plural = _("changes of answers")
        ordering = ("round", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "indicator", "client_id"), name="assessments_change_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.client_id}"
