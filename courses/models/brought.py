"""What was brought in from outside: the files of a course as they came, and files under review."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.press.models import PrivateFile


class ImportedBundle(models.Model):
    """The texts of a bundle as they were imported last, by their path in it.

    What is the same on the site still leaves it in these very letters; what differs was edited
    here since.
    """

    course_id = models.CharField(_("id of the course"), max_length=60, unique=True)
    files = models.JSONField(_("files"))
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported bundle")
        verbose_name_plural = _("imported bundles")
        ordering = ("course_id",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.course_id


class Arrival(models.Model):
    """A file that a trainer has brought: looked through, and waiting for her word.

    `preview` is what was found in it, as its page shows it. The bytes are deleted with the row.
    """

    class Kind(models.TextChoices):
        """What the file holds."""

        BUNDLE = "bundle", pgettext_lazy("a file that is brought", "Course bundle")
        QUESTIONS = "questions", pgettext_lazy("a file that is brought", "Questions")
        TEXT = "text", pgettext_lazy("a file that is brought", "Text of a lesson")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("brought by"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    course_id = models.CharField(_("id of the course"), max_length=60)
    name = models.CharField(_("file name"), max_length=200)
    wishes = models.JSONField(_("what was asked for"), default=dict)
    preview = models.JSONField(_("what was found"), default=dict)
    file = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, related_name="arrival", verbose_name=_("file")
    )
    created_at = models.DateTimeField(_("brought"), auto_now_add=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("file that is brought")
        verbose_name_plural = _("files that are brought")
        ordering = ("-created_at",)
        default_permissions = ()
        permissions = (("transfer_course", "Can bring courses in and take them out as files"),)

    def __str__(self) -> str:
        return self.name
