"""Walks the site by its links as one visitor, and says what is wrong with the pages it finds."""

import functools
import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.db import connection, reset_queries
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

XHTML = "{http://www.w3.org/1999/xhtml}"
# Another room's (Wagtail's) pages, files, and addresses that are answered by sending on
LEFT_ALONE = ("/admin/", "/static/", "/media/")
MOST_QUERIES = 28  # of a page that nobody has asked for lately: what is remembered is found anew
# Gzipped, of a page whose styles and scripts are there
MOST_BYTES = 20_000
SAID_BEFORE = ("/book/",)  # of pages that grow with their course the link says what they weigh


def walk(
    client: Client, starts: Iterable[str], within: str, alike: int | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield `starts` and every address below `within` that links lead to, with its faults.

    Of addresses that differ only in what is asked (`?page=…`) the first one is opened; of links
    that differ only in their last part, such as the lessons of a module, at most `alike`.
    """
    waiting = list(starts)
    seen = {urlsplit(address).path for address in waiting}
    beside = Counter(_folder(path) for path in seen)
    while waiting:
        address = waiting.pop()
        answer, found = fetch(client, address)
        yield address, [*_status(answer.status_code), *found]
        for link in _onward(answer):
            path = urlsplit(link).path
            if path in seen or not path.startswith(within) or path.startswith(LEFT_ALONE):
                continue
            seen.add(path)
            beside[_folder(path)] += 1
            if alike is None or beside[_folder(path)] <= alike:
                waiting.append(link)


def _folder(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def fetch(client: Client, address: str) -> tuple[HttpResponse, list[str]]:
    """Ask for an address; return the answer and what is wrong with it, its status apart."""
    reset_queries()  # the log holds nine thousand, and then counts no more
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    found = []
    if len(asked) > MOST_QUERIES:
        found.append(f"{len(asked)} queries")
    if _is_page(answer) and answer.content:
        weight = len(gzip.compress(answer.content, 6))
        if weight > MOST_BYTES and not address.endswith(SAID_BEFORE):
            found.append(f"{weight} bytes gzipped")
        found += faults(answer.content.decode(), address.strip("/").split("/")[0])
    return answer, found


def _is_page(answer: HttpResponse) -> bool:
    handed_out = answer.headers.get("Content-Disposition", "").startswith("attachment")
    return answer.headers.get("Content-Type", "").startswith("text/html") and not handed_out


def _onward(answer: HttpResponse) -> list[str]:
    if answer.status_code in (301, 302):
        return [answer["Location"]]
    return links(answer.content.decode()) if _is_page(answer) else []


def links(page: str) -> list[str]:
    """Return the addresses on this site that a page links to."""
    found = [a.get("href", "") for a in _parsed(_plain(page))[0].iter(f"{XHTML}a")]
    return [urldefrag(link).url for link in found if link[:1] == "/" and not urlsplit(link).netloc]


def faults(page: str, language: str) -> list[str]:
    """Return what is wrong with a page: syntax, headings, direction, ids, alternatives, styles."""
    return list(_faults(_plain(page), language))


def _plain(page: str) -> str:
    """Leave out what differs at every visit, so that the same page is looked at once."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r'\1""', page)


@functools.lru_cache(maxsize=64)
def _parsed(page: str) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    return tree, [f"HTML: {code} at {place}" for place, code, _ in parser.errors]


@functools.lru_cache(maxsize=2000)
def _faults(page: str, language: str) -> tuple[str, ...]:
    html, found = _parsed(page)
    found = [*found, *_marked(html, language)]
    headings = len(list(html.iter(f"{XHTML}h1")))
    if headings != 1:
        found.append(f"{headings} headings of the first level")
    ids = Counter(e.get("id") for e in html.iter() if e.get("id"))
    found += [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    found += ["an image without alt" for i in html.iter(f"{XHTML}img") if i.get("alt") is None]
    found += ["an inline style" for e in html.iter() if e.get("style") is not None]
    found += ["an inline script" for s in html.iter(f"{XHTML}script") if (s.text or "").strip()]
    found += ["a link without words" for a in html.iter(f"{XHTML}a") if not _words(a)]
    title = html.find(f".//{XHTML}title")
    if title is None or not re.match(r"\S.* - \S|\S.*: \S", title.text or ""):
        found.append("no title of its own")
    return tuple(found)


def _marked(html: Element, language: str) -> list[str]:
    direction = "rtl" if language == "ar" else "ltr"
    wanted = {"lang": language, "dir": direction}
    return [f"{name} is {html.get(name)}" for name in wanted if html.get(name) != wanted[name]]


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip() or element.get("aria-label", "")


def _status(code: int) -> list[str]:
    return [] if code in (200, 301, 302) else [f"status {code}"]
