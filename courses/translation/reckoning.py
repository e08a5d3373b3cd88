"""How far each translation is: counted when something is published, kept beside each page."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info

from courses.domain import drift, falling, gravity, worddiff
from courses.domain.drift import Drift
from courses.domain.gravity import Gravity, Pair
from courses.domain.segments import Segment as Words
from courses.models import ChangeClass, Segment
from courses.translation.text import Text
from courses.translation.texts import KINDS

Rows = Mapping[tuple[UUID, str], Sequence[Segment]]
Ruled = Mapping[UUID, Mapping[Pair, Gravity]]


def reckon(found: Sequence[Text], rows: Rows) -> None:
    """Count, for every page of these texts, what the source has and what is behind.

    Items and scenarios are counted with the page of their course. Writes only what has changed.
    """
    ruled = classes(found)
    courses = {one.course_id: one for one in found if one.kind == "course"}
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for text in found:
        for language in text.pages or _languages(courses.get(text.course_id)):
            told = _told(text, language, rows.get((text.key, language), ()), ruled)
            if text.pages and text.kind != "course":
                _write(text, language, told)
                continue
            place = (text.course_id, language)
            sums[place] = _sum(sums[place], told) if place in sums else told
    for (course_id, language), told in sums.items():
        if course_id in courses and language in courses[course_id].pages:
            _write(courses[course_id], language, told)


def classes(found: Iterable[Text]) -> dict[UUID, dict[Pair, Gravity]]:
    """Return how grave the changes of these texts are, as far as anybody has said; one query."""
    known: dict[UUID, dict[Pair, Gravity]] = {one.key: {} for one in found}
    for one in ChangeClass.objects.filter(key__in=list(known)):
        known[one.key][one.before_hash, one.after_hash] = Gravity(one.gravity)
    return known


def compare(text: Text, rows: Iterable[Segment]) -> tuple[Drift, ...]:
    """Return what became of the source since each row was made."""
    return drift.compare([Words(row.path, row.source) for row in rows], text.now)


def _languages(course: Text | None) -> Iterable[str]:
    return course.pages if course else ()


def _told(text: Text, language: str, rows: Sequence[Segment], ruled: Ruled) -> dict[str, Any]:
    now = text.now
    words = sum(worddiff.words(one.text) for one in now)
    if language == text.source or not now:
        return {"segments": len(now), "behind": 0, "drift": {"words": words}}
    if language not in text.raws:  # an item that is asked in the language of the source
        new = {"words": words, "new": words}
        return {"segments": len(now), "behind": len(now), "drift": new}
    drifts = compare(text, rows)
    counts = drift.count(drifts)
    effects = [(one, gravity.effect(one, ruled[text.key])) for one in drifts]
    behind = sum(effect.counts for _one, effect in effects)
    told: dict[str, Any] = {"words": counts.words, "new": counts.new, "changed": counts.changed}
    noticed = sum(effect.told for _one, effect in effects)
    if noticed:
        told["told"] = noticed
    grave = [one for one, effect in effects if effect.replaced]
    fallen = _fallen(text, language, drifts, grave) if grave else None
    if fallen is not None:
        told |= {"body": fallen.body, "foreign": list(fallen.foreign), "mark": _mark(fallen)}
    return {"segments": len(now), "behind": behind, "drift": told}


def _fallen(
    text: Text, language: str, drifts: Iterable[Drift], grave: Iterable[Drift]
) -> falling.Fallen | None:
    if text.kind != "lesson":
        return None
    info = get_language_info(text.source)
    tongue = falling.Tongue(text.source, "rtl" if info["bidi"] else "ltr")
    source, mine = text.raws[text.source]["body"], text.raws[language]["body"]
    return falling.fall(source, mine, drifts, grave, tongue)


def _mark(fallen: falling.Fallen) -> str:
    """A name of what stands there, which changes with it: for whoever keeps it drawn."""
    return sha256(repr((fallen.body, fallen.foreign)).encode()).hexdigest()[:16]


def _sum(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys([*one["drift"], *other["drift"]])
    return {
        "segments": one["segments"] + other["segments"],
        "behind": one["behind"] + other["behind"],
        "drift": {name: one["drift"].get(name, 0) + other["drift"].get(name, 0) for name in names},
    }


def _write(text: Text, language: str, told: Mapping[str, Any]) -> None:
    model = next(model for model, kind in KINDS.items() if kind == text.kind)
    pages = model.objects.filter(pk=text.pages[language])
    pages.exclude(**told).update(**told)
