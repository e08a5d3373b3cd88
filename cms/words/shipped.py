"""Texts as they are shipped: the entries of the catalogues, read from their files once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings

from cms.words import letters

CONTENT = "content"
NO_NUMBER = -1
Key = tuple[str, str, str, int]
"""Catalogue, place, source and number of a text."""

FILES: Mapping[str, str] = {"interface": "django.po", CONTENT: "content.po"}


@dataclass(frozen=True)
class Shipped:
    """A text of a catalogue: the place it says it has, its source, what is shipped for it.

    `plain` is all of it in the form in which words are compared. A text that counts has several
    forms: `number` tells which one of `forms` this is, and `source` is that of many. Forms are
    numbered as the catalogue of the language numbers them; NO_NUMBER stands for a text without.
    """

    catalogue: str
    context: str
    source: str
    text: str
    plain: str = ""
    one: str = ""
    number: int = NO_NUMBER
    forms: int = 0

    @property
    def key(self) -> Key:
        """What it is told by, in whichever version or release it is shipped."""
        return self.catalogue, place(self.catalogue, self.context), self.source, self.number


def place(catalogue: str, context: str) -> str:
    """Return where a text stands, without the version of the model or the release of the library.

    >>> place("content", "national-csirt/2/mandate/question")
    'national-csirt/mandate/question'
    """
    if catalogue != CONTENT:
        return context
    name, _, rest = context.partition("/")
    return f"{name}/{rest.partition('/')[2]}"


def texts(language: str) -> tuple[Shipped, ...]:
    """Return every shipped text in a language; one that counts in each of its forms."""
    return tuple(one for name in FILES for one in _read(name, language))


@lru_cache(maxsize=16)
def _read(catalogue: str, language: str) -> tuple[Shipped, ...]:
    file = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / FILES[catalogue]
    if not file.exists():
        return ()
    entries = polib.pofile(str(file), encoding="utf-8")
    return tuple(text for one in entries if not one.obsolete for text in _shipped(catalogue, one))


def _shipped(catalogue: str, entry: polib.POEntry) -> Iterator[Shipped]:
    context, known = entry.msgctxt or "", "" if entry.fuzzy else entry.msgstr
    if not entry.msgid_plural:
        plain = letters.plain(" ".join((context, entry.msgid, known)))
        yield Shipped(catalogue, context, entry.msgid, known, plain)
        return
    for number, form in sorted(entry.msgstr_plural.items()):
        plain = letters.plain(" ".join((context, entry.msgid, entry.msgid_plural, form)))
        told = (entry.msgid, number, len(entry.msgstr_plural))
        yield Shipped(catalogue, context, entry.msgid_plural, form, plain, *told)
