"""Attempts at a quiz: answered step by step, checked, handed in, marked."""

import datetime
from collections.abc import Collection, Iterable
from decimal import ROUND_DOWN, Decimal
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused as Refused
from courses.domain import attempting, quiz
from courses.domain.attempting import Event
from courses.domain.itemkinds import Response
from courses.models import Attempt, AttemptItem, AttemptStep, Purpose
from courses.models.attempts import Replayed, result
from courses.services.enrolment import complete

HANDED_IN = _("This attempt has been handed in. Your later answer does not count.")
TIME_IS_UP = _(
    "The time of this attempt is up. It was handed in with the answers that had arrived by then."
)
NOT_ASKED = _("This question was not asked in this attempt.")
NO_ANSWER = _("This answer does not belong to the question.")
CHECKED = _("This answer has been checked and is closed. It cannot be changed any more.")
ELSEWHERE = _(
    "This question was answered in another window or on another device meanwhile. That answer"
    " stands; answer once more here to replace it."
)


class Overtaken(Refused):
    """Nothing was written: another answer stands than the page knew. `token` names it."""

    def __init__(self, response: Response, token: str) -> None:
        super().__init__(ELSEWHERE)
        self.response, self.token = response, token


def asked_of(*, user: User, attempt_id: UUID, item: str) -> AttemptItem:
    """Return a question that was asked in an attempt of this person; one query.

    Raises PermissionDenied for the attempt of somebody else, Refused for a question that was not
    asked in it.
    """
    mine = AttemptItem.objects.filter(attempt=attempt_id, attempt__user=user)
    rows = mine.filter(version__item__content_id__endswith=f"/{item}")
    asked = rows.select_related("version__item").first()
    if asked is not None:
        return asked
    if not Attempt.objects.filter(pk=attempt_id, user=user).exists():
        raise PermissionDenied
    raise Refused(NOT_ASKED)


def record_answer(
    *,
    user: User,
    asked: AttemptItem,
    response: Iterable[str],
    client_id: UUID,
    seen: Collection[str] | None = None,
) -> str:
    """Put an answer on record as a step and return the token of the answer that stands.

    Nothing is written where nothing new was said: the same event arrived before, or the same
    answer stands. `seen` are the tokens that the page knew; None asks for no such check. Raises
    Overtaken where another answer stands; Refused after the attempt was handed in or its time is
    up, for a checked answer, and for a response that does not belong to the question. Three
    queries.
    """
    with transaction.atomic():
        attempt = _held(user, asked.attempt_id)
        if not _ended(attempt):
            return _answered(attempt, asked, response, client_id, seen)
    raise Refused(TIME_IS_UP if attempt.ended_by_time else HANDED_IN)


def _answered(
    attempt: Attempt,
    asked: AttemptItem,
    response: Iterable[str],
    client_id: UUID,
    seen: Collection[str] | None,
) -> str:
    events, given = _events(asked), _response(asked, response)
    standing = next((one for one in reversed(events) if one.kind == "answer"), None)
    event = Event("answer", str(client_id), given)
    told = attempting.verdict(events, event, seen)
    if told == "same":
        return standing.id if standing else ""
    if attempting.outcome(asked.version.parsed, events, attempt.rules).closed:
        raise Refused(CHECKED)
    if told == "overtaken" and standing:
        raise Overtaken(standing.response, standing.id)
    AttemptStep.objects.create(
        attempt=attempt,
        kind=AttemptStep.Kind.ANSWER,
        asked=asked,
        options=list(given),
        client_id=client_id,
    )
    return event.id


def check_answer(*, user: User, asked: AttemptItem, client_id: UUID) -> None:
    """Have the answer that stands checked, where the rules of the attempt allow it.

    Twice under one id is once. Raises Refused where there is nothing to check.
    """
    with transaction.atomic():
        attempt = _held(user, asked.attempt_id)
        if not _ended(attempt):
            _checked(attempt, asked, client_id)
            return
    raise Refused(TIME_IS_UP if attempt.ended_by_time else HANDED_IN)


def _checked(attempt: Attempt, asked: AttemptItem, client_id: UUID) -> None:
    events, structure = _events(asked), asked.version.parsed
    if str(client_id) in {one.id for one in events}:
        return
    former = attempting.outcome(structure, events, attempt.rules)
    after = [*events, Event("check", str(client_id))]
    if attempting.outcome(structure, after, attempt.rules).checks == former.checks:
        raise Refused(_("Choose or write an answer first; then it can be checked."))
    AttemptStep.objects.create(
        attempt=attempt, kind=AttemptStep.Kind.CHECK, asked=asked, client_id=client_id
    )


def submit(*, user: User, attempt: Attempt) -> Attempt:
    """Hand in an attempt and mark it; a second time changes nothing. Returns the marked attempt."""
    with transaction.atomic():
        locked = _held(user, attempt.pk)
        if locked.open and not _ended(locked):
            _hand_in(locked, timezone.now())
    return locked


def close_if_over(*, user: User, attempt: Attempt) -> Attempt:
    """Hand in an attempt whose time is up, as the server's clock tells."""
    if not (attempt.open and attempt.is_over()):
        return attempt
    return submit(user=user, attempt=attempt)


def _ended(attempt: Attempt) -> bool:
    """Whether a held attempt takes nothing any more; one whose time is up is handed in."""
    if attempt.open and attempt.is_over() and attempt.due_at:
        _hand_in(attempt, attempt.due_at)
    return not attempt.open


def _hand_in(locked: Attempt, moment: datetime.datetime) -> None:
    AttemptStep.objects.create(attempt=locked, kind=AttemptStep.Kind.SUBMIT, client_id=uuid4())
    locked.submitted_at = moment
    locked.save(update_fields=["submitted_at"])
    settle(locked)
    detail = {"passed": locked.passed, "percent": str(locked.percent)}
    audit.record(actor=locked.user, verb="attempt.submitted", subject=locked, detail=detail)


def settle(locked: Attempt) -> bool:
    """Write down what a held attempt comes to, unless a trainer has still to mark something.

    What was passed stays passed. Returns whether the result is another than before.
    """
    before = (locked.percent, locked.passed)
    locked.percent, locked.passed = comes_to(locked, result(locked))
    locked.save(update_fields=["percent", "passed"])
    if locked.passed or locked.purpose != Purpose.TEST:
        complete(user=locked.user, course_key=locked.course_key, item_key=locked.quiz_key)
    return before != (locked.percent, locked.passed)


def comes_to(attempt: Attempt, told: Replayed) -> tuple[Decimal | None, bool | None]:
    """Return result and verdict of an attempt that was replayed; those it has, while it waits."""
    if told.pending:
        return attempt.percent, attempt.passed
    exact = told.percent
    percent = (Decimal(exact.numerator) / exact.denominator).quantize(
        Decimal("0.01"), rounding=ROUND_DOWN
    )
    return percent, bool(attempt.passed) or quiz.passed(exact, attempt.pass_mark)


def _held(user: User, attempt_id: UUID) -> Attempt:
    """The attempt of this person, held until the transaction ends: steps come one by one."""
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id, user=user).first()
    if attempt is None:
        raise PermissionDenied
    attempt.user = user
    return attempt


def _events(asked: AttemptItem) -> list[Event]:
    """What has happened to a question so far."""
    return [step.event for step in asked.steps.order_by("pk")]


def _response(asked: AttemptItem, response: Iterable[str]) -> Response:
    """A response in the item's own form; refused where the item does not have it."""
    try:
        return asked.version.parsed.canonical(response)
    except ValueError as error:
        raise Refused(NO_ANSWER) from error
