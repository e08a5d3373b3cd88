"""Notes that learners write for themselves, and bookmarks: notes without words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import User
from cms.people.prepared import Prepared
from courses import blocklabels
from courses.blocklabels import Label

LONGEST = 4000


class Note(models.Model):
    """What somebody noted at a lesson, or at a block of it; in which language is of no matter.

    `revision` counts the changes: whoever saves says which one her page knew. `event` is made by
    the page that the note was first sent from, so that a form sent twice makes one note.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes"
    )
    event = models.UUIDField()
    course_key = models.UUIDField(_("course"))
    lesson_key = models.UUIDField(_("lesson"))
    block = models.CharField(_("passage"), max_length=64, blank=True)
    text = models.TextField(_("note"), max_length=LONGEST, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ("created_at", "pk")
        constraints = [models.UniqueConstraint(fields=("user", "event"), name="courses_note_once")]
        indexes = [models.Index(fields=("user", "lesson_key"))]

    def __str__(self) -> str:
        return f"{self.user_id} {self.lesson_key}"


@dataclass(frozen=True)
class Shown:
    """A note ready to be shown: `passage` is None where it is gone from the lesson."""

    note: Note
    passage: Label | None
    whole: bool

    @property
    def gone(self) -> bool:
        """Whether it was written at a passage that is no longer in the lesson."""
        return not self.whole and self.passage is None


def of_lesson(user: User, lesson: Any) -> list[Shown]:
    """The notes of one person at one lesson; its text is read only where there are any."""
    notes = _OF_LESSON.rows(user=user.pk, lesson=lesson.translation_key)
    known = {one.id: one for one in blocklabels.of(lesson.body.raw_data)} if notes else {}
    return [Shown(note, known.get(note.block), not note.block) for note in notes]


_OF_LESSON = Prepared(
    lambda user, lesson: Note.objects.filter(user=user, lesson_key=lesson),
    user=(models.BigAutoField(), -1),
    lesson=(models.UUIDField(), UUID(int=1)),
)
