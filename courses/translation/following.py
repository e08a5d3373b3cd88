"""What follows when a text is published, in whatever way: rows are settled, numbers counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from courses.domain import segments, settling
from courses.domain.settling import Brought, How, Known, Settled
from courses.models import Segment, SegmentDraft, TextState
from courses.translation import reckoning, texts
from courses.translation.text import Text

_waiting: ContextVar[bool] = ContextVar("waiting", default=False)

Rows = Mapping[tuple[UUID, str], list[Segment]]
Bundled = Mapping[tuple[UUID, str], Mapping[str, Brought]]
"""What a bundle says of texts by their path, for each text and language."""
NOTHING: Bundled = MappingProxyType({})


@contextmanager
def waiting() -> Iterator[None]:
    """Let pages be published without following each: whoever opens this follows all at the end."""
    mark = _waiting.set(True)
    try:
        yield
    finally:
        _waiting.reset(mark)


def follow_page(page: Page) -> None:
    """Follow the publication of one page, in the source language or in another."""
    if not _waiting.get():
        follow(texts.of_page(page))


def follow_course(course_id: str, *, imported: bool = False) -> None:
    """Follow everything of a course at once: what an import brought, items, scenarios."""
    follow(texts.of_course(course_id), imported=imported)


def follow_text(text: Text) -> None:
    """Follow one text as it is stored now: its rows or its words are others than before."""
    follow(texts.again(text))


@transaction.atomic
def follow(found: Sequence[Text], *, imported: bool = False, bundled: Bundled = NOTHING) -> None:
    """Settle the rows of these texts in every language, and count what is behind.

    As many queries for one lesson as for a long one.
    """
    known = rows_of(found)
    drafts = _drafts(found)
    now_rows: dict[tuple[UUID, str], list[Segment]] = {}
    changes = _Changes()
    for text in found:
        for language in text.translations:
            place = (text.key, language)
            told = bundled.get(place, {})
            new = _settled(text, language, known[place], drafts[place], imported, told)
            now_rows[place] = changes.take(known[place], new)
    changes.write()
    _forget_published(found, now_rows, drafts)
    reckoning.reckon(found, now_rows)


def rows_of(found: Iterable[Text]) -> dict[tuple[UUID, str], list[Segment]]:
    """Return the rows of these texts by text and language; one query."""
    rows: dict[tuple[UUID, str], list[Segment]] = defaultdict(list)
    for row in Segment.objects.filter(key__in=[one.key for one in found]).order_by("position"):
        rows[row.key, row.language].append(row)
    return rows


def made(found: Sequence[Text], *, drafts: bool) -> dict[tuple[UUID, str], list[Known]]:
    """Return what each text of a translation was made from, as it would be settled now; of pages
    that are drafts with the `drafts` of their texts. Writes nothing; one query, or two."""
    rows, kept = rows_of(found), _drafts(found) if drafts else {}
    told = {}
    for text in found:
        for language in text.translations if text.now else ():
            place = (text.key, language)
            known, own = _known(rows.get(place, ())), _known(kept.get(place, ()))
            settled = _told(text, language, known, own, imported=False)
            told[place] = [Known(one.path, one.text, one.source) for one in settled]
    return told


def _drafts(found: Iterable[Text]) -> dict[tuple[UUID, str], list[SegmentDraft]]:
    rows: dict[tuple[UUID, str], list[SegmentDraft]] = defaultdict(list)
    for row in SegmentDraft.objects.filter(key__in=[one.key for one in found]):
        rows[row.key, row.language].append(row)
    return rows


def _settled(
    text: Text,
    language: str,
    rows: Sequence[Segment],
    drafts: Sequence[SegmentDraft],
    imported: bool,
    brought: Mapping[str, Brought],
) -> list[Segment]:
    by_known, by_draft = _known(rows), _known(drafts)
    found = settling.told(_told(text, language, by_known, by_draft, imported=imported), brought)
    return [
        _row(text, language, number, one, by_known, by_draft) for number, one in enumerate(found)
    ]


def _known(rows: Iterable[Any]) -> dict[Known, Any]:
    kept = (one for one in rows if not getattr(one, "removed", False))
    return {Known(one.path, one.text, one.source): one for one in kept}


def _told(
    text: Text,
    language: str,
    rows: Iterable[Known],
    drafts: Iterable[Known],
    *,
    imported: bool,
) -> list[Settled]:
    mine = segments.of(text.raws[language])
    return settling.settled(mine, list(rows), list(drafts), text.now, imported=imported)


def _row(
    text: Text,
    language: str,
    number: int,
    one: Settled,
    rows: Mapping[Known, Segment],
    drafts: Mapping[Known, SegmentDraft],
) -> Segment:
    row = Segment(
        key=text.key,
        language=language,
        path=one.path,
        position=number,
        course_id=text.course_id,
        content_id=text.content_id,
        source=one.source,
        text=one.text,
    )
    row.rehash()
    former = drafts.get(one.known) if one.how is How.DRAFT and one.known else None
    kept = rows.get(one.known) if one.how is How.KEPT and one.known else None
    said = text.said.get(language)
    if former or kept:
        _trust_as(row, former or kept)
    elif one.how is How.NEW and said is not None:
        row.state, row.confirmed_by, row.confirmed_on = said.state, said.by, said.on
    else:
        row.state = TextState.DRAFT
    return row


def _trust_as(row: Segment, former: Any) -> None:
    for name in ("state", "confirmed_by", "confirmed_on", "written_by_id"):
        setattr(row, name, getattr(former, name))


TOLD = ("position", "source", "source_hash", "text", "text_hash", "content_id", "course_id")
TRUST = ("state", "confirmed_by", "confirmed_on", "written_by_id")


@dataclass
class _Changes:
    """Rows to be added, changed and removed: three queries, and none where nothing is new."""

    def __post_init__(self) -> None:
        self.added: list[Segment] = []
        self.changed: list[Segment] = []
        self.gone: list[int] = []

    def take(self, before: Sequence[Segment], after: Sequence[Segment]) -> list[Segment]:
        """Note what is different, and return the rows as they will be."""
        stored = {one.path: one for one in before}
        for row in after:
            former = stored.pop(row.path, None)
            if former is None:
                self.added.append(row)
                continue
            row.pk = former.pk
            row._state.adding = False
            if any(getattr(row, name) != getattr(former, name) for name in (*TOLD, *TRUST)):
                self.changed.append(row)
        self.gone += [one.pk for one in stored.values()]
        return list(after)

    def write(self) -> None:
        """Store it."""
        if self.gone:
            Segment.objects.filter(pk__in=self.gone).delete()
        if self.changed:
            columns = [*TOLD, "state", "confirmed_by", "confirmed_on", "written_by"]
            Segment.objects.bulk_update(self.changed, columns, batch_size=500)
        if self.added:
            Segment.objects.bulk_create(self.added, batch_size=1000)


def _forget_published(
    found: Iterable[Text], rows: Rows, drafts: Mapping[tuple[UUID, str], list[SegmentDraft]]
) -> None:
    """A draft that is published now is none any more, nor is one that took out what is gone."""
    done = []
    for text in found:
        for language in text.translations:
            said = {(one.source_hash, one.text_hash) for one in rows[text.key, language]}
            for one in drafts[text.key, language]:
                there = (one.source_hash, one.text_hash) in said
                if there != one.removed:
                    done.append(one.pk)
    if done:
        SegmentDraft.objects.filter(pk__in=done).delete()
