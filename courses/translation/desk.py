"""The desk of translators: what is left in each course and language, and one text to work on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from courses.domain import drift, worddiff
from courses.domain.drift import Counts, Drift, Kind
from courses.domain.segments import digest
from courses.models import Segment, SegmentDraft, TextQuestion, languages
from courses.translation import asking, bench, following, glossary, memory, places, reckoning
from courses.translation.bench import Bench
from courses.translation.memory import Remembered
from courses.translation.terms import Finder, Term
from courses.translation.text import Text

AT_ONCE = 40


@dataclass(frozen=True)
class Waiting:
    """A course in a language: its words, and how many of them are new or changed."""

    course_id: str
    title: str
    spoken: str
    language: str
    percent: int
    words: int
    new: int
    changed: int

    @property
    def left(self) -> int:
        """Words that somebody must look at."""
        return self.new + self.changed


@dataclass(frozen=True)
class Listed:
    """A text of a course in a language, and how much is left of it. `drafts` are not published."""

    text: Text
    counts: Counts
    drafts: int
    exists: bool

    @property
    def kind(self) -> Any:
        """What it is, in words."""
        return places.KINDS[self.text.kind]


@dataclass(frozen=True)
class Entry:
    """One text on the page of a translator.

    `pieces` are the words of the old source beside the new, where it changed; `text` is what the
    field begins with; `taken` tells whether a text without a source is to go.
    """

    number: int
    path: str
    drift: Drift
    pieces: tuple[worddiff.Piece, ...]
    text: str
    published: str
    drafted: bool
    outdated: bool
    state: str
    memory: Sequence[Remembered]
    terms: Sequence[Term]
    questions: Sequence[TextQuestion]
    taken: bool = False

    @property
    def place(self) -> Any:
        """What its place is called."""
        return places.named(self.path)

    @property
    def kind(self) -> str:
        """What became of its source."""
        return self.drift.kind.value

    @property
    def open(self) -> bool:
        """Whether there is anything to do."""
        return self.drift.kind is not Kind.SAME or self.drafted

    @property
    def seen(self) -> str:
        """The hash of the source that is shown."""
        return digest(self.drift.text)

    @property
    def had(self) -> str:
        """The hash of the translation that is shown."""
        return digest(self.text)

    @property
    def rows(self) -> int:
        """How high its field is."""
        return min(12, 2 + max(len(self.text), len(self.drift.text)) // 60)


def waiting(mine: Iterable[str]) -> list[Waiting]:
    """Return what is left in each course for these languages, the most first.

    As many queries for one course as for many: one, and a few for the glossary.
    """
    found = []
    for course_id, rows in languages.parts().items():
        source = languages.source_of(rows)
        words = sum(_told(row, "words") for row in rows[source].values())
        spoken = languages.spoken(rows[source], rows)
        title = next(row["title"] for row in rows[source].values() if row["kind"] == "course")
        for language in mine:
            if language == source:
                continue
            own = rows.get(language, {})
            new = sum(
                _told(own[name], "new") if name in own else _told(row, "words")
                for name, row in rows[source].items()
            )
            changed = sum(_told(row, "changed") for row in own.values())
            percent = spoken[language].percent if language in spoken else 0
            found.append(Waiting(course_id, title, source, language, percent, words, new, changed))
    found += _glossary(mine)
    return sorted(found, key=lambda one: (-one.left, one.course_id, one.language))


def _glossary(mine: Iterable[str]) -> Iterator[Waiting]:
    terms = glossary.read()
    rows = following.rows_of(terms)
    for language in mine:
        others = [one for one in terms if one.source != language]
        counts = sum(
            (drift.count(reckoning.compare(one, rows[one.key, language])) for one in others),
            Counts(),
        )
        if others:
            done = 100 * max(0, counts.segments - counts.behind) // (counts.segments or 1)
            title, spoken = gettext("Glossary"), get_language() or ""
            told = (done, counts.words, counts.new, counts.changed)
            yield Waiting(glossary.NAME, title, spoken, language, *told)


def listed(found: Sequence[Text], language: str) -> list[Listed]:
    """Return the texts of a course with what is left of each; two queries."""
    rows = following.rows_of(found)
    drafts = Counter(
        SegmentDraft.objects.filter(key__in=[one.key for one in found], language=language)
        .order_by()
        .values_list("key", flat=True)
    )
    return [
        Listed(
            one,
            drift.count(reckoning.compare(one, rows[one.key, language])),
            drafts[one.key],
            language in one.raws,
        )
        for one in found
        if one.now
    ]


def entries(work: Bench, *, everything: bool = False) -> list[Entry]:
    """Return the texts of a page that are left, or all of them, with all that helps."""
    shown = [one for one in work.drifts if everything or _is_open(work, one)]
    asked = [one.text for one in shown if one.kind is not Kind.SAME and one.text]
    known = memory.like(asked, work.language, apart_from=work.text.key)
    finder, questions = Finder(work.text.source, work.language), asking.of(work.text, work.language)
    rows = {row.path: row for row in work.rows}
    found = []
    for number, one in enumerate(shown):
        path = one.path or one.made[0]
        draft = work.drafts.get(path) if one.path else None
        row = rows.get(one.made[0]) if one.made else None
        published = work.standing.words.get(path, "") if one.path else getattr(row, "text", "")
        found.append(
            Entry(
                number=number,
                path=path,
                drift=one,
                pieces=worddiff.between(one.before, one.after) if _changed(one) else (),
                text=draft.text if draft else published,
                published=published,
                drafted=draft is not None,
                outdated=draft is not None and not work.fits(draft),
                state=_state(one, draft, row),
                memory=known.get(one.text, ()),
                terms=finder.of(one.text or one.before),
                questions=questions.get(path, ()),
                taken=not one.path and path in work.taken,
            )
        )
    return found


def _state(one: Drift, draft: SegmentDraft | None, row: Segment | None) -> str:
    """What the field for the state begins with; "" where nothing is said yet of what is new."""
    if draft is not None:
        return str(draft.state)
    return str(row.state) if row is not None and one.kind is Kind.SAME else ""


def _is_open(work: bench.Bench, one: Drift) -> bool:
    return one.kind is not Kind.SAME or one.path in work.drafts


def _changed(one: Drift) -> bool:
    return one.kind in (Kind.CHANGED, Kind.SPLIT, Kind.MERGED)


def _told(row: Mapping[str, Any], name: str) -> int:
    return row.get(name) or 0


def grouped(found: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    """Return the same by language."""
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for one in found:
        groups[one.language].append(one)
    return dict(groups)
