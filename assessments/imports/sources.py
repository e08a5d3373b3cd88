"""Tables of a foreign file, which remember what was taken from them: the rest is a loss."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assessments.domain.shape import shown

_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its translations by language."""

    text: str
    others: Mapping[str, str] = field(default_factory=dict)


def joined(words: Iterable[Words | None], between: str) -> Words | None:
    """Put texts together; a language is kept only where every one of them has it."""
    told = [one for one in words if one is not None]
    if not told:
        return None
    languages = [one for one in told[0].others if all(one in other.others for other in told)]
    others = {name: between.join(one.others[name] for one in told) for name in languages}
    return Words(between.join(one.text for one in told), others)


class Log:
    """What was wrong, what was lost, and every table that was looked at."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.problems: list[str] = []
        self.sources: list[Source] = []
        self.translations: Texts = {}
        self._losses: dict[str, list[str]] = {}

    def lost(self, told: str, place: str = "") -> None:
        """Note a loss; places of the same loss are gathered in one sentence."""
        self._losses.setdefault(told, []).append(place)

    def put(self, table: dict[str, Any], key: str, words: Words | None, path: str) -> None:
        """Put a text into a table of the mapping, and its translations under its path."""
        if words is None:
            return
        table[key] = words.text
        self.translate(path, words)

    def translate(self, path: str, words: Words) -> None:
        """Keep the translations of a text under its path."""
        for language, text in words.others.items():
            self.translations.setdefault(language, {})[path] = text

    def losses(self) -> tuple[str, ...]:
        """Every loss as a sentence with its places, those that nobody took included."""
        rest: dict[tuple[str, str], list[str]] = {}
        for source in self.sources:
            for key in source.rest():
                rest.setdefault((source.what, key), []).append(source.place)
        told = [_sentence(text, places) for text, places in self._losses.items()]
        for (what, key), places in rest.items():
            count = f"{len(places)} {what}" + (" has it" if len(places) == 1 else "s have it")
            told.append(_sentence(f"{key}: {count}; there is no counterpart", places))
        return tuple(told)


def _sentence(told: str, places: list[str]) -> str:
    named = [one for one in places if one]
    if not named:
        return told
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"{told} ({', '.join(named[:3])}{more})"


class Source:
    """A table of the file with its place; whoever reads a key takes it."""

    def __init__(self, table: Mapping[str, Any], place: str, what: str, log: Log) -> None:
        self.table, self.place, self.what, self.log = table, place, what, log
        self.taken: set[str] = set()
        log.sources.append(self)

    def rest(self) -> list[str]:
        """The keys that hold something and were not taken."""
        empty: tuple[object, ...] = (None, "", [], {})
        found = [str(key) for key, one in self.table.items() if one not in empty]
        return [key for key in found if key not in self.taken]

    def at(self, key: str) -> str:
        """Name the place of a key."""
        return f"{self.place}.{key}" if self.place else key

    def wrong(self, key: str, told: str) -> None:
        """Note what is wrong with the value of a key."""
        self.log.problems.append(f"{self.at(key)}: {told}")

    def take(self, key: str) -> Any:
        """Take the value of a key, None if there is none."""
        self.taken.add(key)
        return self.table.get(key)

    def text(self, key: str) -> str | None:
        """Take a text; a number becomes one; an empty one is none."""
        value = self.take(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            self.wrong(key, f"expected a text, found {shown(value)}")
            return None
        return value.strip()

    def truth(self, key: str) -> bool:
        """Take true or false; what is absent is false."""
        value = self.take(key)
        if not isinstance(value, bool | None):
            self.wrong(key, f"expected true or false, found {shown(value)}")
        return value is True

    def number(self, key: str) -> Fraction | None:
        """Take an exact number: whole, or a decimal as it was written."""
        value = self.take(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
            self.wrong(key, f"expected a number, found {shown(value)}")
            return None
        return Fraction(str(value))

    def texts(self, key: str) -> list[str]:
        """Take a list of texts."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str | int) for one in value):
            self.wrong(key, f"expected a list of texts, found {shown(value)}")
            return []
        return [str(one) for one in value]

    def tables(self, key: str, what: str) -> list["Source"]:
        """Take a list of tables."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, f"expected a list, found {shown(value)}")
            return []
        return self.listed(value, self.at(key), what)

    def listed(self, value: list[Any], place: str, what: str) -> list["Source"]:
        """Make sources of the tables of a list, and tell of what is no table."""
        found = []
        for number, one in enumerate(value):
            if isinstance(one, dict):
                found.append(Source(one, f"{place}[{number}]", what, self.log))
            else:
                self.log.problems.append(f"{place}[{number}]: expected a table, found {shown(one)}")
        return found

    def table_of(self, key: str, what: str) -> "Source":
        """Take a table; what is absent is an empty one."""
        value = self.take(key)
        if not isinstance(value, dict | None):
            self.wrong(key, f"expected a table, found {shown(value)}")
        told = value if isinstance(value, dict) else {}
        return Source(told, self.at(key), what, self.log)

    def words(self, key: str) -> Words | None:
        """Take a text and what `translations` hold of it in other languages."""
        text = self.text(key)
        if text is None:
            return None
        others = {}
        for language, told in self._translations().items():
            if (other := told.text(key)) is not None:
                others[language] = other
        return Words(text, others)

    def _translations(self) -> dict[str, "Source"]:
        if "translations" not in self.taken:
            self._languages = {}
            told = self.table_of("translations", "table of translations")
            for language in told.table:
                name = str(language).replace("_", "-")
                one = told.table_of(language, "translation")
                if name == self.log.language:
                    one.taken |= set(map(str, one.table))
                    self.log.lost("translations into the source language are left out", one.place)
                else:
                    self._languages[name] = one
        return self._languages
