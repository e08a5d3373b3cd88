"""Country facts: what dated lists say of a country, and what its ministry confirmed."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import StringConstraints

from assessments.domain import facts
from assessments.domain.facts import UNKNOWN, Certainty, Entry, Fact, Iso3, Said, Subject, repeated
from assessments.domain.shape import Id, ShapeError, Truth, Value, Words, read, shown

__all__ = [
    "LANGUAGES",
    "UNKNOWN",
    "Certainty",
    "Countries",
    "Country",
    "Entry",
    "Fact",
    "Named",
    "Subject",
    "confirm",
    "parse",
    "problems",
]

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
"""Every country has a name in each of these; other languages fall back to the first."""


class Named(Value):
    """A country's codes and names. An invented one brings its own facts; no list speaks of it.

    They count as confirmed, so that a demonstration shows what a confirmed fact does.
    """

    iso3: Iso3
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    m49: Annotated[str, StringConstraints(pattern=r"^\d{3}$")] | None = None
    names: Mapping[str, Words]
    fictional: Truth = False
    facts: Mapping[Id, Said] = {}


class Country(Value):
    """A country with a fact for every subject."""

    iso3: Iso3
    names: Mapping[str, Words]
    fictional: Truth = False
    facts: Mapping[Id, Fact]

    def name(self, language: str) -> str:
        """The name in a language, or in English where it has none."""
        return self.names.get(language, self.names[LANGUAGES[0]])

    def holds(self, subject: str, value: str) -> bool | None:
        """Tell whether a fact is this value, or has it in its list; None where it is unknown.

        KeyError if there is no such subject.
        """
        fact = self.facts[subject]
        if not fact.known:
            return None
        return value in fact.value if isinstance(fact.value, tuple) else value == fact.value


class Countries(Value):
    """The shipped facts: subjects with their lists, and the countries of which they speak."""

    issued: date
    notice: Words
    invented: Words
    subjects: tuple[Subject, ...]
    countries: tuple[Named, ...]

    @cached_property
    def _named(self) -> dict[str, Named]:
        return {one.iso3: one for one in self.countries}

    def of(self, iso3: str) -> Country:
        """The country of that code with all its facts; KeyError if there is none."""
        named = self._named[iso3]
        return Country(
            iso3=iso3,
            names=named.names,
            fictional=named.fictional,
            facts={one.id: self._fact(one, named) for one in self.subjects},
        )

    def unlisted(self, iso3: str, name: str) -> Country:
        """A country that the list does not have: nothing is known of it, yet it may confirm."""
        facts = {one.id: one.silent() for one in self.subjects}
        return Country(iso3=iso3, names={LANGUAGES[0]: name}, facts=facts)

    def subject(self, name: str) -> Subject | None:
        """The subject of that id, or None if there is none."""
        return next((one for one in self.subjects if one.id == name), None)

    def _fact(self, subject: Subject, named: Named) -> Fact:
        if not named.fictional:
            return subject.says(named.iso3)
        if subject.id not in named.facts:
            return subject.silent()
        return Fact(
            value=named.facts[subject.id],
            source=self.invented,
            as_of=self.issued,
            certainty="confirmed",
            private=subject.private,
        )


def parse(mapping: Mapping[str, Any]) -> Countries:
    """Make the facts of what a TOML file held, or raise ShapeError with every problem at once."""
    return read(Countries, mapping)


def confirm(
    countries: Countries,
    country: Country,
    values: Mapping[str, str | tuple[str, ...]],
    *,
    source: str,
    as_of: date,
    valid_until: date | None = None,
    since: date | None = None,
) -> Country:
    """Put what the ministry said in the place of the shipped facts, as confirmed facts.

    `since` is the day from which the values hold, where it is known. A ShapeError names every
    subject that does not exist and every value that is none of its. What nobody knows is left out
    and not confirmed as unknown.
    """
    subjects = {one.id: one for one in countries.subjects}
    found = [f"values.{name}: there is no such fact" for name in values if name not in subjects]
    for name, value in values.items():
        if name in subjects and (expected := subjects[name].refused(value)):
            found.append(f"values.{name}: {expected}, found {shown(value)}")
    if found:
        raise ShapeError(found)
    said = {
        name: Fact(
            value=value,
            source=source,
            as_of=as_of,
            valid_until=valid_until,
            certainty="confirmed",
            private=subjects[name].private,
            since=since,
        )
        for name, value in values.items()
    }
    return country.model_copy(update={"facts": {**country.facts, **said}})


def problems(countries: Countries) -> list[str]:
    """Tell what makes no sense in well-shaped facts, a sentence each with its place."""
    real = frozenset(one.iso3 for one in countries.countries if not one.fictional)
    found = [
        *repeated("subjects", (one.id for one in countries.subjects)),
        *repeated("countries", (one.iso3 for one in countries.countries)),
        *_countries(countries),
    ]
    for number, subject in enumerate(countries.subjects):
        found += facts.problems(f"subjects[{number}]", subject, real)
    return found


def _countries(countries: Countries) -> Iterator[str]:
    subjects = {one.id: one for one in countries.subjects}
    for number, one in enumerate(countries.countries):
        path = f"countries[{number}]"
        if missing := [name for name in LANGUAGES if name not in one.names]:
            yield f"{path}.names: {', '.join(missing)} is missing"
        if one.facts and not one.fictional:
            yield f"{path}.facts: only an invented country has facts of its own"
        if one.fictional != ("XAA" <= one.iso3 <= "XZZ"):
            yield f"{path}.iso3: the codes XAA to XZZ are those of invented countries"
        for name, value in one.facts.items():
            if name not in subjects:
                yield f"{path}.facts.{name}: there is no such subject"
            elif expected := subjects[name].refused(value):
                yield f"{path}.facts.{name}: {expected}, found {shown(value)}"
