"""What every page needs: languages, addresses, section, and whether it is a demonstration."""

from collections.abc import Mapping

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

from cms import addresses, emergencies, responses
from cms.people.models import Institution

DEMONSTRATION = "demonstration"
SECTIONS = ("courses", "assessments", "roadmaps", "desk")


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Return what base.html shows: `languages`, `canonical`, `alternates`, `report_page`...

    `canonical`, `alternates` and `report_page` are empty but on pages of the site tree, which are
    the public texts.
    """
    if request.path.startswith("/admin/"):
        return {}
    paths = _paths(request)
    public = getattr(request, "served_page", None) is not None
    own = paths.get(get_language(), "") if public else ""
    return {
        "languages": _languages(paths),
        "canonical": addresses.absolute(own) if own else "",
        "alternates": addresses.alternates(paths) if public else [],
        "report_page": own,
        "section": _section(request.path),
        "demonstration": is_demonstration(),
        "own_emergencies": emergencies.running(request),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }


def is_demonstration() -> bool:
    """Tell whether an institution of the demonstration lives here; asked once a minute."""
    known = cache.get(DEMONSTRATION)
    if known is None:
        known = Institution.demonstrates()
        cache.set(DEMONSTRATION, known, timeout=60)
    return known


def _paths(request: HttpRequest) -> dict[str, str]:
    """Return the paths of this page by language: of a page in the tree, of those that live."""
    page = getattr(request, "served_page", None)
    if page is None:
        path = request.get_full_path()
        return {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
    key = ("versions", page.translation_key, request.get_host())
    return responses.remember(key, lambda: _versions(page, request))


def _versions(page: Page, request: HttpRequest) -> dict[str, str]:
    versions = page.get_translations(inclusive=True).live().select_related("locale")
    return {version.locale.language_code: version.get_url(request) or "" for version in versions}


def _languages(paths: Mapping[str, str]) -> list[dict[str, object]]:
    here = get_language()
    return [
        {
            "code": code,
            "name": name,
            "url": paths.get(code) or f"/{code}/",
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]


def _section(path: str) -> str:
    if path.endswith("/verify/plan/"):
        return "roadmaps"
    part = path.split("/")[2] if path.count("/") >= 2 else ""
    part = {"learn": "courses", "verify": "courses"}.get(part, part)
    return part if part in SECTIONS else ""
