"""What one institution is asked in a round, in one language, as workbook and paper show it."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from django.utils import translation
from django.utils.html import strip_tags

from assessments import answering, asked_after, wording
from assessments.domain import asking
from assessments.domain.asking import Group
from assessments.domain.filled import Entry
from assessments.domain.framework import Indicator
from assessments.models import NO_ANSWER, Answer, Round
from cms.people.models import Institution
from cms.press.writers.characters import printable

LONGEST_NAME = 100
_NOT_IN_FILES = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\]')


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its number on the paper, its words, and the answer so far.

    `levels` are all answers but unknown and not-applicable, from 0; `counted` tells whether they
    are numbered where they are shown.
    """

    id: str
    number: str
    text: wording.Text
    why: wording.Text | None
    condition: str
    levels: tuple[wording.Text, ...]
    counted: bool
    stands: Entry
    token: str


@dataclass(frozen=True, slots=True)
class Section:
    """Questions below one heading; the first of a part may stand without one."""

    title: wording.Text | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part with its sections, and the day until which it was asked for, if one was named."""

    id: str
    number: int
    title: wording.Text
    minutes: int
    deadline: dt.date | None
    sections: tuple[Section, ...]

    def items(self) -> Iterator[Item]:
        """Every question of the part, in order."""
        for section in self.sections:
            yield from section.items


@dataclass(frozen=True, slots=True)
class Paper:
    """All that stands on it. It is of one institution and holds no other's answers."""

    round: Round
    institution: uuid.UUID
    name: str
    language: str
    model_title: wording.Text
    notice: wording.Text
    parts: tuple[PaperPart, ...]
    is_filled: bool

    def items(self) -> Iterator[Item]:
        """Every question, in order."""
        for part in self.parts:
            yield from part.items()


def of(
    one: Round, institution: uuid.UUID, parts: Iterable[str], language: str, *, filled: bool = True
) -> Paper:
    """Make the paper of an institution with these parts; three queries, two for a blank one.

    The caller has made sure that whoever gets it answers these parts as this institution.
    """
    name = Institution.objects.get(pk=institution).name_in(language)
    asked = one.delegations.filter(institution=institution, deadline__isnull=False)
    days = dict(asked.order_by("-deadline").values_list("part", "deadline"))
    rows = one.answers.filter(institution=institution) if filled else ()
    stored = {row.indicator: row for row in rows}
    with translation.override(language):
        words = wording.at_hand(wording.owner(answering.model_of(one)), language)
        return Paper(
            round=one,
            institution=institution,
            name=name,
            language=language,
            model_title=words("model/title"),
            notice=words("model/notice"),
            parts=tuple(_parts(one, set(parts), words, days, stored)),
            is_filled=filled,
        )


def file_name(paper: Paper, ending: str) -> str:
    """Return a file name in the script of the round, without what systems do not take."""
    told = _NOT_IN_FILES.sub("", f"{paper.round.title} - {paper.name}")
    return f"{told[:LONGEST_NAME].strip()}.{ending}"


def entry(stored: Answer | None) -> Entry:
    """Return an answer as it is written down; an empty one where there is none."""
    if stored is None:
        return Entry()
    return Entry(stored.value, stored.confidence, tidy(stored.note))


def tidy(note: str) -> str:
    """Return a note as it comes back from a file: line ends and what no file can hold aside."""
    return printable(note.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _parts(
    one: Round,
    names: set[str],
    words: wording.Words,
    days: Mapping[str, dt.date],
    stored: Mapping[str, Answer],
) -> Iterator[PaperPart]:
    """Yield the parts; each keeps the number that it has in the whole round."""
    for number, part in enumerate(answering.parts_of(one), start=1):
        if part.id not in names:
            continue
        count = iter(range(1, 10_000))
        yield PaperPart(
            id=part.id,
            number=number,
            title=words(f"{part.id}/title"),
            minutes=asking.minutes(part),
            deadline=days.get(part.id),
            sections=tuple(
                _section(one, group, words, stored, (f"{number}.{n}" for n in count))
                for group in part.groups
            ),
        )


def _section(
    one: Round,
    group: Group,
    words: wording.Words,
    stored: Mapping[str, Answer],
    numbers: Iterator[str],
) -> Section:
    return Section(
        title=words(f"{group.node.id}/title") if group.depth else None,
        items=tuple(
            _item(one, asked, words, stored.get(asked.id), next(numbers))
            for asked in group.indicators
        ),
    )


def _item(
    one: Round, asked: Indicator, words: wording.Words, stored: Answer | None, number: str
) -> Item:
    model = answering.model_of(one)
    return Item(
        id=asked.id,
        number=number,
        text=words(f"{asked.id}/question"),
        why=words.optional(f"{asked.id}/why"),
        condition=unescape(strip_tags(asked_after.told(model, words, asked))),
        levels=tuple(words(path) for path in model.level_paths(asked.id)),
        counted=asked.scale is None,
        stands=entry(stored),
        token=stored.token if stored else NO_ANSWER,
    )
