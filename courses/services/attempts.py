"""Attempts at a quiz: begun, answered step by step, handed in, marked."""

import secrets
from collections.abc import Collection
from decimal import ROUND_DOWN, Decimal
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused as Refused
from courses.domain import quiz
from courses.models import Attempt, AttemptItem, AttemptStep, CoursePage, ItemVersion, QuizPage
from courses.models.attempts import result
from courses.services.enrolment import complete, enrol, require_open


def start_attempt(*, user: User, page: QuizPage) -> Attempt:
    """Begin an attempt, or return the one that is still open. Pins the items to their versions."""
    require_open(user=user, page=page)
    course = page.get_course()
    existing = Attempt.objects.filter(user=user, quiz_key=page.translation_key, submitted_at=None)
    with transaction.atomic():
        enrol(user=user, course=course)
        if (attempt := existing.first()) is not None:
            return attempt
        try:
            with transaction.atomic():
                return _begin(user, page, course)
        except IntegrityError:  # begun in the same moment in another window
            return existing.get()


def _begin(user: User, page: QuizPage, course: CoursePage) -> Attempt:
    versions = _versions(page)
    attempt = Attempt.objects.create(
        user=user,
        course_key=course.translation_key,
        quiz_key=page.translation_key,
        seed=secrets.token_hex(8),
        pass_mark=course.pass_mark,
    )
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=position, version=version)
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _versions(page: QuizPage) -> list[ItemVersion]:
    """The newest version of every item of a quiz, in its order."""
    items = list(page.quiz_items.values_list("item_id", flat=True))
    versions = ItemVersion.objects.filter(item__in=items).order_by("number")
    newest = {version.item_id: version for version in versions}
    if not newest:
        raise Refused(_("This quiz has no questions yet."))
    return [newest[item] for item in items if item in newest]


def record_answer(
    *, user: User, attempt_id: UUID, item: str, options: Collection[str], client_id: UUID
) -> AttemptStep | None:
    """Put an answer on record as a step and return it.

    None where nothing new was said: the same event arrived before, or the same answer stands.
    Raises Refused after the attempt was handed in, and for an item or option that was not asked.
    """
    with transaction.atomic():
        attempt = _locked(user, attempt_id)
        asked = _asked(attempt, item)
        chosen = _chosen(asked.version.parsed, options)
        former = list(asked.steps.order_by("pk").values_list("client_id", "options"))
        standing = former[-1][1] if former else []
        if chosen == standing or client_id in {event for event, _options in former}:
            return None
        return AttemptStep.objects.create(
            attempt=attempt,
            kind=AttemptStep.Kind.ANSWER,
            asked=asked,
            options=chosen,
            client_id=client_id,
        )


def _chosen(structure: quiz.Structure, options: Collection[str]) -> list[str]:
    """The options in the item's own order; refused where the item does not have them."""
    try:
        quiz.mark(structure, options)
    except ValueError as error:
        raise Refused(_("This answer does not belong to the question.")) from error
    return [option for option in structure.options if option in set(options)]


def submit(*, user: User, attempt: Attempt) -> Attempt:
    """Hand in an attempt and mark it; a second time changes nothing. Returns the marked attempt."""
    with transaction.atomic():
        locked = _held(user, attempt.pk)
        if not locked.open:
            return locked
        AttemptStep.objects.create(attempt=locked, kind=AttemptStep.Kind.SUBMIT, client_id=uuid4())
        _marked, percent = result(locked)
        locked.submitted_at = timezone.now()
        locked.percent = (Decimal(percent.numerator) / percent.denominator).quantize(
            Decimal("0.01"), rounding=ROUND_DOWN
        )
        locked.passed = quiz.passed(percent, locked.pass_mark)
        locked.save(update_fields=["submitted_at", "percent", "passed"])
        if locked.passed:
            complete(user=user, course_key=locked.course_key, item_key=locked.quiz_key)
        detail = {"passed": locked.passed, "percent": str(locked.percent)}
        audit.record(actor=user, verb="attempt.submitted", subject=locked, detail=detail)
    return locked


def _locked(user: User, attempt_id: UUID) -> Attempt:
    """The open attempt of this person, held until the transaction ends: steps come one by one."""
    attempt = _held(user, attempt_id)
    if not attempt.open:
        raise Refused(_("This attempt has been handed in. Your later answer does not count."))
    return attempt


def _held(user: User, attempt_id: UUID) -> Attempt:
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id, user=user).first()
    if attempt is None:
        raise PermissionDenied
    return attempt


def _asked(attempt: Attempt, item: str) -> AttemptItem:
    for asked in attempt.asked.select_related("version__item"):
        if asked.version.item.name == item:
            return asked
    raise Refused(_("This question was not asked in this attempt."))
