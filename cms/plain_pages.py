"""Plain pages: the texts about the site that are shipped, and how they get onto a site once."""

import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wagtail.models import Page

from cms.models import HomePage, PlainPage
from courses.domain import prose

FOLDER = Path(__file__).resolve().parent / "content" / "pages"
SLUGS = (
    "about",
    "help-learner",
    "help-ministry",
    "help-trainer",
    "help-translator",
    "privacy",
    "terms",
    "accessibility",
    "contact",
)
_FENCE = "+++\n"
_NAMES = uuid.UUID("5f0c7a1e-7a43-4f0e-9d57-2b7f4e6a9c10")


@dataclass(frozen=True)
class Text:
    """A shipped text: its title, its lead, and its body as the HTML that the editor knows."""

    title: str
    lead: str
    body: str


def key(slug: str) -> uuid.UUID:
    """The identity of a shipped page: the same in every language, on every site."""
    return uuid.uuid5(_NAMES, slug)


def shipped(slug: str, language: str) -> Text | None:
    """Read the text `<slug>/<language>.md`, or return None where nobody has translated it."""
    path = FOLDER / slug / f"{language}.md"
    return parse(path.read_text(encoding="utf-8")) if path.is_file() else None


def parse(text: str) -> Text:
    """Read a file: title and lead as TOML between two lines of `+++`, the body as Markdown."""
    _before, front, body = text.split(_FENCE, 2)
    words = tomllib.loads(front)
    return Text(title=words["title"], lead=words["lead"], body=prose.html(body))


def establish(*, homes: Iterable[HomePage]) -> list[PlainPage]:
    """Add every shipped page that a home page lacks; return those that were added.

    A page that is there is never touched, whatever became of its words, its address or its being
    published: it is known by its key. Where an editor's own page has the address, hers stays.
    """
    return [
        _add(home, slug, text)
        for home in homes
        for slug in SLUGS
        if (text := shipped(slug, home.locale.language_code)) and not _taken(home, slug)
    ]


def _taken(home: HomePage, slug: str) -> bool:
    known = Page.objects.filter(translation_key=key(slug), locale=home.locale)
    return known.exists() or Page.objects.child_of(home).filter(slug=slug).exists()


def _add(home: HomePage, slug: str, text: Text) -> PlainPage:
    page = PlainPage(
        title=text.title,
        slug=slug,
        lead=text.lead,
        body=text.body,
        state=PlainPage.State.SECOND_READ,
        locale=home.locale,
        translation_key=key(slug),
    )
    home.add_child(instance=page)
    return page
