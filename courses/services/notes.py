"""Notes of learners: written, changed and deleted by their owner, and read by nobody else."""

from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cms.people import audit
from cms.people.models import User
from courses import blocklabels
from courses.blocklabels import Label
from courses.models import CoursePage, LessonPage, Note
from courses.models.notes import Shown
from courses.services.enrolment import require_open

PageType = TypeVar("PageType", CoursePage, LessonPage)
MOST = 1000  # of one person


class TooManyNotesError(Exception):
    """Somebody has as many notes as the site keeps for one person."""


class ChangedMeanwhileError(Exception):
    """A note was changed since the page was opened that it is saved from; `note` is how it is."""

    def __init__(self, note: Note) -> None:
        self.note = note
        super().__init__(str(note.pk))


@dataclass
class OfLesson:
    """The notes of one lesson. Title and address are empty where it is not open any more."""

    title: str
    url: str
    notes: list[Shown] = field(default_factory=list)


@dataclass
class OfCourse:
    """The notes of one course, by lesson."""

    title: str
    url: str
    lessons: list[OfLesson] = field(default_factory=list)


def mine(user: User) -> QuerySet[Note]:
    """The notes of one person: the one way to notes, so that nobody meets another's."""
    return Note.objects.filter(user=user)


def write_note(*, user: User, lesson: LessonPage, event: UUID, block: str, text: str) -> Note:
    """Keep a note at a lesson, or at a block of it; a form that is sent twice makes one.

    Raises PermissionDenied where the lesson is not open, TooManyNotesError, and
    ChangedMeanwhileError where the same form was sent before with other words.
    """
    require_open(user=user, page=lesson)
    known = mine(user).filter(event=event).first()
    if known is None:
        if mine(user).count() >= MOST:
            raise TooManyNotesError
        known = _written(user, lesson, event, block, text)
    if (known.text, known.block) != (text, block):
        raise ChangedMeanwhileError(known)
    return known


def _written(user: User, lesson: LessonPage, event: UUID, block: str, text: str) -> Note:
    said = {
        "course_key": lesson.get_course().translation_key,
        "lesson_key": lesson.translation_key,
        "block": block,
        "text": text,
    }
    try:
        with transaction.atomic():
            return Note.objects.create(user=user, event=event, **said)
    except IntegrityError:  # a second click in the same moment
        return mine(user).get(event=event)


def change_note(*, user: User, note_id: UUID, revision: int, text: str) -> Note | None:
    """Give a note other words, if it is still as the page knew it; None where it is gone.

    Raises ChangedMeanwhileError where another page has changed it.
    """
    changed = (
        mine(user)
        .filter(pk=note_id, revision=revision)
        .update(text=text, revision=F("revision") + 1, changed_at=timezone.now())
    )
    note = mine(user).filter(pk=note_id).first()
    if note is not None and not changed and note.text != text:
        raise ChangedMeanwhileError(note)
    return note


def delete_note(*, user: User, note_id: UUID) -> None:
    """Delete a note for good; one that is gone already, or another's, is left alone."""
    mine(user).filter(pk=note_id).delete()


def by_course(*, notes: list[Note], language: str) -> list[OfCourse]:
    """Notes by course and lesson, with titles of this language where there are such.

    The same number of queries however many notes there are.
    """
    courses = _nearest(CoursePage, {note.course_key for note in notes}, language)
    lessons = _nearest(LessonPage, {note.lesson_key for note in notes}, language)
    found: dict[UUID, OfCourse] = {}
    placed: dict[UUID, OfLesson] = {}
    labels = {key: _labels(page) for key, page in lessons.items()}
    for note in sorted(notes, key=lambda note: _order(note, courses, lessons)):
        course = found.setdefault(note.course_key, OfCourse(*_named(courses.get(note.course_key))))
        if note.lesson_key not in placed:
            placed[note.lesson_key] = OfLesson(*_named(lessons.get(note.lesson_key)))
            course.lessons.append(placed[note.lesson_key])
        passage = labels.get(note.lesson_key, {}).get(note.block)
        placed[note.lesson_key].notes.append(Shown(note, passage, not note.block))
    return list(found.values())


def note_taken(*, user: User) -> None:
    """Put on record that somebody has taken her notes as a file; not what stands in them."""
    audit.record(actor=user, verb="notes.downloaded", subject=user)


def _labels(page: LessonPage) -> dict[str, Label]:
    return {one.id: one for one in blocklabels.of(page.body.raw_data)}


def _order(note: Note, courses: dict[UUID, CoursePage], lessons: dict[UUID, LessonPage]) -> tuple:
    course, lesson = courses.get(note.course_key), lessons.get(note.lesson_key)
    first = (course is None, course.title if course else "", str(note.course_key))
    place = (lesson is None, lesson.path if lesson else "", str(note.lesson_key))
    return (*first, *place, note.created_at, note.pk)


def _named(page: CoursePage | LessonPage | None) -> tuple[str, str]:
    return (page.title, page.get_url() or "") if page else ("", "")


def _nearest(model: type[PageType], keys: set[UUID], language: str) -> dict[UUID, PageType]:
    """The open pages of these keys: in the language, else in any that there is."""
    found: dict[UUID, PageType] = {}
    pages = model.objects.live().public().filter(translation_key__in=keys)
    for page in pages.select_related("locale").order_by("pk"):
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return found
