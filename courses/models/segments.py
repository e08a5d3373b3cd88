"""Texts of courses in each language: what they were made from, drafts, classes, questions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain.gravity import Gravity
from courses.domain.segments import digest


class TextState(models.TextChoices):
    """How far a translated text can be trusted."""

    DRAFT = "draft", _("Draft")
    SECOND_READ = "second-read", _("Second-read")
    CONFIRMED = "confirmed", _("Confirmed")


class Translated(models.Model):
    """What a text of a translation and a draft of one have in common.

    `key` is that of a page in every language, or made from the id of an item or a scenario.
    """

    key = models.UUIDField(_("text"))
    language = models.CharField(_("language"), max_length=12)
    path = models.CharField(_("place"), max_length=255)
    source = models.TextField(_("made from"), blank=True)
    source_hash = models.CharField(max_length=64, blank=True)
    text = models.TextField(_("translation"), blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=TextState, default=TextState.DRAFT)
    confirmed_by = models.CharField(_("confirmed by"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.path}"

    def rehash(self) -> None:
        """Bring the hashes to what is said."""
        self.source_hash, self.text_hash = digest(self.source), digest(self.text)


class Segment(Translated):
    """A text of a published translation, and the source text that it was made from.

    Its path is that in the translation. There is no day of a change in it: whether a translation
    is behind is told by comparing its source with the source of now.
    """

    course_id = models.CharField(_("course"), max_length=130)
    content_id = models.CharField(_("id"), max_length=130)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("text of a translation")
        verbose_name_plural = _("texts of translations")
        default_permissions = ()
        ordering = ("key", "language", "position")
        constraints = [
            models.UniqueConstraint(fields=("key", "language", "path"), name="courses_segment_once")
        ]
        indexes = [
            models.Index(fields=("language", "source_hash"), name="courses_segment_memory"),
            models.Index(fields=("course_id", "language"), name="courses_segment_course"),
        ]


class SegmentDraft(Translated):
    """What a translator has written and nobody has published yet.

    Its path is that in the source. With `removed` it says that a text whose source is gone is to
    go too; its path is then that in the translation.
    """

    removed = models.BooleanField(_("taken out"), default=False)

    class Meta:
        verbose_name = _("draft of a translation")
        verbose_name_plural = _("drafts of translations")
        default_permissions = ()
        ordering = ("key", "language", "path")
        constraints = [
            models.UniqueConstraint(
                fields=("key", "language", "path", "removed"), name="courses_segment_draft_once"
            )
        ]


class ChangeClass(models.Model):
    """How grave a change of a source text is, as its author said: from one text to another."""

    class Grave(models.IntegerChoices):
        """What a change is."""

        TYPO = Gravity.TYPO, _("Typo: no translation needs another look")
        WORDING = Gravity.WORDING, _("Wording: the same is said in other words")
        MEANING = Gravity.MEANING, _("Meaning: something else is said")
        SAFETY = Gravity.SAFETY, _("Safety: whoever follows the old text may do harm")

    key = models.UUIDField(_("text"))
    before_hash = models.CharField(max_length=64, blank=True)
    after_hash = models.CharField(max_length=64, blank=True)
    gravity = models.PositiveSmallIntegerField(_("class"), choices=Grave)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("class of a change")
        verbose_name_plural = _("classes of changes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("key", "before_hash", "after_hash"), name="courses_change_class_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.before_hash[:8]} {self.after_hash[:8]}"


class TextQuestion(models.Model):
    """What a translator asks the author of a text, and the answer."""

    key = models.UUIDField(_("text"), db_index=True)
    course_id = models.CharField(_("course"), max_length=130)
    language = models.CharField(_("language"), max_length=12)
    path = models.CharField(_("place"), max_length=255)
    source = models.TextField(_("asked about"), blank=True)
    question = models.TextField(_("question"), max_length=1000)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("question about a text")
        verbose_name_plural = _("questions about texts")
        default_permissions = ()
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return self.question[:60]
