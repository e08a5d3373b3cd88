"""The shipped glossary as values: terms by id, each in every language; parse() and problems()."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from cms.words import letters
from courses.domain import toml
from courses.domain.problems import BundleError, Problem, same
from courses.domain.problems import Sentence as _
from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line, build

Forms = Annotated[tuple[Line, ...], FromList]


class Text(Frozen):
    """A term in one language. `synonyms` are all its other written forms, plurals too."""

    term: Line
    meaning: Line
    abbreviation: Line | None = None
    synonyms: Forms = ()
    state: Literal["draft", "second-read"] = "draft"
    linked: bool = True

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything that leads to the meaning."""
        short = (self.abbreviation,) if self.abbreviation else ()
        return (self.term, *short, *self.synonyms)


class Entry(Frozen):
    """A term: where its meaning is taken from (`ours`, or a publication), and its texts."""

    source: Line
    texts: Annotated[Mapping[Code, Text], FromTable, Field(min_length=1)]


class Glossary(Frozen):
    """All terms by id."""

    terms: Annotated[Mapping[Id, Entry], FromTable]


def parse(text: str, place: str = "glossary.toml") -> Glossary:
    """The glossary in `text`, sound in form and in sense. Raises BundleError with every problem."""
    table, wrong = toml.read(text, place)
    found, more = build(Glossary, {"terms": table}, place) if not wrong else (None, [])
    if found is None:
        raise BundleError([*wrong, *more])
    if senseless := list(problems(found, place)):
        raise BundleError(senseless)
    return found


def problems(glossary: Glossary, place: str) -> Iterator[Problem]:
    """Terms that are not in every language, and words that would lead to two meanings."""
    languages = {code for entry in glossary.terms.values() for code in entry.texts}
    leads: dict[tuple[str, str], str] = {}
    for key, entry in glossary.terms.items():
        yield from same(f"{place}, {key}", languages, entry.texts)
        for language, text in entry.texts.items():
            for form in text.forms:
                first = leads.setdefault((language, letters.plain(form)), key)
                if first != key:
                    where = f"{place}, {key}, {language}"
                    yield Problem(
                        where, _("“%(form)s” leads to `%(first)s` already.", form=form, first=first)
                    )
