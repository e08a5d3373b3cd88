"""Who answers what in a round: the institutions that take part, and the parts given to them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.rounds import Round
from cms.people.models import Institution


class Participation(models.Model):
    """That an institution takes part in the round of another one."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="participations", verbose_name=_("round")
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("joined by"),
    )
    joined_at = models.DateTimeField(_("takes part since"), auto_now_add=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ("round", "joined_at", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("round", "institution"), name="assessments_participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.institution_id}"


class Delegation(models.Model):
    """A part of the round, given to an institution that takes part, or to one of its people.

    Where a part is given to nobody, the institution of the round answers it.
    """

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="delegations", verbose_name=_("round")
    )
    part = models.CharField(_("part"), max_length=60)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    # Nobody named: everybody in the institution who may answer there
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=500, blank=True, default="")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("given by"),
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    # The institution says that its answers to the part stand
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    done_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegated part")
        verbose_name_plural = _("delegated parts")
        ordering = ("round", "part", "institution", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("round", "part", "institution", "person"),
                name="assessments_delegation_once",
            ),
            models.UniqueConstraint(
                fields=("round", "part", "institution"),
                condition=models.Q(person=None),
                name="assessments_delegation_to_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.part}"


class RoundInvitation(models.Model):
    """A letter that asks an institution to take part; of its link only the hash is kept.

    Which institution joins is said by whoever accepts: nobody has to be looked up in a list of
    the institutions of this site. The address is emptied when the invitation ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("round")
    )
    # How the coordinator calls whom she asks, for her own list
    label = models.CharField(_("institution asked"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=12)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a round")
        verbose_name_plural = _("invitations to rounds")
        ordering = ("round", "created_at", "id")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.round_id} {self.label}"
