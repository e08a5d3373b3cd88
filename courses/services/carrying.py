"""The book of a course as a PDF: asked for once by somebody, and then there for everybody."""

from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from courses.models import CoursePage, carried
from courses.services.enrolment import require_open

KIND = "courses.book"


def print_book(*, user: User, course: CoursePage) -> Job:
    """Ask for the PDF of a course in its language; who asks for the same text gets the same job."""
    require_open(user=user, page=course)
    return jobs.request(
        kind=KIND,
        args={"course": course.content_id},
        owner=user,
        language=course.locale.language_code,
        key=carried.edition(course),
    )


def printed_book(course: CoursePage) -> Job | None:
    """The job that prints or has printed this text, whoever asked for it first."""
    language = course.locale.language_code
    asked = Job.objects.filter(kind=KIND, key=carried.edition(course), language=language)
    return asked.select_related("file").order_by("-created_at").first()
