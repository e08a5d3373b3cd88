"""What a team says about its answers: comments, requests to look again, parts approved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Round
from cms.people import roles
from cms.people.models import Institution


class Comment(models.Model):
    """What one person said about one question; it is never edited.

    A reply hangs on the comment that began the thread, which alone decides who sees it all.
    """

    class Visibility(models.TextChoices):
        """For whom a thread is; `threads.seen` decides by it."""

        TEAM = "team", _("Everybody who answers this part, and those who review")
        REVIEWERS = "reviewers", _("Those who review")

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="comments", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
        verbose_name=_("reply to"),
    )
    # For whom its author spoke
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    # Its author reviews the round, and does not speak as one who answers
    by_reviewer = models.BooleanField(_("by somebody who reviews"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    text = models.TextField(_("comment"), max_length=2000)
    visibility = models.CharField(
        _("who sees it"), max_length=10, choices=Visibility, default=Visibility.TEAM
    )
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("for the eyes of")
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("resolved by"),
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("round", "created_at", "id")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=("round", "indicator"), name="assessments_comment_place"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator}"


class ChangeRequest(models.Model):
    """That a reviewer asks an institution to look at one answer again, with the reason."""

    class State(models.TextChoices):
        """Only an open one lets the institution answer while the round is reviewed."""

        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered anew")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="requests", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    reason = models.TextField(_("reason"), max_length=1000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to look again")
        verbose_name_plural = _("requests to look again")
        ordering = ("round", "asked_at", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("round", "indicator", "institution"),
                condition=models.Q(state="open"),
                name="assessments_request_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.indicator} {self.institution_id}"


class PartApproval(models.Model):
    """That a part of a round is approved, by its role; who did it stands beside."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="approvals", verbose_name=_("round")
    )
    part = models.CharField(_("part"), max_length=60)
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
        verbose_name = _("approved part")
        verbose_name_plural = _("approved parts")
        ordering = ("round", "approved_at", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=("round", "part"), name="assessments_part_approved_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.part} {self.role}"

    @property
    def role_name(self) -> str:
        """The role in the language in force."""
        return str(roles.LABELS[self.role])
