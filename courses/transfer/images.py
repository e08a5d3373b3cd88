"""The drawings and photographs of a bundle become images of the site."""

from wagtail.images import get_image_model

from cms.press import contents
from courses.domain.course import Course
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _
from courses.transfer import files
from courses.transfer.report import TransferError


def bring(course: Course, *, apply: bool) -> dict[str, int | None]:
    """The primary keys of the images by name. Without `apply`, None for those not there yet.

    An image is the same as long as its bytes are: a changed one is a new image, and pages that
    show the former one keep it until they are changed themselves. A photograph that the site has
    under another name is not added again. Raises TransferError for a photograph that is none.
    """
    model = get_image_model()
    for name, content in course.pictures.items():
        _refuse_unfit(name, content)
    photographs = {
        name: files.find(model, course, name, one) or files.same(model, name, one)
        for name, one in course.pictures.items()
    }
    new = {name: one for name, one in course.pictures.items() if photographs[name] is None}
    brought = files.bring(model, course, {**course.images, **new}, apply=apply)
    return {**photographs, **brought}


def _refuse_unfit(name: str, content: bytes) -> None:
    try:
        found = contents.inspect(content)
    except contents.Unfit as unfit:
        raise TransferError(Problem(f"images/{name}", unfit.sentence)) from unfit
    if not found.content_type.startswith("image/"):
        raise TransferError(Problem(f"images/{name}", _("this is no picture.")))
