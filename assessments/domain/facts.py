"""Dated facts and the lists that say them: by whom, since when, until when, and how surely."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints

from assessments.domain.shape import Id, Truth, Value, Words, shown

UNKNOWN = "unknown"
"""Nobody has said it: the value of every fact that no list gives, and never the same as no."""

Certainty = Literal["seen", "known", "weak", "confirmed"]
"""Seen in the source; known but not seen; doubtful and never printed; confirmed by the ministry."""


def _codes(value: object) -> object:
    return value.split() if isinstance(value, str) else value


def _said(value: object) -> str | tuple[str, ...]:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ValueError("expected a text or a list of texts")


Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Codes = Annotated[tuple[Iso3, ...], BeforeValidator(_codes)]
"""Codes of countries, in a file parted by spaces."""
Said = Annotated[str | tuple[str, ...], BeforeValidator(_said)]


class Fact(Value):
    """What is said of a country, by whom and when; `certainty` is None where nobody has said it.

    `since` is the day from which it is so, such as that of joining a treaty, where somebody said
    it. What is private is for the rules alone and is never printed.
    """

    value: Said
    source: Words
    as_of: date
    valid_until: date | None = None
    certainty: Certainty | None = None
    note: Words | None = None
    private: Truth = False
    since: date | None = None

    @property
    def known(self) -> bool:
        """Tell whether anything is said at all."""
        return self.value != UNKNOWN

    def expired(self, on: date) -> bool:
        """Tell whether the fact must be looked at again on that day."""
        return self.valid_until is not None and on > self.valid_until

    def settled(self, on: date) -> bool:
        """Tell whether a plan may rest on it: the ministry confirmed it, and it holds that day.

        Anything else may add "check this" to a plan, and changes no action of it.
        """
        return self.known and self.certainty == "confirmed" and not self.expired(on)


class Entry(Value):
    """One value of a subject and the countries that have it.

    What it leaves out is that of the subject.
    """

    value: Said
    countries: Codes
    source: Words | None = None
    as_of: date | None = None
    valid_until: date | None = None
    certainty: Certainty | None = None
    note: Words | None = None
    since: date | None = None


class Subject(Value):
    """Something that may be known of every country, and the list that says it.

    `values` are the values that there are; where it is empty the value is a list of texts.
    `otherwise` is the value of all countries that no entry names: only a list that was seen
    whole has it. Without it they are unknown.
    """

    id: Id
    title: Words
    source: Words
    as_of: date
    valid_until: date | None = None
    certainty: Certainty
    values: tuple[Words, ...] = ()
    private: Truth = False
    otherwise: Words | None = None
    entries: tuple[Entry, ...] = ()

    def says(self, country: str) -> Fact:
        """The fact of this list on a country."""
        for entry in self.entries:
            if country in entry.countries:
                return self._fact(entry)
        if self.otherwise is None:
            return self.silent()
        return self._fact(Entry(value=self.otherwise, countries=()))

    def silent(self) -> Fact:
        """The fact that this list says nothing."""
        return Fact(value=UNKNOWN, source=self.source, as_of=self.as_of, private=self.private)

    def refused(self, value: str | tuple[str, ...]) -> str | None:
        """Say what was expected instead of a value, or None where it is one of the subject."""
        if not self.values:
            return None if isinstance(value, tuple) else "expected a list of texts"
        if value in self.values:
            return None
        return f"expected {' or '.join(self.values)}"

    def _fact(self, entry: Entry) -> Fact:
        return Fact(
            value=entry.value,
            source=entry.source or self.source,
            as_of=entry.as_of or self.as_of,
            valid_until=entry.valid_until or self.valid_until,
            certainty=entry.certainty or self.certainty,
            note=entry.note,
            private=self.private,
            since=entry.since,
        )


def problems(path: str, subject: Subject, countries: frozenset[str]) -> Iterator[str]:
    """Tell what makes no sense in a list of facts on these countries, a sentence each."""
    yield from repeated(path, (code for one in subject.entries for code in one.countries))
    if UNKNOWN in subject.values:
        yield f"{path}.values: unknown is what no list says, not a value of one"
    if subject.otherwise is not None and (expected := subject.refused(subject.otherwise)):
        yield f"{path}.otherwise: {expected}, found {shown(subject.otherwise)}"
    yield from _dates(path, subject.as_of, subject.valid_until)
    if subject.certainty == "confirmed":
        yield f"{path}.certainty: only a ministry confirms a fact"
    for number, entry in enumerate(subject.entries):
        place = f"{path}.entries[{number}]"
        if expected := subject.refused(entry.value):
            yield f"{place}.value: {expected}, found {shown(entry.value)}"
        for code in entry.countries:
            if code not in countries:
                yield f"{place}.countries: {code} is no country of the list"
        until = entry.valid_until or subject.valid_until
        yield from _dates(place, entry.as_of or subject.as_of, until)
        if entry.certainty == "confirmed":
            yield f"{place}.certainty: only a ministry confirms a fact"


def _dates(path: str, as_of: date, until: date | None) -> Iterator[str]:
    if until is not None and until < as_of:
        yield f"{path}.valid_until: expected {as_of} or later, found {until}"


def repeated(path: str, names: Iterable[str]) -> Iterator[str]:
    """Tell which names stand more than once in a place."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{path}: {name} is named {times} times"
