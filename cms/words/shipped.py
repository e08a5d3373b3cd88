"""Texts as they are shipped: the entries of the catalogues, read from their files once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings

from cms.words import letters

FILES: Mapping[str, str] = {"interface": "django.po", "content": "content.po"}


@dataclass(frozen=True)
class Shipped:
    """A text of a catalogue: the place it says it has, its source, what is shipped for it.

    `plain` is all of it in the form in which words are compared.
    """

    catalogue: str
    context: str
    source: str
    text: str
    plain: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is told by."""
        return self.catalogue, self.context, self.source


def texts(language: str) -> tuple[Shipped, ...]:
    """Return every shipped text in a language; of plurals there are several, and so none here."""
    return tuple(one for name in FILES for one in _read(name, language))


@lru_cache(maxsize=16)
def _read(catalogue: str, language: str) -> tuple[Shipped, ...]:
    file = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / FILES[catalogue]
    if not file.exists():
        return ()
    return tuple(
        _shipped(catalogue, one.msgctxt or "", one.msgid, "" if one.fuzzy else one.msgstr)
        for one in polib.pofile(str(file), encoding="utf-8")
        if not one.obsolete and not one.msgid_plural
    )


def _shipped(catalogue: str, context: str, source: str, text: str) -> Shipped:
    plain = letters.plain(" ".join((context, source, text)))
    return Shipped(catalogue, context, source, text, plain)
