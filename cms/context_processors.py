"""What the frame of every page needs: languages, section, and whether this is a demonstration."""

from collections.abc import Mapping

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from cms.people.models import Institution

DEMONSTRATION = "demonstration"
SECTIONS = ("courses", "assessments", "roadmaps", "desk")


def frame(request: HttpRequest) -> Mapping[str, object]:
    """Return `languages`, `section`, `demonstration` and `site_name` for base.html."""
    if request.path.startswith("/admin/"):
        return {}
    return {
        "languages": _languages(request),
        "section": _section(request.path),
        "demonstration": is_demonstration(),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }


def is_demonstration() -> bool:
    """Tell whether an institution of the demonstration lives here; asked once a minute."""
    known = cache.get(DEMONSTRATION)
    if known is None:
        known = Institution.objects.filter(is_demonstration=True).exists()
        cache.set(DEMONSTRATION, known, timeout=60)
    return known


def _languages(request: HttpRequest) -> list[dict[str, object]]:
    page = getattr(request, "served_page", None)
    if page is None:
        path = request.get_full_path()
        addresses = {code: translate_url(path, code) for code, _ in settings.LANGUAGES}
    else:
        addresses = {
            version.locale.language_code: version.get_url(request)
            for version in page.get_translations(inclusive=True).live().select_related("locale")
        }
    here = get_language()
    return [
        {
            "code": code,
            "name": name,
            "url": addresses.get(code) or f"/{code}/",
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]


def _section(path: str) -> str:
    part = path.split("/")[2] if path.count("/") >= 2 else ""
    part = {"learn": "courses", "verify": "courses"}.get(part, part)
    return part if part in SECTIONS else ""
