"""A module as one file to carry away: whole in itself, asking nothing of any server.

The same values give the same bytes: nothing here knows a clock, a request or a database.
"""

from base64 import b64encode
from collections.abc import Mapping

from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from courses.domain.book import Book, Chapter, Picture

LARGEST = 150_000
"""Bytes that a file has at most: it is passed on from phone to phone."""


class TooLargeError(ValueError):
    """The text alone is larger than a file may be; the module is to be divided."""


def name(book: Book, chapter: Chapter) -> str:
    """Return the name of the file, which never changes: it is how people find it again."""
    return f"{book.id}-{chapter.id}-{book.language}.html"


def write(book: Book, chapter: Chapter, pictures: Mapping[int, Picture] | None = None) -> bytes:
    """Return a module as an HTML file in the language of the book.

    `pictures` hold data in their addresses. They go in one after the other for as long as the
    whole stays within LARGEST; the others are told by their description. TooLargeError where the
    text alone is larger.
    """
    content = _written(book, chapter)
    if len(content) > LARGEST:
        raise TooLargeError(f"{name(book, chapter)} has {len(content)} bytes.")
    fitting: dict[int, Picture] = {}
    for key in dict.fromkeys(chapter.images):
        if pictures and key in pictures:
            tried = {**fitting, key: pictures[key]}
            larger = _written(book, chapter.illustrated(tried))
            if len(larger) <= LARGEST:
                fitting, content = tried, larger
    return content


def data(content: bytes, content_type: str) -> Picture:
    """Return a picture that stands in the file itself. As an image, a drawing runs no script."""
    return Picture(f"data:{content_type};base64,{b64encode(content).decode()}", len(content))


def _written(book: Book, chapter: Chapter) -> bytes:
    with override(book.language):
        html = render_to_string(
            "courses/takeaway.html",
            {
                "book": book,
                "chapter": chapter.deeper(1),
                "bidi": get_language_info(book.language)["bidi"],
            },
        )
    return html.encode()
