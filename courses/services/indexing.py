"""The passages that the search looks through: made when a lesson is published, or all anew."""

from collections.abc import Mapping

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction

from cms.words import letters
from courses import findable
from courses.models import LessonPage, Passage

# Configurations of PostgreSQL's full text search; another language is compared word by word
CONFIGURATIONS: Mapping[str, str] = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
}
PLAIN_FIRST = ("ar",)  # its letters are made one before the endings are taken off


def configuration(language: str) -> str:
    """Return the configuration in which PostgreSQL reads a language."""
    return CONFIGURATIONS.get(language, "simple")


@transaction.atomic
def index_lesson(lesson: LessonPage) -> bool:
    """Make the passages of a published lesson what its text is; tell whether anything changed."""
    language = lesson.locale.language_code
    wanted = [
        Passage(
            page_id=lesson.pk,
            language=language,
            position=position,
            anchor=piece.anchor,
            text=piece.text,
            plain=letters.plain(piece.text),
        )
        for position, piece in enumerate(findable.pieces(lesson))
    ]
    stored = Passage.objects.filter(page_id=lesson.pk)
    kept = list(stored.values_list("position", "language", "anchor", "text", "plain"))
    if kept == [(one.position, one.language, one.anchor, one.text, one.plain) for one in wanted]:
        return False
    stored.delete()
    Passage.objects.bulk_create(wanted)
    if connection.vendor == "postgresql":
        of_language = "plain" if language in PLAIN_FIRST else "text"
        by_ending = SearchVector(of_language, config=configuration(language))
        stored.update(vector=by_ending + SearchVector("plain", config="simple"))
    return True


def forget_lesson(lesson: LessonPage) -> None:
    """Let the search find nothing of a lesson any more."""
    Passage.objects.filter(page_id=lesson.pk).delete()


def index_all_lessons() -> int:
    """Make every published lesson findable, and nothing else; return how many have changed."""
    live = LessonPage.objects.live().select_related("locale")
    Passage.objects.exclude(page__in=live.values("pk")).delete()
    return sum(index_lesson(lesson) for lesson in live.iterator(chunk_size=50))
