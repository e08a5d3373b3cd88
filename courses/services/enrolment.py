"""Taking a course: enrolling, and saying that a lesson is read."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses.models import Completion, CoursePage, Enrolment, LessonPage, Way
from courses.models.enrolling import Admission, way_of


class ClosedCourse(Refused):
    """A course that admits by code or by invitation, and somebody who is not enrolled in it."""


def require_open(*, user: User, page: Page) -> None:
    """Return quietly where a signed-in person may learn on this page; raise PermissionDenied.

    A page that is not published, or stands behind a restriction of Wagtail's, is not open.
    """
    if not (user.is_authenticated and user.is_active and page.live):
        raise PermissionDenied
    if page.get_view_restrictions():
        raise PermissionDenied


def enrol(*, user: User, course: CoursePage) -> Enrolment:
    """Enrol somebody in a course, once; the enrolment is the same in every language.

    Raises ClosedCourse where it takes a code or an invitation. Prerequisites are advice and no
    lock: what somebody has learned elsewhere is not known here, and lessons are open anyway.
    """
    require_open(user=user, page=course)
    return enrolled(user=user, course=course)


def enrol_admitted(*, user: User, course: CoursePage, admission: Admission) -> Enrolment:
    """Enrol somebody whom a code or an invitation lets in. The caller has judged it."""
    return enrolled(user=user, course=course, admission=admission)


def is_enrolled(user: User, course: CoursePage) -> bool:
    """Whether somebody takes this course already."""
    return Enrolment.objects.filter(user=user, course_key=course.translation_key).exists()


def require_admitted(user: User, course: CoursePage) -> None:
    """Return quietly for somebody who is enrolled or may enrol at once; else raise ClosedCourse."""
    way = way_of(course.translation_key)
    if way == Way.OPEN or is_enrolled(user, course):
        return
    if way == Way.CODE:
        raise ClosedCourse(_("This course takes a code. Enter the code that you were given."))
    raise ClosedCourse(_("This course admits by invitation. Ask its trainer to invite you."))


def complete_lesson(*, user: User, lesson: LessonPage) -> Completion:
    """Put on record that somebody has read a lesson; enrols where that is still missing.

    Raises ClosedCourse as `enrol`: reading stays open, and is not counted.
    """
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


def enrolled(*, user: User, course: CoursePage, admission: Admission | None = None) -> Enrolment:
    """Enrol somebody, once. The caller has asked for permission on a page of the course.

    Without an `admission` it is asked whether she may enrol at once; ClosedCourse where not.
    """
    if admission is None:
        require_admitted(user, course)
    with transaction.atomic():
        enrolment, new = Enrolment.objects.get_or_create(
            user=user, course_key=course.translation_key
        )
        if new:
            audit.record(
                actor=user,
                verb="course.begun",
                subject=enrolment,
                detail={"course": course.content_id, **_by(admission)},
            )
    return enrolment


def _by(admission: Admission | None) -> dict[str, str]:
    return {} if admission is None else {"by": admission._meta.model_name or ""}
