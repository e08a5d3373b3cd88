"""A round: an institution, with those it has asked to take part, answers one published model."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.tenancy import RoundQuerySet
from cms.people.models import Institution


class Round(models.Model):
    """One assessment: prepared, answered, reviewed, agreed, signed off, put away.

    Rounds that were started together share an `occasion`; each keeps its own answers, state and
    signature, for a signature covers one model.
    """

    class State(models.TextChoices):
        """Only an open round takes answers; from the signature on nothing changes any more."""

        DRAFT = "draft", _("In preparation")
        OPEN = "open", _("Open")
        REVIEW = "in-review", _("In review")
        AGREED = "agreed", _("Agreed")
        SIGNED = "signed", _("Signed off")
        ARCHIVED = "archived", _("Archived")

    FROZEN = (State.SIGNED, State.ARCHIVED)

    class Depth(models.TextChoices):
        """How much is asked."""

        RAPID = "rapid", _("Rapid: the core questions, about an hour")
        FULL = "full", _("Full: every question")

    class Tlp(models.TextChoices):
        """How far what is answered may travel: the labels of the Traffic Light Protocol 2.0."""

        RED = "red", "TLP:RED"
        AMBER_STRICT = "amber-strict", "TLP:AMBER+STRICT"
        AMBER = "amber", "TLP:AMBER"
        GREEN = "green", "TLP:GREEN"
        CLEAR = "clear", "TLP:CLEAR"

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
    occasion = models.UUIDField(_("started together"), default=uuid.uuid4, db_index=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    scope = models.TextField(_("what it covers"), max_length=1000, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    tlp = models.CharField(_("label"), max_length=12, choices=Tlp, default=Tlp.AMBER)
    depth = models.CharField(
        _("how much is asked"), max_length=8, choices=Depth, default=Depth.FULL
    )
    # The id of a stage of the model; without one plans aim as the method says
    target = models.SlugField(_("stage aimed at"), max_length=60, blank=True, default="")
    # Respondents see results beyond their own parts only where the coordinator opens them
    results_open = models.BooleanField(_("results are open to respondents"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("started"), auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether answers can be given now."""
        return self.state == self.State.OPEN

    @property
    def is_signed(self) -> bool:
        """Tell whether the answers are frozen for good; there is a snapshot then."""
        return self.state in self.FROZEN

    @property
    def is_rapid(self) -> bool:
        """Tell whether only the core questions are asked."""
        return self.depth == self.Depth.RAPID
