"""The course with an item of every kind on a site: brought, ruled, answered."""

from collections.abc import Mapping
from uuid import uuid4

from courses import services, transfer
from courses.domain import bundle
from courses.domain.course import Course
from courses.models import Attempt, QuizPage
from tests import kept
from tests.courses import made, quizzed_files

RIGHT: Mapping[str, tuple[str, ...]] = {
    "one": ("b",),
    "several": ("a", "b"),
    "truth": ("true",),
    "match": ("nobody=red", "own=amber"),
    "sort": ("detect=1", "contain=2", "learn=3"),
    "fill": ("first=team",),
    "count": ("72", "hours"),
    "name": ("constituency",),
}


def course() -> Course:
    """The course as it is parsed."""
    return bundle.parse(quizzed_files.files())


def bring() -> None:
    """Import the course in both languages into a fresh tree."""
    kept.once("the course of every kind", _import)


def _import() -> None:
    made.tree()
    transfer.import_course(course=course())


def ruled(name: str, **rules: object) -> QuizPage:
    """A quiz of the course with these rules, in its first language."""
    page = made.page(f"small/{name}")
    for field, value in rules.items():
        setattr(page, field, value)
    page.save_revision().publish()
    return made.page(f"small/{name}")


def answer_all(user: object, attempt: Attempt, right: Mapping[str, tuple[str, ...]]) -> None:
    """Answer every question of an attempt that stands in `right`."""
    for row in attempt.asked.select_related("version__item"):
        name = row.version.item.name
        if name in right:
            services.record_answer(user=user, asked=row, response=right[name], client_id=uuid4())
