"""What was translated before: the texts of all courses that say the same or nearly the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from courses.models import Segment

LEAST = 70.0
MOST = 3
REMEMBERED = 20_000
LONGEST = 2_000


@dataclass(frozen=True)
class Remembered:
    """A text that was translated before: its source, its translation, where, and how alike."""

    source: str
    text: str
    content_id: str
    percent: int


def like(
    wanted: Iterable[str], language: str, *, apart_from: UUID | None = None
) -> Mapping[str, Sequence[Remembered]]:
    """Return what was translated before into a language, for each of these texts; one query.

    The most alike first, at most three; the same translation once. Texts of `apart_from` do not
    count: they stand on the page anyway.
    """
    asked = [one for one in dict.fromkeys(wanted) if len(one) <= LONGEST]
    if not asked:
        return {}
    rows = Segment.objects.filter(language=language).exclude(source="").exclude(key=apart_from)
    known = list(
        dict.fromkeys(
            rows.order_by("content_id", "position").values_list("source", "text", "content_id")[
                :REMEMBERED
            ]
        )
    )
    sources = [source for source, _text, _place in known]
    return {one: _nearest(one, sources, known) for one in asked}


def _nearest(
    wanted: str, sources: Sequence[str], known: Sequence[tuple[str, str, str]]
) -> list[Remembered]:
    found: dict[str, Remembered] = {}
    ranked = process.extract(wanted, sources, scorer=fuzz.ratio, score_cutoff=LEAST, limit=MOST * 4)
    for _source, score, at in ranked:
        source, text, place = known[at]
        found.setdefault(text, Remembered(source, text, place, int(score)))
    return list(found.values())[:MOST]
