"""How a page is looked at before it is published: on phones, mirrored, light, without scripts."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MIRRORED, LIGHT, PLAIN = "mirrored", "light", "plain"
SCRIPT = re.compile(rb"<script\b.*?</script>|<link\b[^>]*\bmodulepreload\b[^>]*>", re.DOTALL)
ROOT = re.compile(rb"(<html\b[^>]*\bdir=\")(ltr|rtl)(\")")


class ManyWays:
    """A page with previews of its own in the editor."""

    @property
    def preview_modes(self) -> Sequence[tuple[str, str | Promise]]:
        """The ways to look at it."""
        return [
            ("", pgettext_lazy("preview", "As it is")),
            (MIRRORED, pgettext_lazy("preview", "In the other direction")),
            (LIGHT, pgettext_lazy("preview", "Data-light")),
            (PLAIN, pgettext_lazy("preview", "Without JavaScript")),
        ]

    @property
    def preview_sizes(self) -> Sequence[dict[str, Any]]:
        """The widths to look at it in; a small phone first, as most readers have one."""
        return [
            {
                "name": "mobile",
                "icon": "mobile-alt",
                "device_width": 360,
                "label": _("Preview on a phone"),
            },
            {
                "name": "tablet",
                "icon": "tablet-alt",
                "device_width": 768,
                "label": _("Preview on a tablet"),
            },
            {
                "name": "desktop",
                "icon": "desktop",
                "device_width": 1280,
                "label": _("Preview on a large screen"),
            },
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Draw the page in one of the ways."""
        if mode_name == LIGHT:
            request.light = True
        answer: Any = super().serve_preview(request, mode_name)  # type: ignore[misc]
        if mode_name in (MIRRORED, PLAIN):
            answer = answer.render() if hasattr(answer, "render") else answer
            answer.content = _changed(answer.content, mode_name)
        return answer


def _changed(content: bytes, mode: str) -> bytes:
    """The page in the other direction, or without its scripts."""
    if mode == PLAIN:
        return SCRIPT.sub(b"", content)

    def turned(found: re.Match[bytes]) -> bytes:
        return found[1] + (b"ltr" if found[2] == b"rtl" else b"rtl") + found[3]

    return ROOT.sub(turned, content, count=1)
