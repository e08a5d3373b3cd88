"""Items of quizzes: a key that stays, versions that never change, words by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.domain import itemkinds
from courses.domain.itemkinds import Structure
from courses.models.immutable import Immutable


class Difficulty(models.TextChoices):
    """How hard an item is."""

    EASY = "easy", _("easy")
    MEDIUM = "medium", _("medium")
    HARD = "hard", _("hard")


class Item(models.Model):
    """A question as long as it lives. Its content id is `course/item`."""

    content_id = models.CharField(_("id"), max_length=130, unique=True)
    course_key = models.UUIDField(_("course"), db_index=True)
    retired = models.BooleanField(
        _("asked no more"), default=False, help_text=_("No new attempt draws it.")
    )

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
    def parsed(self) -> Structure:
        """The structure as a value that can be marked."""
        return itemkinds.parse(self.structure)

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

    @property
    def text(self) -> str:
        """The text of a cloze, with its gaps; "" where the item has none."""
        return self.texts.get("text", "")

    @property
    def hint(self) -> str:
        """What helps after a wrong answer, or ""."""
        return self.texts.get("hint", "")

    def option(self, option: str) -> str:
        """The text of an option."""
        return self.texts["options"][option]["text"]

    def part(self, slot: str) -> str:
        """The text of what is matched or ordered; "" for a gap."""
        return self.texts["slots"][slot].get("text") or ""

    def named(self, table: str, name: str) -> str:
        """The text of a choice, a unit or a criterion; the name itself where it needs no words."""
        return self.texts.get(table, {}).get(name, name)

    def feedback(self, part: str) -> str:
        """What is said about an option or a slot."""
        table = self.texts.get("options") or self.texts.get("slots") or {}
        return table[part]["feedback"]

    def verdict(self, *, right: bool) -> str:
        """What is said about an answer as a whole, or ""."""
        return (self.texts.get("feedback") or {}).get("right" if right else "wrong", "")
