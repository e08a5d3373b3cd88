"""Debts of translations on their way: read off a site for a bundle, and found again on another.

Ids of blocks are others on every site, so a place in a bundle has the names of blocks instead.
What is compared is what the bundle says, not what the editor has written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from courses.domain import gravity, segments
from courses.domain.course import Course
from courses.domain.drift import GAP, Drift, Kind, compare
from courses.domain.gravity import Gravity, Pair
from courses.domain.owed import Debt, Made, Ruling
from courses.domain.problems import Problem, unknown
from courses.domain.problems import Sentence as _
from courses.domain.segments import STREAMS, Raw, Segment, digest
from courses.domain.settling import Brought, Known

GRAVITIES: Mapping[str, Gravity] = {one.name.lower(): one for one in Gravity}
FILE = "behind.toml"


def problems(course: Course) -> Iterator[Problem]:
    """Debts of a language that has none to itself, and debts in what does not exist."""
    outline = course.outline
    known: Mapping[str, Collection[str]] = {
        "modules": [one.id for one in outline.modules],
        "lessons": [one.id for one in outline.lessons],
        "quizzes": [one.id for one in outline.quizzes],
        "items": course.items,
        "scenarios": course.scenarios,
    }
    for language, told in course.behind.items():
        place = f"{language}/{FILE}"
        if language == outline.source:
            yield Problem(place, _("the source is never behind; remove this file."))
        for table, name in told.names():
            if name not in known[table]:
                yield unknown(f"{place}, {table}", name, known[table])


def named(raw: Raw, like: Raw) -> dict[str, Any]:
    """The raw form of a page with the names of blocks and entries in place of their ids; the names
    are those of the same page in the bundle."""
    found = dict(raw)
    for stream in STREAMS:
        pairs = zip(raw.get(stream, ()), like.get(stream, ()), strict=False)
        if stream in raw:
            found[stream] = [_named(one, other) for one, other in pairs]
    return found


def _named(block: Mapping[str, Any], like: Mapping[str, Any]) -> dict[str, Any]:
    value, theirs = dict(block["value"]), like["value"]
    for name, rule in segments.BLOCKS.get(block["type"], {}).items():
        if isinstance(rule, Mapping):
            value[name] = [
                {**one, "id": other["value"].get("anchor")}
                for one, other in zip(value.get(name) or (), theirs.get(name) or (), strict=False)
            ]
    return {**block, "id": theirs.get("anchor"), "value": value}


def owed(
    mine: "Crossing",
    source: "Crossing",
    made: Sequence[Known],
    ruled: Mapping[Pair, Gravity],
) -> Debt | None:
    """What is owed in one text; None where the translation says all that the source says.

    Where anything of a field is behind, all of its texts are told: paragraphs of a rich text are
    known by their neighbours.
    """
    drifts = [
        one
        for one in compare([Segment(one.path, one.source) for one in made], source.here)
        if one.kind is not Kind.SAME
    ]
    fields = {path.partition("#")[0] for one in drifts for path in (one.path, *one.made) if path}
    told = [
        Made(
            place=mine.places[one.path],
            translation=digest(mine.texts[mine.places[one.path]]),
            source=GAP.join(source.there(text) for text in one.source.split(GAP)),
        )
        for one in made
        if one.path.partition("#")[0] in fields and mine.places.get(one.path) in mine.texts
    ]
    changes = _rulings(drifts, ruled, source)
    return Debt(made=tuple(told), changes=changes) if told or changes else None


class Crossing:
    """A text in one language as it stands here, beside what the bundle says of it.

    `places` has for each path here the one in the bundle, `texts` the words there by that.
    """

    def __init__(self, raw: Raw, bundled: Raw) -> None:
        self.here = segments.of(raw)
        names = segments.of(named(raw, bundled))
        self.places = {one.path: two.path for one, two in zip(self.here, names, strict=False)}
        self.texts = segments.texts(named(bundled, bundled))
        self._there = {
            one.text: self.texts[self.places[one.path]]
            for one in self.here
            if self.places.get(one.path) in self.texts
        }

    def there(self, text: str) -> str:
        """Words of now as the bundle has them; others as they are."""
        return self._there.get(text, text)


def _rulings(
    drifts: Sequence[Drift], ruled: Mapping[Pair, Gravity], source: Crossing
) -> tuple[Ruling, ...]:
    """What the author has said of these changes, and of earlier ones of the same texts."""
    found: dict[Pair, Gravity] = {}
    for drift in gravity.to_class(drifts).values():
        before = digest(_across(drift.before, source))
        for (old, new), grave in ruled.items():
            if (old, new) == drift.pair:
                found[before, digest(_across(drift.after, source))] = grave
            elif old and old == drift.pair[0]:
                found.setdefault((before, new), grave)
    return tuple(
        Ruling.model_validate({"before": old, "after": new, "gravity": grave.name.lower()})
        for (old, new), grave in found.items()
    )


def _across(text: str, source: Crossing) -> str:
    return GAP.join(source.there(part) for part in text.split(GAP)) if text else ""


def brought(debt: Debt, former: Debt | None, raw: Raw) -> dict[str, Brought]:
    """What a bundle says of the texts of a page as it stands here now, by their path; only where
    they are still the words that it speaks of.

    What the former bundle said already is old: somebody here may have looked at it since.
    """
    names = segments.of(named(raw, raw))
    here = {two.path: one for one, two in zip(segments.of(raw), names, strict=False)}
    old = set(former.made) if former else set()
    return {
        here[one.place].path: Brought(one.source, fresh=one not in old)
        for one in debt.made
        if one.place in here and here[one.place].digest == one.translation
    }


def rulings(debts: Sequence[Debt]) -> dict[Pair, Gravity]:
    """How grave the changes are that any of these languages is behind; the gravest that is told."""
    found: dict[Pair, Gravity] = {}
    for one in (one for debt in debts for one in debt.changes):
        pair, grave = (one.before, one.after), GRAVITIES[one.gravity]
        found[pair] = max(grave, found.get(pair, grave))
    return found
