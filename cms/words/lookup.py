"""Corrected words win over the catalogues: held in memory, renewed when somebody has mended one.

Every process asks the shared cache once a second which corrections are valid. Where nothing asks
(commands without a database) there are none.
"""

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import trans_real

from cms.words.models import Correction

GENERATION = "words:corrections"
ASK_AFTER = 1.0  # seconds for which a process trusts the generation that it knows
CONTEXT = "\x04"  # what parts context and text in a catalogue of gettext

Key = tuple[str, str]
"""The context of a text and its source: as long as both are the same, a correction is valid."""


class _Held:
    """The corrections that one process knows, by language."""

    def __init__(self) -> None:
        self.content: dict[str, dict[Key, Correction]] = {}
        self.interface: dict[str, dict[Any, str]] = {}
        self.generation, self.asked = "", float("-inf")
        self.lock = threading.Lock()


_held = _Held()


class MendWords:
    """Let every page say what was mended. Off where the setting MEND_WORDS is false."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not getattr(settings, "MEND_WORDS", True):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refresh()
        return self.get_response(request)


def content(language: str, context: str, source: str) -> Correction | None:
    """Return how a text of a model or an action was mended, as long as its source is the same."""
    return _held.content.get(language, {}).get((context, source))


def refresh(**_signal: Any) -> None:
    """Read the corrections anew where others have changed them; asked at most once a second."""
    if time.monotonic() - _held.asked < ASK_AFTER or not getattr(settings, "MEND_WORDS", True):
        return
    found = cache.get(GENERATION) or _begin()
    if found != _held.generation:
        read()
    _held.generation, _held.asked = found, time.monotonic()


def read() -> None:
    """Read all corrections and let them win; one query."""
    content: dict[str, dict[Key, Correction]] = {}
    interface: dict[str, dict[Any, str]] = {}
    for row in Correction.objects.all():
        if row.catalogue == Correction.Catalogue.CONTENT:
            content.setdefault(row.language, {})[row.context, row.source] = row
        else:
            name = f"{row.context}{CONTEXT}{row.source}" if row.context else row.source
            interface.setdefault(row.language, {})[name] = row.text
    with _held.lock:
        _held.content = content
        for language in {*interface, *_held.interface}:
            _lay_over(language, interface.get(language, {}))
        _held.interface = interface


def changed() -> None:
    """Let every process read again, this one at once; as soon as the transaction is committed."""
    transaction.on_commit(_changed)


def forget() -> None:
    """Hold no correction at all, as a fresh process does."""
    for language in _held.interface:
        _lay_over(language, {})
    _held.content, _held.interface = {}, {}
    _held.generation, _held.asked = "", float("-inf")


def _changed() -> None:
    cache.set(GENERATION, uuid.uuid4().hex, timeout=None)
    _held.asked = float("-inf")
    refresh()


def _begin() -> str:
    cache.add(GENERATION, uuid.uuid4().hex, timeout=None)
    return str(cache.get(GENERATION, ""))


def _lay_over(language: str, words: Mapping[Any, str]) -> None:
    """Put corrected words before every other catalogue of a language, in place of former ones."""
    catalogue = trans_real.translation(language)._catalog
    known = catalogue._catalogs
    if known and isinstance(known[0], _Mended):
        known[0] = _Mended(words)
    elif words:
        known.insert(0, _Mended(words))
        catalogue._plurals.insert(0, catalogue._plurals[0])


class _Mended(dict[Any, str]):
    """Words that were mended here."""
