"""Whole addresses of this site, and the same page in every language for search engines."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

DEFAULT = "x-default"
LONGEST = 300


def absolute(path: str) -> str:
    """Return the address of `path` as the world knows it, whatever host the request named."""
    return urljoin(f"{settings.BASE_URL}/", path)


def alternates(paths: Mapping[str, str]) -> list[dict[str, str]]:
    """Return {language, url} for every language of `paths`, then the one for all the others.

    >>> alternates({"fr": "/fr/x/", "en": "/en/x/"})[-1]["language"]
    'x-default'
    """
    known = [(code, paths[code]) for code, _name in settings.LANGUAGES if paths.get(code)]
    if known:
        known.append((DEFAULT, paths.get(settings.LANGUAGE_CODE) or known[0][1]))
    return [{"language": code, "url": absolute(path)} for code, path in known]


def own_address(address: str, *, host: str) -> str:
    """Return the path of a page of this site with its query; "" when the address is none."""
    path, query = own_path(address, host=host), urlsplit(address.strip()).query
    return f"{path}?{query}" if path and query and len(query) <= LONGEST else path


def own_path(address: str, *, host: str) -> str:
    """Return the path of a page of this site, without query; "" when the address is none.

    Accepts a path or a whole address on `host`; a page's path begins with a language.
    """
    address = address.strip()
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={host}):
        return ""
    path = urlsplit(address).path
    in_a_language = any(path.startswith(f"/{code}/") for code, _name in settings.LANGUAGES)
    return path if in_a_language and len(path) <= LONGEST and path.isprintable() else ""
