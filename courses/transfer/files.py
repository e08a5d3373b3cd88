"""Files of a bundle as files of the site: named by course and file, told apart by their bytes."""

from hashlib import sha1

from django.core.files.base import ContentFile
from django.db.models import Model

from courses.domain.course import Course


def title(course: Course, name: str) -> str:
    """The title by which a file of a bundle is found among those of the site."""
    return f"{course.id}/{name}"


def find(model: type[Model], course: Course, name: str, text: str | None = None) -> int | None:
    """The primary key of the newest file of that name, with that text where one is given."""
    files = model.objects.filter(title=title(course, name))
    if text is not None:
        files = files.filter(file_hash=_hash(text))
    return files.order_by("-pk").values_list("pk", flat=True).first()


def bring(
    model: type[Model], course: Course, texts: dict[str, str], *, apply: bool
) -> dict[str, int | None]:
    """The primary keys by name. Without `apply`, None for those not there yet."""
    return {
        name: find(model, course, name, text)
        or (_add(model, course, name, text) if apply else None)
        for name, text in texts.items()
    }


def _add(model: type[Model], course: Course, name: str, text: str) -> int:
    content = text.encode()
    added = model(title=title(course, name), file_hash=_hash(text))
    added.file = ContentFile(content, name=f"{course.id}-{name}")
    added.file_size = len(content)
    added.save()
    return added.pk


def _hash(text: str) -> str:
    # Wagtail itself tells files apart by SHA-1; nothing is protected by it.
    return sha1(text.encode(), usedforsecurity=False).hexdigest()
