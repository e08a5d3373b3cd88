"""A filled workbook beside the site, in words: what the preview lists, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import answering, wording
from assessments.domain.asking import Part
from assessments.domain.filled import Entry, Kind
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Confidence
from assessments.services.filled_in import EXPECTED
from assessments.services.uploads import INVALID, Comparison, Row
from assessments.views import parts

TAKE, FILE = "take-", "file"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words: the answer, how sure it is, the note; empty where nothing is said."""

    number: str
    answer: wording.Text | str
    sure: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the preview."""

    id: str
    number: str
    question: wording.Text
    place: str
    file: Told
    site: Told
    by: str
    takes: bool
    sentence: str


def chosen(typed: Mapping[str, str]) -> set[str]:
    """Return the questions for which a form takes what the file says."""
    return {key.removeprefix(TAKE) for key, value in typed.items() if _takes(key, value)}


def _takes(key: str, value: str) -> bool:
    return key.startswith(TAKE) and value == FILE


def told(compared: Comparison, words: wording.Words, typed: Mapping[str, str]) -> dict[str, object]:
    """Return the lines of the preview by kind, and how many questions ask for nothing."""
    one = compared.reach.round
    model, numbers = answering.model_of(one), _numbers(answering.parts_of(one))
    taken = chosen(typed)

    def lines(kind: str) -> list[Line]:
        return [_line(row, model, words, numbers, taken) for row in compared.of(kind)]

    found = {
        "conflicts": lines(Kind.CONFLICT),
        "new": lines(Kind.NEW),
        "changed": lines(Kind.CHANGED),
        "elsewhere": lines(Kind.ELSEWHERE),
        "invalid": lines(INVALID),
    }
    writes = len(found["new"]) + len(found["changed"])
    return {
        **found,
        "writes": writes,
        "saves": bool(writes or found["conflicts"]),
        "same": len(compared.of(Kind.SAME)),
        "blank": len(compared.of(Kind.BLANK)),
    }


def _numbers(asked: tuple[Part, ...]) -> dict[str, str]:
    """Number the questions as the workbook does."""
    return {
        one.id: f"{place}.{n}"
        for place, part in enumerate(asked, start=1)
        for n, one in enumerate(part.indicators(), start=1)
    }


def _line(
    row: Row,
    model: MaturityModel,
    words: wording.Words,
    numbers: Mapping[str, str],
    taken: set[str],
) -> Line:
    expected = EXPECTED.get(row.problem)
    return Line(
        id=row.id,
        number=numbers.get(row.id, ""),
        question=words(f"{row.id}/question"),
        place=row.place,
        file=_entry(row.id, row.says, model, words),
        site=_entry(row.id, row.stands, model, words),
        by=parts.name_of(row.by) if row.by else "",
        takes=row.id in taken,
        sentence=str(expected) % {"found": row.found} if expected else "",
    )


def _entry(name: str, entry: Entry, model: MaturityModel, words: wording.Words) -> Told:
    sure = str(Confidence(entry.confidence).label) if entry.confidence else ""
    if not entry.value:
        return Told("", _("no answer"), sure, entry.note)
    if not entry.value.isdecimal():
        return Told("", str(Answer.State(entry.value).label), sure, entry.note)
    text = words(model.level_paths(name)[int(entry.value)])
    return Told(entry.value, text, sure, entry.note)
