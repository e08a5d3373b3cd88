"""The drawings of a bundle become images of the site."""

from wagtail.images import get_image_model

from courses.domain.course import Course
from courses.transfer import files


def bring(course: Course, *, apply: bool) -> dict[str, int | None]:
    """The primary keys of the drawings by name. Without `apply`, None for those not there yet.

    A drawing is the same as long as its bytes are: a changed one is a new image, and pages that
    show the former one keep it until they are changed themselves.
    """
    return files.bring(get_image_model(), course, course.images, apply=apply)
