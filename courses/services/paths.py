"""Learning paths of a person: made from ids that another room names, renewed, removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from cms.people import audit
from cms.people.models import User
from courses.models import Completion, LearningPath, LessonPage

LONGEST = 200  # lessons


@dataclass(frozen=True)
class Step:
    """A lesson of a path in the reader's language."""

    content_id: str
    title: str
    url: str
    minutes: int
    done: bool


@dataclass(frozen=True)
class Followed:
    """A path in the reader's language, and how far she is. `missing` lessons are not in it yet."""

    path: LearningPath
    title: str
    language: str
    steps: tuple[Step, ...]
    missing: int

    @property
    def done(self) -> int:
        """How many lessons are read."""
        return sum(step.done for step in self.steps)

    @property
    def total(self) -> int:
        """How many lessons there are in this language."""
        return len(self.steps)

    @property
    def minutes(self) -> int:
        """How long the lessons take that are not read yet."""
        return sum(step.minutes for step in self.steps if not step.done)

    @property
    def next(self) -> Step | None:
        """The first lesson that is not read yet."""
        return next((step for step in self.steps if not step.done), None)

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("courses:path", args=[self.path.pk])


@transaction.atomic
def make_path(*, user: User, origin: LearningPath.Origin, lessons: Iterable[str]) -> LearningPath:
    """Make the path of a person from this origin, or renew it: one of each origin, never two."""
    if not (user.is_authenticated and user.is_active):
        raise PermissionDenied
    ids = list(dict.fromkeys(lessons))[:LONGEST]
    path, new = LearningPath.objects.update_or_create(
        owner=user, origin=LearningPath.Origin(origin), defaults={"lessons": ids}
    )
    verb = "path.made" if new else "path.renewed"
    audit.record(actor=user, verb=verb, subject=path, detail={"lessons": len(ids)})
    return path


@transaction.atomic
def remove_path(*, user: User, path_id: UUID) -> None:
    """Remove one's own path; what was read stays read. PermissionDenied for any other."""
    path = LearningPath.objects.filter(pk=path_id, owner=user).first()
    if path is None:
        raise PermissionDenied
    audit.record(actor=user, verb="path.removed", subject=path)
    path.delete()


def open_paths(user: Any) -> QuerySet[LearningPath]:
    """The paths that somebody may open: those for everybody, and her own."""
    mine = Q(owner=user) if user.is_authenticated else Q()
    return LearningPath.objects.filter(Q(owner=None) | mine if mine else Q(owner=None))


def own_paths(*, user: User, language: str) -> list[Followed]:
    """The paths of a person, with how far she is; three queries however many there are."""
    paths = LearningPath.objects.filter(owner=user)
    return followed(paths=list(paths), user=user, language=language)


def followed(*, paths: Iterable[LearningPath], user: Any, language: str) -> list[Followed]:
    """The paths in a language, with how far somebody is in each; two queries for all of them."""
    paths = list(paths)
    if not paths:
        return []
    ids = {name for path in paths for name in path.lessons}
    pages = LessonPage.objects.live().filter(content_id__in=ids, locale__language_code=language)
    found = {page.content_id: page for page in pages.defer("body", "outcomes").order_by("-path")}
    done: set[UUID] = set()
    if user.is_authenticated:
        keys = [page.translation_key for page in found.values()]
        read = Completion.objects.filter(user=user, item_key__in=keys)
        done = set(read.values_list("item_key", flat=True))
    return [_followed(path, found, done, language) for path in paths]


def _followed(
    path: LearningPath, found: dict[str, LessonPage], done: set[UUID], language: str
) -> Followed:
    pages = [found[name] for name in path.lessons if name in found]
    title, spoken = path.wording(language)
    return Followed(
        path,
        title,
        spoken,
        tuple(
            Step(
                page.content_id,
                page.title,
                page.get_url() or "",
                page.minutes,
                page.translation_key in done,
            )
            for page in pages
        ),
        len(path.lessons) - len(pages),
    )
