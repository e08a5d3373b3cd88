"""What the cells of a filled workbook say: an answer, how sure it is, a note, or why none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import papers
from assessments.domain.filled import Entry
from assessments.domain.maturity import MaturityModel
from assessments.imports.filled import FORMULA, STRANGE, Line
from assessments.models import Answer, Confidence
from assessments.services.answers import LONG_NOTE, LONGEST_NOTE

NO_CHOICE, NOT_SURE, LONG, ALONE = "answer", "sure", "long", "alone"
PART, TAKEN_BACK = "part", "taken-back"
EXPECTED: Mapping[str, Promise] = {
    FORMULA: _("Expected is an answer or a text, found a formula."),
    STRANGE: _("Expected is an answer or a text, found a date, a time or an error."),
    NO_CHOICE: _("Expected is one of the answers listed, found “%(found)s”."),
    NOT_SURE: _("Expected is one of the choices listed on how sure you are, found “%(found)s”."),
    LONG: LONG_NOTE,
    ALONE: _("Choose an answer as well: a note alone is not kept."),
    PART: _("This part is not yours to answer, or no longer."),
    TAKEN_BACK: _("An answer can be changed but not taken back. The one on the site stays."),
}
LONGEST_FOUND = 60
_NUMBERED = re.compile(r"(\d{1,3})\s*(?:[–—-].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """The row of one question as it was understood; `problem` is a key of EXPECTED, or ""."""

    id: str
    place: str
    value: str = ""
    confidence: int | None = None
    note: str = ""
    problem: str = ""
    found: str = ""

    @property
    def entry(self) -> Entry:
        """Return what the row says."""
        return Entry(self.value, self.confidence, self.note)

    def as_mapping(self) -> dict[str, Any]:
        """Return the row as it is stored."""
        return asdict(self)


def understood(model: MaturityModel, lines: Iterable[Line]) -> Iterator[Said]:
    """Say what each row of a workbook means; the questions are among those of the model.

    Answers are known by their number, or by their name in any language of the site, so that a
    label that was mended meanwhile does no harm.
    """
    states, sure = _labels(Answer.State.choices[1:]), _labels(Confidence.choices)
    for line in lines:
        yield _said(line, model.top_of(line.id), states, sure)


def _said(line: Line, top: int, states: Mapping[str, str], sure: Mapping[str, str]) -> Said:
    for cell in (line.answer, line.sure, line.note):
        if cell.problem:
            return Said(line.id, cell.place, problem=cell.problem)
    answer, how, note = _key(line.answer.text), _key(line.sure.text), papers.tidy(line.note.text)
    value = _level(answer, top) or states.get(answer, "")
    if answer and not value:
        return _strange(line.id, line.answer.place, NO_CHOICE, line.answer.text)
    confidence = sure.get(how, "")
    if how and not confidence:
        return _strange(line.id, line.sure.place, NOT_SURE, line.sure.text)
    if len(note) > LONGEST_NOTE:
        return Said(line.id, line.note.place, problem=LONG)
    if not value and (note or confidence):
        return Said(line.id, line.answer.place, problem=ALONE)
    certain = int(confidence) if confidence else None
    return Said(line.id, line.answer.place, value, certain, note)


def _strange(name: str, place: str, problem: str, text: str) -> Said:
    told = " ".join(papers.tidy(text).split())
    cut = told if len(told) <= LONGEST_FOUND else f"{told[:LONGEST_FOUND]}…"
    return Said(name, place, problem=problem, found=cut)


def _level(answer: str, top: int) -> str:
    """Return the level that a choice begins with, such as "2" of "2 – written down"; "" if none."""
    found = _NUMBERED.fullmatch(answer)
    return str(int(found[1])) if found and int(found[1]) <= top else ""


def _labels(choices: Sequence[tuple[Any, Any]]) -> dict[str, str]:
    """Return the values of choices by themselves and by their names in every language."""
    found = {str(value): str(value) for value, _label in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {_key(str(label)): str(value) for value, label in choices}
    return found


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
