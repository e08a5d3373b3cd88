"""Jobs, the private files they make, and the letters that wait to be sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.people.models import Institution
from cms.press.leases import Leased, State


class PrivateFile(models.Model):
    """A file outside the web root, under a random name, served by a view that asks again."""

    class State(models.TextChoices):
        """Only what is ready is handed out; the bytes of the last two are gone."""

        READY = "ready", _("Ready")
        WAITING = "waiting", _("Waiting for the virus scan")
        INFECTED = "infected", _("Deleted: the virus scan found malware")
        REMOVED = "removed", _("Deleted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    path = models.CharField(_("place in the private store"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READY)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the one view that serves it."""
        return reverse("press:file", args=[self.pk])


class Job(Leased):
    """One piece of work that a worker does and whose result is a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200, null=True, blank=True)
    args = models.JSONField(_("arguments"), default=dict)
    language = models.CharField(_("language"), max_length=12)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="jobs",
        verbose_name=_("asked for by"),
    )
    institution = models.ForeignKey(
        Institution,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="jobs",
        verbose_name=_("institution"),
    )
    file = models.OneToOneField(
        PrivateFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="job",
        verbose_name=_("result"),
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=("state", "lease_until"))]
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "language", "key"),
                condition=~Q(state=State.FAILED),
                name="press_job_once_per_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of its status page."""
        return reverse("press:job", args=[self.pk])


class OutboxMessage(Leased):
    """One letter. The key makes sure that the same letter is written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=12)
    unsubscribe = models.CharField(_("address that ends such letters"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=("state", "lease_until"))]

    def __str__(self) -> str:
        return str(self.pk)


class Upload(models.Model):
    """One file on its way in, in parts; it is whole once it has become a private file.

    The row stays for as long as its file does: it says whose the file is, and counts what an
    institution keeps. `refusal` is a code of contents.SENTENCES, or "infected".
    """

    class State(models.TextChoices):
        """Open takes parts; what is done waits to be taken by a form."""

        OPEN = "open", _("On its way")
        DONE = "done", _("Whole")
        TAKEN = "taken", _("Kept")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("sent by"),
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="uploads",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(_("bytes that are here"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    refusal = models.CharField(_("reason of the refusal"), max_length=20, blank=True)
    file = models.OneToOneField(
        PrivateFile,
        null=True,
        on_delete=models.SET_NULL,
        related_name="upload",
        verbose_name=_("file"),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    expires_at = models.DateTimeField(_("kept until"))

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-created_at",)
        default_permissions = ()
        indexes = [models.Index(fields=("state", "expires_at"))]

    def __str__(self) -> str:
        return str(self.pk)


class UploadPart(models.Model):
    """One piece of a file on its way in: from which byte on, how many, and where it lies."""

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="parts", verbose_name=_("upload")
    )
    offset = models.PositiveBigIntegerField(_("first byte"))
    size = models.PositiveIntegerField(_("size in bytes"))
    path = models.CharField(_("place in the private store"), max_length=200)

    class Meta:
        verbose_name = _("part of an upload")
        verbose_name_plural = _("parts of uploads")
        ordering = ("upload", "offset")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("upload", "offset"), name="press_part_once")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.offset}"
