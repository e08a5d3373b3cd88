"""The captions of a bundle become documents of the site; its films are found among them."""

from collections.abc import Iterable, Iterator

from wagtail.documents import get_document_model

from courses.domain.course import Course
from courses.domain.lesson import Video
from courses.domain.problems import Sentence as _
from courses.transfer import files
from courses.transfer.report import TransferError


def bring(course: Course, *, apply: bool) -> dict[str, int | None]:
    """The primary keys of captions and films by name; None for captions that are not there yet.

    A film is too heavy for a folder of texts: somebody uploads it as a document with the title
    `course/file`; one that was chosen here is found by the name of its file. Raises TransferError
    with the titles of all that are missing.
    """
    model = get_document_model()
    films = {
        name: files.find(model, course, name) or files.called(model, name)
        for name in _films(course)
    }
    if missing := [files.title(course, name) for name, found in films.items() if found is None]:
        raise TransferError(
            _(
                "Upload these films among the documents of the site first, each with this title: "
                "%(names)s.",
                names=", ".join(missing),
            )
        )
    return {**films, **files.bring(model, course, course.captions, apply=apply)}


def _films(course: Course) -> Iterator[str]:
    for words in course.words.values():
        for lesson in words.lessons.values():
            yield from (block.file for block in _videos(lesson.blocks))


def _videos(blocks: Iterable[object]) -> Iterator[Video]:
    return (block for block in blocks if isinstance(block, Video))
