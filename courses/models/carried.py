"""What is made of a course to carry it away, kept until another edition of it is published.

For open courses only: whoever shows any of it has asked whether the course is restricted.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from courses import media, takeaway
from courses.domain.book import Book, Picture
from courses.models import books, editions

A_DAY = 24 * 60 * 60  # heals what changes a text without publishing it: words, an image
FORM = 1  # counts up when books and files are written in another way: they are made anew then


@dataclass(frozen=True)
class File:
    """A module as a file: its name, its title, its bytes."""

    name: str
    title: str
    content: bytes

    @property
    def tag(self) -> str:
        """A tag that only the same bytes have, for browsers that hold them already."""
        return f'"{sha256(self.content).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Offered:
    """A file that is offered: the id and the title of its module, and its bytes."""

    module: str
    title: str
    size: int


@dataclass(frozen=True)
class Offer:
    """What can be carried away: files in their order, and the bytes of the book on the line."""

    book: int = 0
    files: tuple[Offered, ...] = ()

    def of(self, module: str) -> tuple[Offered, ...]:
        """The file of one module, if it has one."""
        return tuple(one for one in self.files if one.module == module)


def edition(course: Page) -> str:
    """Name what is made of a course as it is now: another text has another name."""
    return f"{course.content_id}/{FORM}/{editions.release_of(course).edition}"


def offer(course: Page, request: HttpRequest | None = None) -> Offer:
    """Return what can be carried away of a course; two queries where it was made before.

    None where the request lends a memory that has it. A module whose text alone is too large for
    a file has none.
    """

    def find() -> Offer:
        found: Offer = _kept(course, "offer")
        return found

    if request is None or not hasattr(request, "remember"):
        return find()
    return request.remember(("carried", course.pk), find)


def file(course: Page, module: str) -> File | None:
    """Return a module as a file; None where there is none."""
    return _kept(course, f"file:{module}") if offer(course).of(module) else None


def book(course: Page, *, light: bool = False) -> str:
    """Return all of a course as HTML within a page, on light pages without its pictures."""
    html: str = _kept(course, "light" if light else "book")
    return html


def _kept(course: Page, part: str) -> Any:
    stem = f"carried:{course.locale.language_code}:{edition(course)}"
    found = cache.get(f"{stem}:{part}")
    if found is None:
        made = _made(course)
        cache.set_many({f"{stem}:{name}": one for name, one in made.items()}, timeout=A_DAY)
        found = made[part]
    return found


def _made(course: Page) -> dict[str, Any]:
    """Everything at once: whoever looks at a course is told what each part of it weighs.

    Of the course as it is stored: an editor's preview shows one that nobody else may read.
    """
    stored = type(course).objects.live().select_related("locale").filter(pk=course.pk).first()
    whole = books.read(stored) if stored else None
    if whole is None:
        return {"offer": Offer(), "book": "", "light": ""}
    images = books.images(whole)
    files = _files(whole, images)
    page = _written(whole.illustrated(_pictures(images)))
    offered = tuple(Offered(key, one.title, len(one.content)) for key, one in files.items())
    return {
        "offer": Offer(len(gzip.compress(page.encode())), offered),
        "book": page,
        "light": _written(whole),
        **{f"file:{name}": one for name, one in files.items()},
    }


def _written(whole: Book) -> str:
    with override(whole.language):
        context = {"book": whole.deeper(2), "form": "page"}
        return render_to_string("courses/book/_book.html", context)


def _pictures(images: Mapping[int, AbstractImage]) -> dict[int, Picture]:
    shown = {key: media.picture(image) for key, image in images.items()}
    return {key: Picture(one.url, one.size) for key, one in shown.items()}


def _files(whole: Book, images: Mapping[int, AbstractImage]) -> dict[str, File]:
    contents = {key: media.content(image, takeaway.LARGEST) for key, image in images.items()}
    pictures = {
        key: takeaway.data(content, media.content_type(images[key]))
        for key, content in contents.items()
        if content is not None
    }
    found: dict[str, File] = {}
    for chapter in whole.chapters:
        try:
            content = takeaway.write(whole, chapter, pictures)
        except takeaway.TooLargeError:
            continue
        found[chapter.id] = File(takeaway.name(whole, chapter), chapter.title, content)
    return found
