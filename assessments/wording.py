"""A text by owner, path and language: what was mended, the catalogue, else the marked source.

The .po file is read directly, not a compiled one: a compiled catalogue has lost the texts that
are behind their source, and with them the difference between "old" and "missing". It is read
once per process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from assessments import catalogues, frameworks, library
from assessments.catalogues import Source
from assessments.domain import texts
from assessments.domain.actions import ActionLibrary
from assessments.domain.maturity import MaturityModel
from assessments.frameworks import Translation
from cms.words import lookup

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
    """The texts of one owner in one language: `words("mandate/question")`.

    `own` are texts of an institution's own actions, which stand in no catalogue.
    """

    owner: str
    language: str
    draft: "Sources | None" = None
    own: Mapping[str, Text] = field(default_factory=dict)

    def __call__(self, path: str) -> Text:
        """Give the text of a path; KeyError if the owner has no such text."""
        if path in self.own:
            return self.own[path]
        return _text(self._sources(), self.owner, path, self.language)

    def every(self, prefix: str) -> list[Text]:
        """Give the texts of a list field in order: `words.every("C02/steps")`."""
        mine = [name for name in self.own if name.rpartition(".")[0] == prefix]
        return [self(name) for name in self._sources().lists.get(prefix, mine)]

    def optional(self, path: str) -> Text | None:
        """Give the text of a path, or None where the owner has no such text."""
        return self(path) if path in self.own or path in self._sources().texts else None

    def _sources(self) -> "Sources":
        return self.draft or sources(self.owner)


@dataclass(frozen=True)
class Sources:
    """The source texts of an owner by path, and the language they are written in.

    `translations` are those that stand beside the source (models of this site), by language;
    what is shipped has its translations in the catalogues.
    """

    language: str
    texts: Mapping[str, str]
    translations: Mapping[str, Translation] | None = None

    @cached_property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """The paths by list field; found when asked for, as a large model has 18,000 of them."""
        found: dict[str, list[str]] = {}
        for path in self.texts:
            found.setdefault(path.rpartition(".")[0], []).append(path)
        return found


def owner(content: MaturityModel | ActionLibrary) -> str:
    """Name the owner of texts: "cert-starter/1" for a model, "actions/2026.1" for a release."""
    if isinstance(content, ActionLibrary):
        return f"{ACTIONS}/{content.release}"
    return f"{content.id}/{content.version}"


def at_hand(owner: str, language: str) -> Words:
    """Give the words of an owner with its sources looked up once, for a page of many texts."""
    return Words(owner, language, draft=sources(owner))


def of_plan(result: Mapping[str, Any], language: str) -> Words:
    """Give the words of the actions of a stored plan: the release's, and one's own as typed."""
    mine = {
        path: Text(found, SOURCE, one.language)
        for one in library.own_actions(result)
        for path, found in texts.of_action(one).items()
    }
    return Words(owner(library.release(result["library"])), language, own=mine)


def text(owner: str, path: str, language: str) -> Text:
    """Give a text in a language, or its source with the state "missing".

    Raises KeyError if the owner has no text of that path.
    """
    return _text(sources(owner), owner, path, language)


def _text(known: Sources, owner: str, path: str, language: str) -> Text:
    source = known.texts[path]
    mended = lookup.content(language, f"{owner}/{path}", source)
    if mended is not None:
        return Text(mended.text, mended.state, language)
    if language == known.language:
        return Text(source, SOURCE, language)
    if known.translations is None:
        found = _catalogue(language).get(f"{owner}/{path}")
        return found or Text(source, MISSING, known.language)
    beside = known.translations.get(language)
    if beside is None or not beside.texts.get(path):
        return Text(source, MISSING, known.language)
    return Text(beside.texts[path], beside.state, language)


def sources(owner: str) -> Sources:
    """Give the source texts of an owner; KeyError if there is no such content."""
    name, _, edition = owner.partition("/")
    if name == ACTIONS or frameworks.is_shipped(name):
        return _shipped(owner)
    slug, number = name, int(edition)
    language = frameworks.model(slug, number).source_language
    translations = frameworks.fresh_translations(slug, number)
    return Sources(language, frameworks.texts_of(slug, number), translations)


def of_draft(model: MaturityModel, translations: Mapping[str, Translation]) -> Sources:
    """Give the source texts of a model that need not be published, with these translations."""
    return Sources(model.source_language, texts.of_model(model), translations)


@cache
def _shipped(owner: str) -> Sources:
    name, _, edition = owner.partition("/")
    if name == ACTIONS:
        release = library.release(edition)
        return Sources(release.source_language, texts.of_release(release))
    model = library.model(name, int(edition))
    return Sources(model.source_language, texts.of_model(model))


def translations(owner: str) -> Mapping[str, tuple[dict[str, str], set[str]]]:
    """Give every translation of an owner by language: its texts by path, and their states."""
    known, found = sources(owner), {}
    for language, _name in settings.LANGUAGES:
        told = {path: _text(known, owner, path, language) for path in known.texts}
        there = {path: one for path, one in told.items() if one.state not in (SOURCE, MISSING)}
        if there:
            texts = {path: one.text for path, one in there.items()}
            found[language] = (texts, {one.state for one in there.values()})
    return found


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
