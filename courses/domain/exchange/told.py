"""What a file says of questions, before they are made: parts, ids and numbers."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from courses.domain.course import ItemText
from courses.domain.itemkinds import Structure
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

WHOLE = _("(the file)")
"""The place of what is wrong with a file as a whole."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What questions get that a file does not say: the language of their words, the objective that
    they test (the first of those of the course), and what is said where nothing is."""

    language: str
    objectives: tuple[str, ...]
    difficulty: str = "medium"
    bank: str | None = None
    right: str = "Right."
    wrong: str = "Not right."
    fill: str = "Choose the words that are missing."
    criterion: str = "The answer is right and complete."
    points: int = 10


@dataclass(frozen=True)
class Question:
    """One question. `place` is where it stands in its file."""

    name: str
    item: Structure
    text: ItemText
    place: str


@dataclass(frozen=True)
class Found:
    """What a file holds. With `problems` it is not to be taken; `losses` say what of it has no
    counterpart here."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    losses: tuple[Problem, ...]


@dataclass
class Head:
    """What all kinds of questions have, as a file says it."""

    place: str
    name: str = ""
    prompt: str = ""
    hint: str = ""
    feedback: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """An answer that can be chosen; `share` is what of the mark it gives, in percent."""

    text: str
    share: Decimal
    feedback: str = ""


def clean(text: str) -> str:
    """A text on one line; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip()


def slug(text: str) -> str:
    """A text as an id; "" where nothing of it can stand in one."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("’", "-"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def letters(count: int) -> list[str]:
    """Ids for so many options: a, b, c, ..."""
    signs = "abcdefghijklmnopqrstuvwxyz"
    return [signs[n] if n < len(signs) else f"{signs[n % 26]}{n // 26 + 1}" for n in range(count)]


def numbers(count: int) -> list[str]:
    """Ids for so many slots: 1, 2, 3, ..."""
    return [str(number) for number in range(1, count + 1)]


def number(text: str) -> Decimal | None:
    """A number in plain digits; None for anything else."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**12 else None


def figure(value: Decimal) -> str:
    """A number as a bundle writes it: plain digits, nine of them behind the point at most."""
    text = f"{round(value, 9):f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
