"""The drawings of a bundle become images of the site."""

from hashlib import sha1

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from courses.domain.course import Course


def bring(course: Course, *, apply: bool) -> dict[str, int | None]:
    """The primary keys of the drawings by name. Without `apply`, None for those not there yet.

    A drawing is the same as long as its bytes are: a changed one is a new image, and pages that
    show the former one keep it until they are changed themselves.
    """
    return {
        name: _find(course, name) or (_add(course, name) if apply else None)
        for name in course.images
    }


def _find(course: Course, name: str) -> int | None:
    same = {"title": _title(course, name), "file_hash": _hash(course.images[name])}
    images = get_image_model().objects.filter(**same)
    return images.values_list("pk", flat=True).first()


def _add(course: Course, name: str) -> int:
    content = course.images[name].encode()
    known = {"title": _title(course, name), "file_hash": _hash(course.images[name])}
    image = get_image_model()(**known)
    image.file = ContentFile(content, name=f"{course.id}-{name}")
    image.file_size = len(content)
    image.save()
    return image.pk


def _hash(text: str) -> str:
    # Wagtail itself tells files apart by SHA-1; nothing is protected by it.
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def _title(course: Course, name: str) -> str:
    return f"{course.id}/{name}"
