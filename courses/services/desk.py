"""What stands on the desk of a learner."""

from uuid import UUID

from django.urls import reverse

from cms.people.models import User
from courses.models import CoursePage, Enrolment, graduates, outline
from courses.models.graduates import Graduate
from courses.services import wordings


def desk(*, user: User, language: str) -> list[dict[str, object]]:
    """The courses that somebody has begun, newest first, each with the place to go on.

    The same number of queries however many courses there are.
    """
    keys = list(Enrolment.objects.filter(user=user).values_list("course_key", flat=True))
    courses = wordings.pages(keys, language)
    outlines = outline.of(list(courses.values()))
    done = outline.completed(user, keys)
    begun = {key: courses[key] for key in keys if key in courses}
    held = graduates.of(user, {key: outlines[one.pk] for key, one in begun.items()}, done)
    return [
        _card(course, outlines[course.pk], done, held.get(key)) for key, course in begun.items()
    ]


def _card(
    course: CoursePage, entries: outline.Outline, done: frozenset[UUID], graduate: Graduate | None
) -> dict[str, object]:
    measured = entries.measure(done)
    following = None if graduate else entries.find(measured.next)
    finished = measured.complete or graduate is not None
    return {
        "title": course.title,
        "url": course.get_url() or "",
        "done": measured.total if graduate else measured.done,
        "total": measured.total,
        "next_title": following.title if following else "",
        "next_url": following.url if following else "",
        "certificate_url": certificate_url(course) if finished else "",
        "finished": finished,
        "news": graduate.news if graduate else 0,
    }


def certificate_url(course: CoursePage) -> str:
    """The address of the learner's certificate of a course."""
    return reverse("courses:certificate", args=[course.content_id])
