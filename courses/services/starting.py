"""Beginning an attempt: whether another one may begin, and which items it asks."""

import datetime
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people.models import User
from courses.domain import drawing
from courses.models import Accommodation, Attempt, AttemptItem, CoursePage, QuizPage
from courses.models.quizzes import bank, newest
from courses.services.attempts import Refused, close_if_over
from courses.services.enrolment import enrolled, require_open


def start_attempt(*, user: User, page: QuizPage) -> Attempt:
    """Begin an attempt, or return the one that is still open. Pins rules and items.

    Raises Refused where no attempt is left, the next one has to wait, or there is nothing to ask.
    """
    require_open(user=user, page=page)
    course = page.get_course()
    existing = Attempt.objects.filter(user=user, quiz_key=page.translation_key, submitted_at=None)
    with transaction.atomic():
        enrolled(user=user, course=course)
        held = existing.first()
        if held is not None and close_if_over(user=user, attempt=held).open:
            return held
        try:
            with transaction.atomic():
                return _begin(user, page.ruling(course), course)
        except IntegrityError:  # begun in the same moment in another window
            return existing.get()


def _begin(user: User, page: QuizPage, course: CoursePage) -> Attempt:
    if page.most_attempts is not None or page.wait_hours is not None:
        mine = Attempt.objects.filter(user=user, quiz_key=page.translation_key)
        if sentence := page.refusal(list(mine)):
            raise Refused(sentence)
    seed = secrets.token_hex(8)
    versions = _versions(user, page, course, seed)
    if not versions:
        raise Refused(_("This quiz has no questions yet."))
    attempt = Attempt.objects.create(
        user=user,
        course_key=course.translation_key,
        quiz_key=page.translation_key,
        seed=seed,
        pass_mark=course.pass_mark,
        purpose=page.purpose,
        terms=page.terms.model_dump(),
        due_at=_due(user, page),
    )
    AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=position, version_id=version)
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _due(user: User, page: QuizPage) -> datetime.datetime | None:
    """When an attempt ends that begins now, extra time included; None without a limit."""
    if page.limit is None:
        return None
    extra = Accommodation.objects.filter(user=user).values_list("extra", flat=True).first() or 0
    return timezone.now() + datetime.timedelta(minutes=page.limit) * (100 + extra) / 100


def _versions(user: User, page: QuizPage, course: CoursePage, seed: str) -> list[int]:
    """The versions that an attempt asks: those drawn by the blueprint, or the quiz's own items."""
    if not (rules := page.rules()):
        items = list(page.quiz_items.values_list("item_id", flat=True))
        found = newest(items)
        return [found[item] for item in items if item in found]
    pool = bank(course.translation_key)
    try:
        drawn = drawing.draw(rules, pool, seed, _met(user, course))
    except drawing.Unmet as short:
        raise Refused(
            _("This quiz cannot be put together now: it asks for more questions than there are.")
        ) from short
    by_name = {one.name: version for one, version in pool.items()}
    return [by_name[name] for name in drawn]


def _met(user: User, course: CoursePage) -> set[str]:
    """The items that this person was asked in any quiz of the course."""
    asked = AttemptItem.objects.filter(
        attempt__user=user, attempt__course_key=course.translation_key
    )
    ids = asked.values_list("version__item__content_id", flat=True)
    return {content_id.rpartition("/")[2] for content_id in ids}
