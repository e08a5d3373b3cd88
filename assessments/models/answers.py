"""What each institution answered in a round; answers hold ids and codes, notes beside them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Round
from cms.people.models import Institution

# What a page has seen where a question has no answer yet
NO_ANSWER = "-"


class Given(models.TextChoices):
    """A level, unknown and not-applicable are three different things."""

    LEVEL = "level", _("Level")
    UNKNOWN = "unknown", _("We do not know")
    NOT_APPLICABLE = "not-applicable", _("Does not apply to us")


class Confidence(models.IntegerChoices):
    """How sure an institution is of its answer; stated beside a score, never part of it."""

    CERTAIN = 3, _("Certain")
    LIKELY = 2, _("Fairly sure")
    GUESS = 1, _("A guess")


LEVEL_WHERE_LEVEL = models.Q(state="level", level__isnull=False) | (
    ~models.Q(state="level") & models.Q(level__isnull=True)
)


class Answer(models.Model):
    """What one institution answered to one indicator. No row means: not asked yet."""

    State = Given

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="answers", verbose_name=_("round")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    state = models.CharField(_("state"), max_length=20, choices=Given)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    confidence = models.PositiveSmallIntegerField(
        _("how sure"), choices=Confidence, null=True, blank=True
    )
    # Also the reason where it is unknown or does not apply
    note = models.TextField(_("note"), max_length=2000, blank=True, default="")
    # A view from outside, by the kind of the institution on the day it answered
    outside = models.BooleanField(_("view from outside"), default=False)
    # Entered by the coordinator for an institution that has not confirmed it yet
    on_behalf = models.BooleanField(_("entered on its behalf"), default=False)
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
        ordering = ("round", "indicator", "institution")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "institution", "indicator"), name="assessments_answer_once"
            ),
            models.CheckConstraint(
                condition=LEVEL_WHERE_LEVEL, name="assessments_level_where_state_is_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def value(self) -> str:
        """The answer as the page and the domain write it: "2", "unknown", "not-applicable"."""
        return str(self.level) if self.state == Given.LEVEL else self.state

    @property
    def token(self) -> str:
        """Name this very answer: what it says and the change that wrote it, as in "2:3fa9c1"."""
        return f"{self.value}:{self.client_id}"


class Change(models.Model):
    """One change of one answer, put on record once: that it was made, never what it said."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="changes", verbose_name=_("round")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
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
                fields=("round", "institution", "indicator", "client_id"),
                name="assessments_change_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.client_id}"


class Consensus(models.Model):
    """What the team agreed on where its institutions answered apart, with the reason."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="consensus", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    state = models.CharField(_("state"), max_length=20, choices=Given)
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    rationale = models.TextField(_("reason"), max_length=2000)
    # Which answers were compared: {institution id: token}; a later change makes it doubtful
    seen = models.JSONField(_("answers compared"), default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now=True)

    class Meta:
        verbose_name = _("agreed answer")
        verbose_name_plural = _("agreed answers")
        ordering = ("round", "indicator")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "indicator"), name="assessments_consensus_once"
            ),
            models.CheckConstraint(
                condition=LEVEL_WHERE_LEVEL, name="assessments_agreed_level_where_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"

    @property
    def value(self) -> str:
        """The agreed answer as the page and the domain write it."""
        return str(self.level) if self.state == Given.LEVEL else self.state
