"""Releases of a course that is edited in the site: made by those who manage it."""

from django.db import transaction

from cms.people import audit
from cms.people.models import User
from courses.models import CoursePage, CourseRelease, freezing
from courses.services.admission import require_manager


@transaction.atomic
def release(*, actor: User | None, course: CoursePage, notes: str = "") -> CourseRelease | None:
    """Make the next release where something that it lists has changed; else return None.

    `actor` is None only where a command acts.
    """
    if actor is not None:
        require_manager(actor, course)
    made = freezing.freeze(course, notes)
    if made is not None:
        detail = {"course": made.course_id, "number": made.number}
        audit.record(actor=actor, verb="course.released", subject=made, detail=detail)
    return made
