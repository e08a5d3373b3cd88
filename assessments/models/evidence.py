"""Evidence: files and links of an institution, in versions, used at questions of its rounds."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.models.rounds import Round
from assessments.models.tenancy import FrozenModel, FrozenRows, TenantQuerySet
from cms.people import access, roles
from cms.people.models import Institution, User
from cms.press.models import PrivateFile


class EvidenceQuerySet(TenantQuerySet):
    """Evidence of which one rule decides who reads it."""

    def readable_by(self, user: User | AnonymousUser) -> "EvidenceQuerySet":
        """Keep what this person may read: page, list and download all ask here, and only here.

        That is her institutions' own, and what institutions laid at questions of a round that she
        reviews while they take part in it.
        """
        own = models.Q(institution__in=access.institutions(user, roles.READ))
        reviewed = access.institutions(user, roles.REVIEW)
        laid = EvidenceUse.objects.filter(
            round__institution__in=reviewed,
            round__participations__institution=models.F("evidence__institution"),
        )
        return self.filter(own | models.Q(pk__in=laid.values("evidence")))

    def kept(self) -> "EvidenceQuerySet":
        """Keep what nobody has removed."""
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """One thing that shows something: its title, how much it proves, and until when.

    What is removed stays as a row. Its file stays too where a signed round used it.
    """

    class Kind(models.TextChoices):
        """A file lies on this site, a link leads elsewhere."""

        FILE = "file", _("File")
        LINK = "link", _("Link")

    class Level(models.TextChoices):
        """How much it proves; only a reviewer who did not add it makes it verified."""

        CLAIMED = "claimed", pgettext_lazy("level of evidence", "Claimed")
        DOCUMENT = "document", pgettext_lazy("level of evidence", "Internal document")
        PUBLIC = "public", pgettext_lazy("level of evidence", "Public")
        VERIFIED = "verified", pgettext_lazy("level of evidence", "Verified")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="evidence",
        verbose_name=_("institution"),
    )
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    dated = models.DateField(_("date of the document"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-added_at", "id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.title


class EvidenceVersion(FrozenModel):
    """One state of it, never changed: a file with its hash, or a link.

    The key is named by the page that sent it: the same form sent twice makes one version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="versions", verbose_name=_("evidence")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.OneToOneField(
        PrivateFile,
        null=True,
        on_delete=models.PROTECT,
        related_name="evidence_version",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    key = models.UUIDField(_("id given by the page"), unique=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = FrozenRows.as_manager()

    class Meta:
        verbose_name = _("version of evidence")
        verbose_name_plural = _("versions of evidence")
        ordering = ("evidence", "-number")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("evidence", "number"), name="assessments_evidence_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, url="")
                | (models.Q(file__isnull=True) & ~models.Q(url="")),
                name="assessments_evidence_file_or_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.number}"


class EvidenceUse(models.Model):
    """At which question of which round it was laid."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, related_name="uses", verbose_name=_("evidence")
    )
    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="evidence_uses", verbose_name=_("round")
    )
    indicator = models.CharField(_("indicator"), max_length=60)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("use of evidence")
        verbose_name_plural = _("uses of evidence")
        ordering = ("round", "indicator", "id")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=("evidence", "round", "indicator"), name="assessments_evidence_use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} {self.indicator}"
