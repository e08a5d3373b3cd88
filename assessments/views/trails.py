"""The parts of a round as a trail: done is filled, here is a ring, ahead is hollow."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import wording
from assessments.answering import Progress
from assessments.marking import marked
from assessments.models import Round
from assessments.reasons import sentence

ANY = "any-part"
"""Stands in an address where the id of a part belongs."""


def parts(
    one: Round,
    progress: Sequence[Progress],
    words: wording.Words,
    here: str = "",
    *,
    compares: bool = False,
) -> list[dict[str, Any]]:
    """Return one step a part; `here` names the part on the page, else the first open one.

    With `compares` the counts are of what counts among several institutions: where they differ
    there are answers, and nothing is settled.
    """
    counts = (
        _("%(given)s of %(asked)s settled") if compares else _("%(given)s of %(asked)s answered")
    )
    opened = [part.part for part in progress if not part.is_complete]
    here = here or (opened[0] if opened and one.is_open else "")
    address = reverse("assessments:dimension", args=[one.pk, ANY])
    return [
        {
            "title": marked(words(f"{part.part}/title")),
            "url": address.replace(ANY, part.part),
            "note": _counted(counts, part.given, part.asked),
            "state": _state(part, here),
        }
        for part in progress
    ]


@lru_cache(maxsize=4096)
def _counted(words: str, given: int, asked: int) -> SafeString:
    """Say how far a part is, in words that are translated; the same few again and again."""
    return sentence(words, given=given, asked=asked)


def _state(part: Progress, here: str) -> str:
    if part.part == here:
        return "here"
    return "done" if part.is_complete else "ahead"
