"""What a course is on this site already: its keys, and the bundle that it was imported from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from uuid import UUID

from django.db.models import Q

from courses.domain import bundle, keys
from courses.domain.course import Course
from courses.domain.problems import BundleError
from courses.models import CoursePage, ImportedBundle, LessonPage, ModulePage, QuizPage

MODELS = (CoursePage, ModulePage, LessonPage, QuizPage)


@dataclass(frozen=True)
class Known:
    """A course as the site knows it before an import.

    `pages` gives translation keys by content id: pages that were made here have keys of their own.
    `kept` holds the texts of the last import; None where nobody has kept them.
    """

    course_id: str
    pages: Mapping[str, UUID]
    kept: Mapping[str, str] | None

    def key(self, content_id: str) -> UUID:
        """The translation key of a page, there already or to be made."""
        return self.pages.get(content_id) or keys.page(content_id)

    @property
    def course_key(self) -> UUID:
        """The translation key of the course."""
        return self.key(self.course_id)

    @cached_property
    def imported(self) -> Course | None:
        """The course as it was imported last; None where that cannot be read any more."""
        if self.kept is None:
            return None
        try:
            return bundle.parse(self.kept)
        except BundleError:
            return None


def of(course_id: str) -> Known:
    """What the site knows of a course: five queries."""
    ours = Q(content_id=course_id) | Q(content_id__startswith=f"{course_id}/")
    rows = chain.from_iterable(
        model.objects.filter(ours).order_by("pk").values_list("content_id", "translation_key")
        for model in MODELS
    )
    kept = ImportedBundle.objects.filter(course_id=course_id).values_list("files", flat=True)
    return Known(course_id, dict(rows), kept.first())


def keep(course: Course, files: Mapping[str, bundle.File] | None) -> bool:
    """Keep the texts of a bundle as they are imported; its photographs are images of the site.

    Tells whether they are others than those of the import before.
    """
    texts = bundle.texts(course) if files is None else _texts(files)
    held = ImportedBundle.objects.filter(course_id=course.id).first()
    new = held is None or held.files != texts
    if new:
        ImportedBundle.objects.update_or_create(course_id=course.id, defaults={"files": texts})
    return new


def _texts(files: Mapping[str, bundle.File]) -> dict[str, str]:
    pairs: Iterable[tuple[str, bundle.File]] = files.items()
    return {path: text for path, text in pairs if isinstance(text, str)}
