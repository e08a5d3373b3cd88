"""Questions of an attempt as a template shows them: words put in at the last step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from courses import catalogue
from courses.domain import quiz
from courses.models import Attempt, AttemptItem
from courses.models.items import Wording


@dataclass(frozen=True)
class Option:
    """An option: its id and text, whether it is chosen, and what is said about it."""

    name: str
    text: str
    chosen: bool
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True)
class Question:
    """A question in one language. `event` is the id under which the next answer arrives."""

    name: str
    number: int
    kind: str
    language: str
    prompt: str
    options: Sequence[Option]
    event: UUID
    marked: quiz.Marked | None = None
    taught_url: str = ""
    taught_title: str = ""

    @property
    def answered(self) -> bool:
        """Whether something is chosen."""
        return any(option.chosen for option in self.options)

    @property
    def mark(self) -> float:
        """The marks, rounded for showing them."""
        return round(float(self.marked.marks), 2) if self.marked else 0.0


def asked(attempt: Attempt, language: str) -> list[Question]:
    """The questions of an open attempt with the answers that stand. No key, no feedback."""
    given = attempt.answers()
    rows = attempt.asked.select_related("version__item").prefetch_related("version__texts")
    return [
        _question(row, attempt, given.get(row.version.item.name, ()), language)
        for row in rows.order_by("position")
    ]


def _question(row: AttemptItem, attempt: Attempt, chosen: Sequence[str], language: str) -> Question:
    row.attempt = attempt
    words = row.version.wording(language)
    options = [Option(name, words.option(name), name in chosen) for name in row.order]
    kind, name = row.version.parsed.kind, row.version.item.name
    return Question(name, row.position, kind, words.language, words.prompt, options, uuid4())


def explained(
    attempt: Attempt, marked: Iterable[tuple[AttemptItem, quiz.Marked]], language: str
) -> list[Question]:
    """The questions of a marked attempt.

    Feedback is given for what was chosen. What was missed is shown once the quiz is passed, so
    that the next attempt is still worth thinking about.
    """
    rows = list(marked)
    taught = _taught(rows, language)
    return [_explained(attempt, row, marks, language, taught) for row, marks in rows]


def _explained(
    attempt: Attempt,
    row: AttemptItem,
    marks: quiz.Marked,
    language: str,
    taught: dict[str, catalogue.Lesson],
) -> Question:
    row.attempt = attempt
    words, structure = row.version.wording(language), row.version.parsed
    lesson, _hash, block = structure.see.partition("#")
    found = taught.get(_lesson_id(row, lesson))
    return Question(
        name=row.version.item.name,
        number=row.position,
        kind=structure.kind,
        language=words.language,
        prompt=words.prompt,
        options=_with_feedback(row, marks, words, passed=bool(attempt.passed)),
        event=uuid4(),
        marked=marks,
        taught_url=f"{found.url}#{block}" if found and not marks.full else "",
        taught_title=found.title if found else "",
    )


def _with_feedback(
    row: AttemptItem, marks: quiz.Marked, words: Wording, *, passed: bool
) -> list[Option]:
    chosen = {*marks.right, *marks.wrong}
    shown = chosen | set(marks.missed if passed else ())
    return [
        Option(
            name=name,
            text=words.option(name),
            chosen=name in chosen,
            right=name in shown and name not in marks.wrong,
            feedback=words.feedback(name) if name in shown else "",
        )
        for name in row.order
    ]


def _taught(
    rows: Iterable[tuple[AttemptItem, quiz.Marked]], language: str
) -> dict[str, catalogue.Lesson]:
    see = {_lesson_id(row, row.version.parsed.see.partition("#")[0]) for row, _marks in rows}
    return catalogue.lessons(sorted(see), language)


def _lesson_id(row: AttemptItem, lesson: str) -> str:
    return f"{row.version.item.content_id.partition('/')[0]}/{lesson}"
