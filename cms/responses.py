"""Whole pages kept ready: what everybody may read is drawn once, and given out as it is.

Only pages of Wagtail below a language prefix are kept, asked for with GET, without a query string
and by a visitor whose browser brings no cookie of this site but the one of the data-light switch or
of a form. A page that is restricted, sets a
cookie or varies by anything unknown is drawn every time. Publishing anything empties all of it.
"""

import gzip
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms import light
from cms.people.models import TextVersion
from cms.words.models import Correction, TermText

SECONDS = 600  # heals whatever changes a page without publishing one
ASK_AFTER = 1.0  # seconds for which a process trusts the generation that it knows
ENTRIES = 400  # pages that one process holds: some 10 MB
FACTS = 2000  # and what it knows of the tree of pages
LARGEST = 250_000  # bytes
WORTH_PACKING = 200  # bytes, as in Django's own middleware
GENERATION = "responses:generation"
KNOWN_VARIATIONS = {"accept-encoding", "cookie", "save-data"}
IMPERSONAL = {settings.CSRF_COOKIE_NAME, light.COOKIE}  # cookies that say nothing of who reads


@dataclass(frozen=True)
class Kept:
    """A page as it was sent: its headers without those of the encoding, and its bytes twice."""

    headers: tuple[tuple[str, str], ...]
    plain: bytes
    packed: bytes  # empty where compressing does not help
    until: float  # seconds of the clock that all processes share

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page in the encoding that this browser takes."""
        packed = self.packed and re_accepts_gzip.search(
            request.META.get("HTTP_ACCEPT_ENCODING", "")
        )
        body = self.packed if packed else self.plain
        response = HttpResponse(b"" if request.method == "HEAD" else body)
        for name, value in self.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(body))
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


class Shelf:
    """What one process holds of the shared cache, least recently asked for first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._facts: dict[Hashable, Any] = {}
        self._generation, self._asked = "", float("-inf")

    def generation(self) -> str:
        """Return the name of what is valid now; the shared cache is asked once a second."""
        if time.monotonic() - self._asked > ASK_AFTER:
            found = cache.get(GENERATION) or _begin_generation()
            with self._lock:
                if found != self._generation:
                    self._pages.clear()
                    self._facts = {}
                self._generation, self._asked = found, time.monotonic()
        return self._generation

    def forget(self) -> None:
        """Ask for the generation again before anything else is given out."""
        self._asked = float("-inf")

    def get(self, key: str) -> Kept | None:
        """Return a page from this process, else from the shared cache, while it is fresh."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
        if kept is None:
            kept = cache.get(key)
            if kept is not None:
                self._hold(key, kept)
        return kept if kept is not None and time.time() < kept.until else None

    def put(self, key: str, kept: Kept) -> None:
        """Keep a page here and for the other processes."""
        self._hold(key, kept)
        cache.set(key, kept, timeout=SECONDS)

    def fact(self, key: Hashable, find: Callable[[], Any]) -> Any:
        """Return what `find` says, asked once for every generation and every ten minutes."""
        key = (self.generation(), int(time.time() // SECONDS), key)
        found = self._facts.get(key)
        if found is None:
            found = find()
            if len(self._facts) >= FACTS:
                self._facts = {}
            self._facts[key] = found
        return found

    def _hold(self, key: str, kept: Kept) -> None:
        with self._lock:
            self._pages[key] = kept
            while len(self._pages) > ENTRIES:
                self._pages.popitem(last=False)


_shelf = Shelf()


class KeepWholePages:
    """Answer from what is kept, and keep what may be. Stands outside of everything that draws.

    Off while DEBUG is on, and where the setting KEEP_WHOLE_PAGES is false.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not keeping():
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.prefixes = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._could_be_kept(request):
            return self.get_response(request)
        key = _key(request, _shelf.generation())
        kept = _shelf.get(key)
        if kept is not None:
            return kept.answer(request)
        response = self.get_response(request)
        if request.method == "GET" and _may_be_kept(request, response):
            _shelf.put(key, _kept(response))
        return response

    def _could_be_kept(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and request.path.startswith(self.prefixes)
            and not request.META.get("QUERY_STRING")
            and not getattr(request, "is_dummy", False)  # an editor's preview
            and (not request.META.get("HTTP_COOKIE") or request.COOKIES.keys() <= IMPERSONAL)
        )


def remember(key: Hashable, find: Callable[[], Any]) -> Any:
    """Return what `find` says of the public tree, remembered until something in it is published.

    For what is the same for every reader: addresses, outlines, pages; never what somebody may see.
    Another process may be a second behind. Where nothing is kept, `find` is asked every time.
    """
    return _shelf.fact(key, find) if keeping() else find()


def empty() -> None:
    """Let nothing that is kept now be given out again, as soon as the transaction is committed.

    Before the commit another process could still draw the old page and keep it as the new one.
    This process knows at once, others within a second.
    """
    transaction.on_commit(_empty_now)


def connect() -> None:
    """Empty on everything that changes what visitors may read."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_on_change, dispatch_uid="responses")
    for signal in (post_save, post_delete):
        for model in (
            PageViewRestriction,
            Site,
            TextVersion,
            TermText,
            Correction,
            *_shown_on_public_pages(),
        ):
            signal.connect(_on_change, sender=model, dispatch_uid=f"responses {model.__name__}")


def _shown_on_public_pages() -> list[type[Model]]:
    """Return what pages of courses show beside their own text."""
    names = ("EnrolmentRule", "LearningPath", "CourseRelease", "ChangeClass")
    return [apps.get_model("courses", name) for name in names]


def keeping() -> bool:
    """Tell whether anything is kept or remembered here."""
    return not settings.DEBUG and getattr(settings, "KEEP_WHOLE_PAGES", True)


def _on_change(**_signal: object) -> None:
    empty()


def _empty_now() -> None:
    cache.set(GENERATION, uuid.uuid4().hex, timeout=None)
    _shelf.forget()


def _begin_generation() -> str:
    cache.add(GENERATION, uuid.uuid4().hex, timeout=None)
    return str(cache.get(GENERATION, ""))


def _key(request: HttpRequest, generation: str) -> str:
    """Name an answer: files of this release, generation, whole address, data-light or not."""
    release = getattr(staticfiles_storage, "manifest_hash", "")
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, address)
    return f"responses:{release}:{generation}:{int(light.wanted(request))}:{name}"


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    page = getattr(request, "served_page", None)
    return (
        page is not None
        and isinstance(response, HttpResponse)
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= LARGEST
        and not response.cookies
        and "Cache-Control" not in response.headers  # whoever says something about it decides
        and {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
        <= {"", *KNOWN_VARIATIONS}
        and not page.get_view_restrictions().exists()
    )


def _kept(response: HttpResponse) -> Kept:
    body = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    packed = gzip.compress(body, mtime=0) if len(body) >= WORTH_PACKING else b""
    return Kept(
        headers=tuple(
            (name, value)
            for name, value in response.headers.items()
            if name not in ("Content-Encoding", "Content-Length")
        ),
        plain=body,
        packed=packed if len(packed) < len(body) else b"",
        until=time.time() + SECONDS,
    )
