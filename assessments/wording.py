"""A text by owner, path and language: the entry of the catalogue, else the marked source.

The .po file is read directly, not a compiled one: a compiled catalogue has lost the texts that
are behind their source, and with them the difference between "old" and "missing". It is read
once per process.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from assessments import catalogues, library
from assessments.catalogues import Source
from assessments.domain import texts
from assessments.domain.actions import ActionLibrary
from assessments.domain.maturity import MaturityModel

SOURCE = "source"
MISSING = "missing"
ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the language it is really in, and its state.

    States: "source" (the language is the source language); "behind" (its source was edited
    since); "missing" (the source text stands in); else what the catalogue says of the entry or
    of itself, such as "draft", "translated", "second-read" or "confirmed".
    """

    text: str
    state: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one owner in one language: `words("mandate/question")`."""

    owner: str
    language: str

    def __call__(self, path: str) -> Text:
        """Give the text of a path; KeyError if the owner has no such text."""
        return text(self.owner, path, self.language)

    def every(self, prefix: str) -> list[Text]:
        """Give the texts of a list field in order: `words.every("C02/steps")`."""
        names = (name for name in sources(self.owner).texts if name.startswith(f"{prefix}."))
        return [self(name) for name in names]


@dataclass(frozen=True, slots=True)
class Sources:
    """The source texts of an owner by path, and the language they are written in."""

    language: str
    texts: Mapping[str, str]


def owner(content: MaturityModel | ActionLibrary) -> str:
    """Name the owner of texts: "cert-starter/1" for a model, "actions/2026.1" for a release."""
    if isinstance(content, ActionLibrary):
        return f"{ACTIONS}/{content.release}"
    return f"{content.id}/{content.version}"


def text(owner: str, path: str, language: str) -> Text:
    """Give a text in a language, or its source with the state "missing".

    Raises KeyError if the owner has no text of that path.
    """
    known = sources(owner)
    source = known.texts[path]
    if language == known.language:
        return Text(source, SOURCE, language)
    found = _catalogue(language).get(f"{owner}/{path}")
    return found or Text(source, MISSING, known.language)


@cache
def sources(owner: str) -> Sources:
    """Give the source texts of an owner; KeyError if no such content is shipped."""
    name, _, edition = owner.partition("/")
    if name == ACTIONS:
        release = library.release(edition)
        return Sources(release.source_language, texts.of_release(release))
    model = library.model(name, int(edition))
    return Sources(model.source_language, texts.of_model(model))


def owners() -> Iterator[str]:
    """Name the owners of all shipped texts: every version, then every release."""
    for slug, numbers in library.versions().items():
        for number in numbers:
            yield f"{slug}/{number}"
    for release in library.releases():
        yield f"{ACTIONS}/{release}"


def to_translate(language: str) -> list[Source]:
    """List every shipped text that a catalogue of this language has to hold."""
    return [
        Source(f"{name}/{path}", source)
        for name in owners()
        if sources(name).language != language
        for path, source in sources(name).texts.items()
    ]


def folder() -> Path:
    """Say where the catalogues of the site lie."""
    return Path(settings.LOCALE_PATHS[0])


@cache
def _catalogue(language: str) -> Mapping[str, Text]:
    """Read the catalogue of a language once."""
    entries = catalogues.load(catalogues.path(folder(), language))
    return {
        entry.msgctxt: Text(entry.msgstr, catalogues.state(entries, entry), language)
        for entry in entries
        if entry.msgstr and not entry.obsolete
    }


def forget() -> None:
    """Read the catalogues anew when they are next asked for (after they were written)."""
    _catalogue.cache_clear()
