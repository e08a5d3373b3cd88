"""Questions of an attempt as a template shows them: words put in at the last step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from courses import catalogue
from courses.domain import attempting
from courses.domain.attempting import Outcome, Terms
from courses.domain.itemkinds import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    NumericItem,
    OrderingItem,
    SlotsItem,
    Structure,
)
from courses.models import Attempt, AttemptItem
from courses.models.attempts import Replayed
from courses.models.items import Wording
from courses.views import slots as fill
from courses.views.slots import Option, Slot


@dataclass(frozen=True)
class Question:
    """A question in one language.

    `event` is the id under which the next answer arrives, `seen` the token of the one that stands.
    `pieces` are the running text of a cloze, in order: a text or a slot.
    """

    name: str
    number: int
    kind: str
    language: str
    prompt: str
    event: UUID
    seen: str
    outcome: Outcome
    options: Sequence[Option] = ()
    slots: Sequence[Slot] = ()
    pieces: Sequence[str | Slot] = ()
    units: Sequence[Option] = ()
    typed: str = ""
    unit: str = ""
    checks_left: int = 0
    explained: bool = False
    verdict: str = ""
    hint: str = ""
    criteria: Sequence[tuple[str, int]] = ()
    taught_url: str = ""
    taught_title: str = ""
    is_slots: bool = False
    refusal: str = ""

    @property
    def choices(self) -> Sequence[Option]:
        """What can be put into every slot, where a closed list would cut it off."""
        return [one for slot in self.slots[:1] for one in slot.choices if one.letter]

    @property
    def answered(self) -> bool:
        """Whether something is given."""
        return bool(self.outcome.response)

    @property
    def mark(self) -> float:
        """The marks, rounded for showing them."""
        return round(float(self.outcome.marks), 2)


def asked(attempt: Attempt, replayed: Replayed, language: str) -> list[Question]:
    """The questions of an open attempt with the answers that stand.

    No key, and feedback only for an answer that was checked.
    """
    return [_asked(attempt, replayed, row, told, language) for row, told in replayed.items]


def rehearsed(row: AttemptItem, language: str) -> Question:
    """A question as it is asked, of an attempt that is on no record."""
    return _question(row, attempting.outcome(row.version.parsed, (), Terms()), language)


def refused(
    found: Iterable[Question], refusals: Iterable[tuple[str, str]], sent: Mapping[str, str]
) -> list[Question]:
    """The questions with why an answer was not taken, and with what was typed there."""
    why = dict(refusals)
    return [
        replace(one, refusal=why[one.name], typed=sent.get(f"answer-{one.name}", one.typed))
        if one.name in why
        else one
        for one in found
    ]


def _asked(
    attempt: Attempt, replayed: Replayed, row: AttemptItem, told: Outcome, language: str
) -> Question:
    terms = attempt.rules
    can_check = terms.checks and not told.closed and not row.version.parsed.marked_by_hand
    tries = terms.tries if terms.behaviour == "retry" else 1
    return _question(
        row,
        told,
        language,
        token=replayed.token(row),
        explain=told.checks > 0,
        checks_left=tries - told.checks if can_check else 0,
    )


def explained(attempt: Attempt, replayed: Replayed, language: str) -> list[Question]:
    """The questions of a marked attempt.

    Feedback is given for what was chosen. What was missed is shown once the quiz is passed, so
    that the next attempt is still worth thinking about. Steps stand in the order they were given,
    and in their right one where that is shown.
    """
    taught = _taught((row for row, _told in replayed.items), language)
    shown = bool(attempt.passed)
    return [
        _question(row, told, language, explain=True, reveal=shown, taught=taught)
        for row, told in replayed.items
    ]


def _question(
    row: AttemptItem,
    told: Outcome,
    language: str,
    *,
    token: str = "",
    explain: bool = False,
    reveal: bool = False,
    checks_left: int = 0,
    taught: Mapping[str, catalogue.Lesson] | None = None,
) -> Question:
    words, structure = row.version.wording(language), row.version.parsed
    lesson, _hash, block = structure.see.partition("#")
    found = (taught or {}).get(_lesson_id(row, lesson))
    full = told.marked.full
    response = told.response
    is_numeric = isinstance(structure, NumericItem)
    is_typed = not isinstance(structure, ChoiceItem | SlotsItem)
    slots = fill.of(row, structure, words, told, explain=explain, reveal=reveal)
    if isinstance(structure, ClozeItem):
        slots.sort(key=lambda slot: words.text.find(f"{{{slot.name}}}"))
    if taught is not None and isinstance(structure, OrderingItem):
        slots.sort(key=lambda slot: int(slot.belongs or slot.given or len(slots)))
    return Question(
        name=row.version.item.name,
        number=row.position,
        kind=structure.kind,
        language=words.language,
        prompt=words.prompt,
        event=uuid4(),
        seen=token,
        outcome=told,
        options=_options(row, structure, words, told, explain=explain, reveal=reveal),
        slots=slots,
        pieces=fill.pieces(structure, words, slots),
        units=[
            Option(name, words.named("units", name), name in response[1:])
            for name in (structure.words()["units"] if is_numeric else ())
        ],
        typed=response[0] if is_typed and response else "",
        unit=words.named("units", response[1]) if is_numeric and len(response) > 1 else "",
        checks_left=checks_left,
        explained=explain,
        verdict=words.verdict(right=full) if explain and response else "",
        hint=words.hint if explain and not full and checks_left else "",
        criteria=[
            (words.named("criteria", name), most)
            for name, most in (structure.most if isinstance(structure, EssayItem) else {}).items()
        ],
        taught_url=f"{found.url}#{block}" if found and not full else "",
        taught_title=found.title if found else "",
        is_slots=isinstance(structure, SlotsItem),
    )


def _options(
    row: AttemptItem,
    structure: Structure,
    words: Wording,
    told: Outcome,
    *,
    explain: bool,
    reveal: bool,
) -> list[Option]:
    if not isinstance(structure, ChoiceItem):
        return []
    chosen = set(told.response)
    shown = (chosen if explain else set()) | set(told.marked.missed if reveal else ())
    right = {*told.marked.right, *told.marked.missed}
    return [
        Option(
            name=name,
            text=words.option(name),
            chosen=name in chosen,
            right=name in shown and name in right,
            feedback=words.feedback(name) if name in shown else "",
        )
        for name in row.order
    ]


def _taught(rows: Iterable[AttemptItem], language: str) -> dict[str, catalogue.Lesson]:
    see = {_lesson_id(row, row.version.parsed.see.partition("#")[0]) for row in rows}
    return catalogue.lessons(sorted(see), language)


def _lesson_id(row: AttemptItem, lesson: str) -> str:
    return f"{row.version.item.content_id.partition('/')[0]}/{lesson}"
