"""The roadmaps that were made of the same answers: when, with what, and what differs."""

from typing import Any

from django.utils.safestring import SafeString

from assessments import differences, given
from assessments.models import Plan
from cms.press import formatting

MOST = 10
"""How many of them a page lists, the newest first."""


def of(shown: Plan, language: str) -> list[dict[str, Any]]:
    """List the plans of the snapshot, each compared with the one on the page; none if alone.

    One query. The plan on the page is always among them, also where it is older than the rest.
    """
    found = list(Plan.objects.filter(snapshot=shown.snapshot_id)[:MOST])
    if len(found) < 2:
        return []
    if shown not in found:
        found[-1] = shown
    return [
        {
            "pk": one.pk,
            "made_at": one.created_at,
            "newest": place == 0,
            "shown": one == shown,
            "told": _joined(given.told(given.of(one), language), language),
            "changes": "" if one == shown else _joined(_changes(one, shown, language), language),
        }
        for place, one in enumerate(found)
    ]


def _changes(one: Plan, shown: Plan, language: str) -> tuple[SafeString, ...]:
    return differences.parts(one, shown, language)


def _joined(parts: tuple[SafeString, ...], language: str) -> SafeString:
    """Join finished phrases, whose words are escaped, into a list."""
    return SafeString(formatting.join(parts, language))
