"""Kinds of jobs: what a room registers, so that the press can run it without knowing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from cms.people.models import User
from cms.press.models import Job


@dataclass(frozen=True, kw_only=True)
class Produced:
    """What a job made: a file name (any script), its bytes, its media type.

    What is large comes as an open file, read from its beginning and then closed. `pages` is said
    before somebody fetches it.
    """

    name: str
    content: bytes | IO[bytes]
    content_type: str
    pages: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a page says at the end of a job whose file is a report only: what was done, and where
    that is seen, as an address and the words of its link."""

    sentences: Sequence[str]
    address: str
    link: str | Promise
    file: str | Promise


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of job.

    `run(args, language)` gets the arguments as stored and must be free of effects beside
    its result: it may run again after a worker's death. `may_read(user, job)` decides who
    sees the job and its file; nobody else does. `back(job)` is the address of the page that
    the job was asked for on. `ended(job)` says what was done, where that is no document. `run`
    raises `Refused` with a sentence where the work cannot be done and trying again would not
    help. `prepare` reads what every run needs before the first of them, without a database: a
    worker calls it as it starts.
    """

    name: str
    title: str | Promise
    run: Callable[[Mapping[str, Any], str], Produced]
    may_read: Callable[[User, Job], bool]
    back: Callable[[Job], str] | None = None
    ended: Callable[[Job], Ended | None] | None = None
    prepare: Callable[[], None] | None = None


class Refused(Exception):
    """The work cannot be done; the message is a sentence for the person who asked."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; call it in `AppConfig.ready`. A name taken twice is an error."""
    known = _kinds.get(kind.name)
    if known is not None and known.run is not kind.run:
        raise ImproperlyConfigured(f"Two kinds of jobs are called {kind.name!r}; rename one.")
    _kinds[kind.name] = kind


def find(name: str) -> Kind | None:
    """Return the kind of this name, or None where no installed room knows it."""
    return _kinds.get(name)


def prepare() -> None:
    """Let every kind read what its runs need."""
    for kind in _kinds.values():
        if kind.prepare:
            kind.prepare()
