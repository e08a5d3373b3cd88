"""What translators ask authors, and what they answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses.models import TextQuestion
from courses.translation import rights, texts
from courses.translation.text import Text

SHOWN = 200


@transaction.atomic
def ask(*, actor: User, text: Text, language: str, path: str, question: str) -> TextQuestion:
    """Ask the author of a text about one of its places. Refused without a place or a word."""
    rights.require(actor, language)
    place = next((one for one in text.now if one.path == path), None)
    if place is None or not question.strip():
        raise Refused(_("Write what you want to know."))
    asked = TextQuestion.objects.create(
        key=text.key,
        course_id=text.course_id,
        language=language,
        path=path,
        source=place.text,
        question=question.strip()[:1000],
        asked_by=actor,
    )
    detail = {"text": text.content_id, "language": language}
    audit.record(actor=actor, verb="text.asked_about", subject=asked, detail=detail)
    return asked


@transaction.atomic
def answer(*, actor: User, question_id: int, words: str) -> TextQuestion:
    """Answer as somebody who may change the text in its own language."""
    asked = open_to(actor).filter(pk=question_id).first()
    if asked is None:
        raise PermissionDenied
    if not words.strip():
        raise Refused(_("Write an answer."))
    asked.answer, asked.answered_by = words.strip()[:2000], actor
    asked.save(update_fields=["answer", "answered_by"])
    audit.record(actor=actor, verb="text.answered", subject=asked)
    return asked


def open_to(user: User) -> QuerySet[TextQuestion]:
    """Return the questions that this person can answer: about courses of her languages."""
    mine = rights.languages(user)
    courses = [course for course, source in texts.sources().items() if source in mine]
    return TextQuestion.objects.filter(course_id__in=courses)


def of(text: Text, language: str) -> dict[str, list[TextQuestion]]:
    """Return the questions about a text in a language, by their place; one query."""
    found: dict[str, list[TextQuestion]] = {}
    for one in TextQuestion.objects.filter(key=text.key, language=language)[:SHOWN]:
        found.setdefault(one.path, []).append(one)
    return found
