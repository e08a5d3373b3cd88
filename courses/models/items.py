"""Items of quizzes: a key that stays, versions that never change, words by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain import quiz
from courses.models.immutable import Immutable


class Item(models.Model):
    """A question as long as it lives. Its content id is `course/item`."""

    content_id = models.CharField(_("id"), max_length=130, unique=True)
    course_key = models.UUIDField(_("course"), db_index=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ("content_id",)

    def __str__(self) -> str:
        return self.content_id

    @property
    def name(self) -> str:
        """The id within the course."""
        return self.content_id.rpartition("/")[2]


class ItemVersion(Immutable):
    """An item as it was asked: what is asked for and the key, without words."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    structure = models.JSONField(_("structure and key"))
    sha256 = models.CharField(_("SHA-256 of the structure"), max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("item version")
        verbose_name_plural = _("item versions")
        ordering = ("item", "number")
        constraints = [
            models.UniqueConstraint(fields=("item", "number"), name="courses_item_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}, {self.number}"

    @property
    def parsed(self) -> quiz.Structure:
        """The structure as a value that can be marked."""
        return quiz.Structure.model_validate(self.structure)

    def wording(self, language: str) -> "Wording":
        """The words in `language`, else in the language the version was first written in."""
        texts = sorted(self.texts.all(), key=lambda text: text.pk)
        chosen = next((text for text in texts if text.language == language), texts[0])
        return Wording(chosen.language, chosen.texts)


class ItemText(Immutable):
    """The words of an item version in one language."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=12)
    texts = models.JSONField(_("texts"))
    sha256 = models.CharField(_("SHA-256 of the texts"), max_length=64)

    class Meta:
        verbose_name = _("item text")
        verbose_name_plural = _("item texts")
        constraints = [
            models.UniqueConstraint(fields=("version", "language"), name="courses_item_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


@dataclass(frozen=True)
class Wording:
    """The words of an item in `language`."""

    language: str
    texts: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """The question."""
        return self.texts["prompt"]

    def option(self, option: str) -> str:
        """The text of an option."""
        return self.texts["options"][option]["text"]

    def feedback(self, option: str) -> str:
        """What is said to whoever chose it."""
        return self.texts["options"][option]["feedback"]
