"""Walks the site by its links as one visitor, and says what is wrong with the pages it finds."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

XHTML = "{http://www.w3.org/1999/xhtml}"
# Another room's (Wagtail's) pages, files, and addresses that are answered by sending on
LEFT_ALONE = ("/admin/", "/static/", "/media/")


def walk(client: Client, start: str, within: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every address below `within` that links lead to, with the faults of its page."""
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        if answer.status_code in (301, 302):
            found = [answer["Location"]]
            yield address, []
        elif answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            yield address, [*_status(answer.status_code), *faults(page, within.strip("/"))]
            found = links(page)
        else:
            yield address, _status(answer.status_code)
            found = []
        for link in found:
            path = urldefrag(link).url
            if path.startswith(within) and path not in seen and not path.startswith(LEFT_ALONE):
                seen.add(path)
                waiting.append(path)


def links(page: str) -> list[str]:
    """Return the addresses on this site that a page links to."""
    tree = html5lib.parse(page)
    found = [a.get("href", "") for a in tree.iter(f"{XHTML}a")]
    return [link for link in found if link.startswith("/") and not urlsplit(link).netloc]


def faults(page: str, language: str) -> list[str]:
    """Return what is wrong with a page: syntax, headings, direction, ids, alternatives, styles."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    found = [f"HTML: {code} at {place}" for place, code, _ in parser.errors]
    html: Element = tree
    if html.get("lang") != language:
        found.append(f"lang is {html.get('lang')}")
    if html.get("dir") != ("rtl" if language == "ar" else "ltr"):
        found.append(f"dir is {html.get('dir')}")
    headings = len(list(tree.iter(f"{XHTML}h1")))
    if headings != 1:
        found.append(f"{headings} headings of the first level")
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    found += [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    found += ["an image without alt" for i in tree.iter(f"{XHTML}img") if i.get("alt") is None]
    found += ["an inline style" for e in tree.iter() if e.get("style") is not None]
    found += ["an inline script" for s in tree.iter(f"{XHTML}script") if (s.text or "").strip()]
    found += ["a link without words" for a in tree.iter(f"{XHTML}a") if not _words(a)]
    title = tree.find(f".//{XHTML}title")
    if title is None or not re.match(r"\S.* - \S|\S.*: \S", title.text or ""):
        found.append("no title of its own")
    return found


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip() or element.get("aria-label", "")


def _status(code: int) -> list[str]:
    return [] if code == 200 else [f"status {code}"]
