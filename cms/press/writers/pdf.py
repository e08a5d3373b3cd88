"""PDF: a page of HTML becomes tagged pages of paper. Only workers import WeasyPrint."""

import gc
import mimetypes
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import storages

from cms.press.writers import lines

_OPTIONS = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
LONG = 15
"""Pages from which on memory is worth a tenth of a second."""
_DATA_IMAGES = ("data:image/png;", "data:image/jpeg;", "data:image/svg+xml")


class ForbiddenResource(ValueError):
    """The page asks for something that is not a static or media file of this site."""


def fit(variants: Iterable[str], pages: int, *, title: str, language: str) -> bytes:
    """Return the first of the pages of HTML that takes so many pages of paper, as `write` does.

    The variants tell the same, each tighter than the one before; if none fits, the last is
    returned.
    """
    rendered = None
    for html in variants:
        rendered = _rendered(html, title, language)
        if len(rendered.pages) <= pages:
            break
    if rendered is None:
        raise ValueError("There is nothing to write.")
    return rendered.write_pdf(**_OPTIONS)


def write(html: str, *, title: str, language: str) -> bytes:
    """Return the page as a tagged PDF, as `paged` does, without their number."""
    return paged(html, title=title, language=language)[0]


def paged(html: str, *, title: str, language: str) -> tuple[bytes, int]:
    """Return the page as a tagged PDF with this title and language, and its number of pages.

    Stylesheets and images are addressed as `static:site/css/print.css`, `media:images/x.png`
    or by the site's own addresses of them; anything else raises ForbiddenResource, and so
    does a file that is missing: half a document is worse than none. The title, the language
    and the direction given here win over those in the page, so that what a screen reader
    announces is never forgotten. Words in SVG are not for WeasyPrint: labels are HTML.
    """
    rendered = _rendered(html, title, language)
    pages = len(rendered.pages)
    if pages > LONG:
        gc.collect()  # what the layout left behind makes room for the writing
    return rendered.write_pdf(**_OPTIONS), pages


def _rendered(html: str, title: str, language: str) -> Any:
    """Lay a page of HTML out on paper."""
    # Half a second and many megabytes: a web process never pays for this import.
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    lines.lay_out_once()
    try:
        document = HTML(string=html, base_url=f"{settings.BASE_URL}/", url_fetcher=_fetcher())
        _declare(document.etree_element, title, language)
        sheets = _styles(document.etree_element)
        return document.render(_fonts(), stylesheets=sheets, **_OPTIONS)
    except FatalURLFetchingError as refusal:
        raise ForbiddenResource(str(refusal.__cause__ or refusal)) from refusal


def _declare(root: Any, title: str, language: str) -> None:
    """Write title, language and direction into the parsed page."""
    root.set("lang", language)
    direction = Locale.parse(language.replace("-", "_")).text_direction
    root.set("dir", direction)
    lines.join(root, direction)
    head = root.find("head")
    for former in head.findall("title"):
        head.remove(former)
    head.insert(0, head.makeelement("title", {}))
    head[0].text = title


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of this machine, looked up once: no stylesheet of ours brings its own."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _styles(root: Any) -> list[Any]:
    """Take the links to stylesheets out of the parsed page, and return the sheets, parsed."""
    head = root.find("head")
    links = [link for link in head.findall("link") if link.get("rel") == "stylesheet"]
    for link in links:
        head.remove(link)
    return [_parsed(*resource(link.get("href"))) for link in links]


@lru_cache(maxsize=8)
def _parsed(address: str, content: bytes) -> Any:
    """Parse a stylesheet: as costly as a page of paper, and the same for every document."""
    from weasyprint import CSS

    return CSS(string=content.decode(), base_url=address, url_fetcher=_fetcher())


def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class SiteFetcher(URLFetcher):
        """Reads files of this site from its own storages; opens no socket and no path."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith(_DATA_IMAGES):
                return super().fetch(url, headers)
            address, content = resource(url)
            kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
            return URLFetcherResponse(address, content, {"Content-Type": kind})

    # Without this WeasyPrint logs a line and prints the page without its stylesheet.
    return SiteFetcher(allowed_protocols=("data",), fail_on_errors=True)


def resource(url: str) -> tuple[str, bytes]:
    """Return the site's own address of a static or media file, and its bytes.

    Everything else raises ForbiddenResource: other hosts, other schemes, `file:`, and paths
    that lead out of the two folders.
    """
    plain = url.split("#")[0].split("?")[0]
    for scheme, prefix, read in (
        ("static:", settings.STATIC_URL, _static),
        ("media:", settings.MEDIA_URL, _media),
    ):
        own = f"{settings.BASE_URL}{prefix}"
        for start in (scheme, own):
            if plain.startswith(start):
                path = plain.removeprefix(start)
                return own + path, _read(read, path, url)
    raise ForbiddenResource(f"A document may not load {url}: it is no file of this site.")


def _read(read: Any, path: str, url: str) -> bytes:
    try:
        return read(path)
    except (OSError, SuspiciousOperation) as error:
        raise ForbiddenResource(f"A document asks for {url}, which is not there.") from error


def _static(path: str) -> bytes:
    # The source files, not the collected ones: their names carry no hash of the content.
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    with open(str(found), "rb") as file:
        return file.read()


def _media(path: str) -> bytes:
    with storages["default"].open(path, "rb") as file:
        return file.read()
