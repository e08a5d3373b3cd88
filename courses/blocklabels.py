"""Passages of a lesson by name: what a list calls each block, and where it stands in the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

LONGEST = 60


@dataclass(frozen=True)
class Label:
    """A block: its id in every language, its anchor in the page (or ""), and what it is called."""

    id: str
    anchor: str
    name: str


def of(raw: Iterable[Mapping[str, Any]]) -> list[Label]:
    """Return the blocks of a lesson that have an id, from the data of its StreamField."""
    return [
        Label(str(block["id"]), block["value"].get("anchor") or "", _name(block))
        for block in raw
        if block.get("id") and isinstance(block["value"], Mapping)
    ]


def _name(block: Mapping[str, Any]) -> str:
    value = block["value"]
    match block["type"]:
        case "terms":
            return _("Key terms")
        case "facts":
            return _("Dated facts")
        case "sources":
            return _("Sources")
        case "check":
            return _short(value.get("prompt", ""))
        case "image":
            return _short(value.get("caption") or value.get("alt", ""))
    return _short(value.get("title") or _opening(value.get("body", "")))


def _opening(html: str) -> str:
    """The first heading or the beginning of a passage."""
    return unescape(strip_tags(html.replace("</", "\n</"))).strip().partition("\n")[0]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
