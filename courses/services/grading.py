"""What people mark: essays by their rubric; and extra time for those who need it."""

from collections.abc import Mapping
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from courses.domain import quiz
from courses.domain.itemkinds import EssayItem
from courses.models import (
    Accommodation,
    Attempt,
    AttemptItem,
    AttemptStep,
)
from courses.services.attempts import Refused, settle

RIGHT = "courses.add_correction"
"""The right of trainers to mark essays, correct keys and grant extra time."""


def may_grade(user: User) -> bool:
    """Whether somebody marks what learners hand in."""
    return bool(user.is_authenticated and user.is_active and user.has_perm(RIGHT))


def waiting(*, user: User) -> QuerySet[AttemptItem]:
    """The essays of attempts that were handed in and have no grade yet, oldest first."""
    graded = AttemptStep.objects.filter(asked=OuterRef("pk"), kind="grade")
    essays = handed_in(user=user).filter(attempt__percent__isnull=True).exclude(Exists(graded))
    return essays.order_by("attempt__submitted_at", "pk")


def handed_in(*, user: User) -> QuerySet[AttemptItem]:
    """The essays that somebody wrote in an attempt that was handed in."""
    if not may_grade(user):
        raise PermissionDenied
    answered = AttemptStep.objects.filter(asked=OuterRef("pk"), kind="answer")
    essays = AttemptItem.objects.filter(version__structure__kind="essay")
    found = essays.filter(Exists(answered), attempt__submitted_at__isnull=False)
    return found.select_related("attempt", "version__item")


def grade(*, user: User, asked: AttemptItem, points: Mapping[str, int]) -> Attempt:
    """Mark an essay by its rubric; again, and the newest marks count. Returns its attempt.

    Raises Refused for points that the rubric does not have, and before it was handed in.
    """
    if not may_grade(user):
        raise PermissionDenied
    structure = asked.version.parsed
    if not isinstance(structure, EssayItem):
        raise Refused(_("This question is not marked by hand."))
    try:
        quiz.graded(structure, points)
    except ValueError as error:
        raise Refused(_("Give points for each criterion, from 0 to its most.")) from error
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update().get(pk=asked.attempt_id)
        if attempt.open:
            raise Refused(_("This attempt has not been handed in yet."))
        AttemptStep.objects.create(
            attempt=attempt,
            kind=AttemptStep.Kind.GRADE,
            asked=asked,
            points=dict(points),
            made_by=user,
            client_id=uuid4(),
        )
        settle(attempt)
        audit.record(actor=user, verb="attempt.graded", subject=attempt)
    return attempt


def allow_extra_time(*, user: User, learner: User, extra: int) -> Accommodation:
    """Give somebody so many percent more time in quizzes with a limit; 0 takes it back.

    It counts for attempts that begin from now on.
    """
    if not may_grade(user):
        raise PermissionDenied
    if not 0 <= extra <= 400:
        raise Refused(_("Extra time lies between 0 and 400 percent."))
    with transaction.atomic():
        found, _new = Accommodation.objects.update_or_create(
            user=learner, defaults={"extra": extra, "made_by": user}
        )
        audit.record(actor=user, verb="learner.given_time", subject=learner)
    return found
