"""Taking a course: enrolling, and saying that a lesson is read."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.models import Page

from cms.people import audit
from cms.people.models import User
from courses.models import Completion, CoursePage, Enrolment, LessonPage


def require_open(*, user: User, page: Page) -> None:
    """Return quietly where a signed-in person may learn on this page; raise PermissionDenied.

    A page that is not published, or stands behind a restriction of Wagtail's, is not open.
    """
    if not (user.is_authenticated and user.is_active and page.live):
        raise PermissionDenied
    if page.get_view_restrictions():
        raise PermissionDenied


def enrol(*, user: User, course: CoursePage) -> Enrolment:
    """Enrol somebody in a course, once; the enrolment is the same in every language."""
    require_open(user=user, page=course)
    return enrolled(user=user, course=course)


def complete_lesson(*, user: User, lesson: LessonPage) -> Completion:
    """Put on record that somebody has read a lesson; enrols where that is still missing."""
    require_open(user=user, page=lesson)
    course = lesson.get_course()
    with transaction.atomic():
        enrolled(user=user, course=course)
        return complete(
            user=user, course_key=course.translation_key, item_key=lesson.translation_key
        )


def complete(*, user: User, course_key: UUID, item_key: UUID) -> Completion:
    """Put a completion on record, once. The caller has asked for permission."""
    known = Completion.objects.filter(user=user, item_key=item_key).first()
    if known:
        return known
    try:
        with transaction.atomic():
            return Completion.objects.create(user=user, course_key=course_key, item_key=item_key)
    except IntegrityError:  # a second click in the same moment
        return Completion.objects.get(user=user, item_key=item_key)


def enrolled(*, user: User, course: CoursePage) -> Enrolment:
    """Enrol somebody, once. The caller has asked for permission on a page of the course."""
    with transaction.atomic():
        enrolment, new = Enrolment.objects.get_or_create(
            user=user, course_key=course.translation_key
        )
        if new:
            audit.record(
                actor=user,
                verb="course.begun",
                subject=enrolment,
                detail={"course": course.content_id},
            )
    return enrolment
