"""The captions of a bundle become documents of the site; its films are found among them."""

from collections.abc import Iterable, Iterator
from hashlib import sha1

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from courses.domain.course import Course
from courses.domain.lesson import Video
from courses.transfer.report import TransferError


def bring(course: Course, *, apply: bool) -> dict[str, int | None]:
    """The primary keys of captions and films by name; None for captions that are not there yet.

    A film is too heavy for a folder of texts: somebody uploads it as a document with the title
    `course/file`. Raises TransferError with the titles of all that are missing.
    """
    films = {name: _find(course, name) for name in _films(course)}
    if missing := [_title(course, name) for name, found in films.items() if found is None]:
        raise TransferError(
            "Upload these films among the documents of the site first, each with this title: "
            f"{', '.join(missing)}."
        )
    captions = {
        name: _find(course, name, text) or (_add(course, name, text) if apply else None)
        for name, text in course.captions.items()
    }
    return {**films, **captions}


def _films(course: Course) -> Iterator[str]:
    for words in course.words.values():
        for lesson in words.lessons.values():
            yield from (block.file for block in _videos(lesson.blocks))


def _videos(blocks: Iterable[object]) -> Iterator[Video]:
    return (block for block in blocks if isinstance(block, Video))


def _find(course: Course, name: str, text: str | None = None) -> int | None:
    documents = get_document_model().objects.filter(title=_title(course, name))
    if text is not None:
        documents = documents.filter(file_hash=_hash(text))
    return documents.order_by("-pk").values_list("pk", flat=True).first()


def _add(course: Course, name: str, text: str) -> int:
    content = text.encode()
    document = get_document_model()(title=_title(course, name), file_hash=_hash(text))
    document.file = ContentFile(content, name=f"{course.id}-{name}")
    document.file_size = len(content)
    document.save()
    return document.pk


def _hash(text: str) -> str:
    # Wagtail itself tells files apart by SHA-1; nothing is protected by it.
    return sha1(text.encode(), usedforsecurity=False).hexdigest()


def _title(course: Course, name: str) -> str:
    return f"{course.id}/{name}"
