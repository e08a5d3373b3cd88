"""The text with embedded answers of Moodle: `{1:MULTICHOICE:=right~wrong}` within a passage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from courses.domain.problems import Sentence
from courses.domain.problems import Sentence as _

_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}])*)\}")
_CHOICES = re.compile(r"(MULTICHOICE|MC|MCV|MCH|MULTICHOICE_V|MULTICHOICE_H)(_?S)?")
_SIGNS = re.compile(r"([~=#}\\\"/])")


@dataclass(frozen=True)
class Embedded:
    """A text with `{1}`, `{2}`, ... and each gap's words, right word and feedback; or, in `only`,
    the kind of gap that has no counterpart."""

    text: str
    gaps: Sequence[tuple[Sequence[str], str, str]]
    only: str | None = None


def read(text: str) -> Embedded | Sentence:
    """The text and its gaps, or a sentence that says what is wrong with it."""
    gaps: list[tuple[Sequence[str], str, str]] = []
    parts, after = [], 0
    for found in _GAP.finditer(text):
        if not _CHOICES.fullmatch(found[2]):
            return Embedded("", (), only=f"`{found[2]}`")
        gap = _gap(found[3])
        if isinstance(gap, Sentence):
            return gap
        gaps.append(gap)
        parts += [text[after : found.start()], f"{{{len(gaps)}}}"]
        after = found.end()
    if not gaps:
        return _("the text has no gap such as {1:MULTICHOICE:=right~wrong}.")
    return Embedded("".join([*parts, text[after:]]), gaps)


def write(options: Sequence[str], right: str, feedback: str) -> str:
    """A gap in this form; its feedback stands at every option."""
    said = f"#{escaped(feedback)}" if feedback else ""
    words = "~".join(f"{'=' if one == right else ''}{escaped(one)}{said}" for one in options)
    return f"{{1:MULTICHOICE:{words}}}"


def escaped(text: str) -> str:
    """A text in which no sign means anything."""
    return _SIGNS.sub(r"\\\1", text)


def _gap(told: str) -> tuple[Sequence[str], str, str] | Sentence:
    words, right, said = [], "", ""
    for piece in re.split(r"(?<!\\)~", told):
        answer, _sign, feedback = re.sub(r"(?<!\\)#", "\0", piece, count=1).partition("\0")
        is_right = answer.startswith(("=", "%100%"))
        word = _bare(re.sub(r"^(=|%-?[\d.]+%)", "", answer))
        if not word:
            return _("an option of a gap has no words.")
        words.append(word)
        if is_right and not right:
            right, said = word, _bare(feedback)
    if len(words) < 2 or not right:
        return _("a gap needs two options or more, and a right one.")
    return list(dict.fromkeys(words)), right, said


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()
