"""Maturity models that live on this site: drafts, published versions, and their translations."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.packed import PackedTextField
from assessments.models.tenancy import FrozenModel, FrozenRows


class ModelDraft(models.Model):
    """A version of a model that is being written; it may make no sense yet."""

    slug = models.SlugField(_("id"), max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    # The mapping of a model file, as docs/assessment-models.md describes it
    content = models.JSONField(_("content"), default=dict)
    # Sentences: what an imported file held that has no counterpart here
    losses = models.JSONField(_("lost in import"), default=list)
    # Counts the changes, so that nobody writes over what somebody else changed meanwhile
    revision = models.PositiveIntegerField(_("changes"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("begun by"),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("draft of a model")
        verbose_name_plural = _("drafts of models")
        ordering = ("slug",)

    def __str__(self) -> str:
        return f"{self.content.get('title') or self.slug} {self.number}"


class PublishedModel(FrozenModel):
    """A published version: never edited again. The hash covers its canonical content."""

    slug = models.SlugField(_("id"), max_length=60)
    number = models.PositiveSmallIntegerField(_("version"))
    content = PackedTextField(_("canonical content"))
    sha256 = models.CharField(_("hash"), max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    objects = FrozenRows.as_manager()

    class Meta:
        verbose_name = _("published model")
        verbose_name_plural = _("published models")
        ordering = ("slug", "-number")
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(fields=("slug", "number"), name="assessments_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"


class ModelTexts(models.Model):
    """The texts of one version in one other language: words may be mended after publication."""

    class State(models.TextChoices):
        """How far the translation is, as readers see it."""

        DRAFT = "draft", _("draft")
        TRANSLATED = "translated", _("translated")
        SECOND_READ = "second-read", _("second-read")

    slug = models.SlugField(_("id"), max_length=60)
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=12)
    # {path of the text: its translation}, as `domain.texts.of_model` names the paths
    texts = models.JSONField(_("texts"), default=dict)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)

    class Meta:
        verbose_name = _("translation of a model")
        verbose_name_plural = _("translations of models")
        ordering = ("slug", "number", "language")
        constraints = [
            models.UniqueConstraint(
                fields=("slug", "number", "language"), name="assessments_model_texts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number} {self.language}"
