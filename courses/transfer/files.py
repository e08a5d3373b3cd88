"""Files of a bundle as files of the site: named by course and file, told apart by their bytes."""

from collections.abc import Mapping
from hashlib import sha1

from django.core.files.base import ContentFile
from django.db.models import Model

from courses.domain.course import Course


def title(course: Course, name: str) -> str:
    """The title by which a file of a bundle is found among those of the site."""
    return f"{course.id}/{name}"


def find(
    model: type[Model], course: Course, name: str, content: str | bytes | None = None
) -> int | None:
    """The primary key of the newest file of that name, with that content where one is given."""
    files = model.objects.filter(title=title(course, name))
    if content is not None:
        files = files.filter(file_hash=_hash(_bytes(content)))
    return files.order_by("-pk").values_list("pk", flat=True).first()


def same(model: type[Model], name: str, content: bytes) -> int | None:
    """The primary key of a file with that content: rather one of that name than another."""
    files = model.objects.filter(file_hash=_hash(content)).order_by("-pk")
    rows = list(files.values_list("pk", "file"))
    called = [key for key, path in rows if path.endswith(f"/{name}")]
    return next(iter([*called, *(key for key, _path in rows)]), None)


def bring(
    model: type[Model], course: Course, texts: Mapping[str, str | bytes], *, apply: bool
) -> dict[str, int | None]:
    """The primary keys by name. Without `apply`, None for those not there yet."""
    return {
        name: find(model, course, name, text)
        or (_add(model, course, name, text) if apply else None)
        for name, text in texts.items()
    }


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _add(model: type[Model], course: Course, name: str, text: str | bytes) -> int:
    content = _bytes(text)
    added = model(title=title(course, name), file_hash=_hash(content))
    added.file = ContentFile(content, name=f"{course.id}-{name}")
    added.file_size = len(content)
    added.save()
    return added.pk


def _hash(content: bytes) -> str:
    # Wagtail itself tells files apart by SHA-1; nothing is protected by it.
    return sha1(content, usedforsecurity=False).hexdigest()
