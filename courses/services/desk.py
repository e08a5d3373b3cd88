"""What stands on the desk of a learner."""

from uuid import UUID

from django.urls import reverse

from cms.people.models import User
from courses.models import Certificate, CoursePage, Enrolment, outline
from courses.services import wordings


def desk(*, user: User, language: str) -> list[dict[str, object]]:
    """The courses that somebody has begun, newest first, each with the place to go on.

    The same number of queries however many courses there are.
    """
    keys = list(Enrolment.objects.filter(user=user).values_list("course_key", flat=True))
    courses = wordings.pages(keys, language)
    outlines = outline.of(list(courses.values()))
    done = outline.completed(user, keys)
    certified = set(
        Certificate.objects.filter(user=user, course_key__in=keys).values_list(
            "course_key", flat=True
        )
    )
    begun = [courses[key] for key in keys if key in courses]
    return [
        _card(course, outlines[course.pk], done, course.translation_key in certified)
        for course in begun
    ]


def _card(
    course: CoursePage, entries: outline.Outline, done: frozenset[UUID], certified: bool
) -> dict[str, object]:
    measured = entries.measure(done)
    following = entries.find(measured.next)
    finished = measured.complete or certified
    return {
        "title": course.title,
        "url": course.get_url() or "",
        "done": measured.done,
        "total": measured.total,
        "next_title": following.title if following else "",
        "next_url": following.url if following else "",
        "certificate_url": certificate_url(course) if finished else "",
        "finished": finished,
    }


def certificate_url(course: CoursePage) -> str:
    """The address of the learner's certificate of a course."""
    return reverse("courses:certificate", args=[course.content_id])
