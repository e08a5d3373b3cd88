"""What the page of a part and the saving of one answer share: fields, the outline, sentences."""

import hashlib
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import answering, services, wording
from assessments.domain import scoring
from assessments.domain.asking import Part
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Round
from assessments.scopes import Reach
from assessments.views import trails
from cms.people.models import User
from cms.press import formatting

FIELD = "answer-"
TAKE = "take-"


def find(one: Round, name: str) -> Part | None:
    """Return the part of this id in which the round is asked, or nothing."""
    return next((part for part in answering.parts_of(one) if part.id == name), None)


def seen(typed: Mapping[str, str], indicator: str) -> list[str] | None:
    """Return the tokens of the answers that the page knew; None where it does not say."""
    given = typed.get(f"seen-{indicator}")
    return None if given is None else given.split()


def chosen(typed: Mapping[str, str], indicator: str) -> str | None:
    """Return the answer that a form gives: the former one that its button takes over goes first."""
    return typed.get(TAKE + indicator, typed.get(FIELD + indicator))


def said_beside(typed: Mapping[str, str], indicator: str) -> services.Said | None:
    """Return note and confidence as a form gives them; None where it has no such fields."""
    note = typed.get(f"note-{indicator}")
    if note is None:
        return None
    sure = typed.get(f"sure-{indicator}", "")
    confidence = int(sure) if sure.isdecimal() and len(sure) == 1 else None
    return services.Said(confidence, note.replace("\r\n", "\n").strip())


def moved_beside(typed: Mapping[str, str], indicator: str, told: services.Said | None) -> bool:
    """Tell whether note or confidence are others than the page showed when it was loaded."""
    before = typed.get(f"beside-{indicator}")
    return told is not None and before is not None and before != beside(told.confidence, told.note)


def beside(confidence: int | None, note: str) -> str:
    """Name a note and a confidence, so that a form can tell whether they were changed."""
    return hashlib.sha256(f"{confidence or ''}:{note}".encode()).hexdigest()[:16]


def keeps_other(typed: Mapping[str, str], indicator: str) -> bool:
    """Tell whether the person lets the answer of somebody else stand instead of her own."""
    return f"keep-{indicator}" in typed


def taken(typed: Mapping[str, str], part: Part) -> str:
    """Return the question whose former answer the pressed button takes over, or ""."""
    return next((one.id for one in part.indicators() if TAKE + one.id in typed), "")


def outline(
    reached: Reach, answers: Mapping[str, scoring.Answer], part: Part, *, compares: bool = False
) -> dict[str, object]:
    """Return the parts open to the person with their counts, and where the page is among them.

    With `compares` the answers are what counts among several institutions.
    """
    one = reached.round
    words = wording.at_hand(wording.owner(answering.model_of(one)), get_language())
    progress = [row for row in answering.progress_of(one, answers) if reached.sees(row.part)]
    here = next(one for one in progress if one.part == part.id)
    return {
        "steps": trails.parts(one, progress, words, here=part.id, compares=compares),
        "compares": compares,
        "place": progress.index(here) + 1,
        "places": len(progress),
        "given": here.given,
        "asked": here.asked,
    }


def meanwhile(user: User, stored: Answer, value: str) -> str:
    """Say that another answer was saved first, and that nothing was written over it."""
    theirs, mine = (said(stored.round, stored.indicator, one) for one in (stored.value, value))
    words = {"theirs": theirs, "mine": mine, "person": name_of(stored)}
    told = _("Not saved: meanwhile %(person)s answered “%(theirs)s”. You chose “%(mine)s”.")
    if stored.answered_by_id == user.pk:
        told = _(
            "Not saved: meanwhile you answered “%(theirs)s” in another window. Here you"
            " chose “%(mine)s”."
        )
    told %= words
    note = _("A note stands with that answer.")
    return f"{told} {note}" if stored.note else told


def how_to_choose() -> str:
    """Say how a form without JavaScript chooses between an answer and the one that came between."""
    return _("Save once more to send yours, or tick to keep the other answer.")


def other(stored: Answer) -> str:
    """Return what stands beside the answer of somebody else: how sure, and the note; "" if nothing.

    A line each, for a place that is shown as it is typed.
    """
    sure = _("How sure: %(sure)s") % {"sure": stored.get_confidence_display()}
    lines = (sure if stored.confidence else "", stored.note)
    return "\n".join(line for line in lines if line)


def stands(user: User, stored: Answer) -> str:
    """Say that an answer was saved, and that another one has taken its place since."""
    theirs = said(stored.round, stored.indicator, stored.value)
    words = {"theirs": theirs, "person": name_of(stored)}
    if stored.answered_by_id == user.pk:
        return (
            _("Saved. Since then you answered “%(theirs)s” in another window; that stands.") % words
        )
    return _("Saved. Since then %(person)s answered “%(theirs)s”; that stands.") % words


def said(one: Round, indicator: str, value: str) -> str:
    """Return an answer as the page shows it: the number of a level, else its name."""
    return given(answering.model_of(one), indicator, value)


def given(model: MaturityModel, indicator: str, value: str, level: str = "%(level)s") -> str:
    """Return an answer in words: a level by its number in `level`, any other by its name."""
    states = {state.value: state.label for state in Answer.State if state != Answer.State.LEVEL}
    if value in states or not value.isdecimal():
        return str(states.get(value, value))
    if model.indicator(indicator).scale is None:
        return level % {"level": formatting.number(int(value), get_language())}
    path = model.level_paths(indicator)[int(value)]
    return str(wording.Words(wording.owner(model), get_language())(path))


def name_of(stored: Answer) -> str:
    """Return who answered, set apart so that a name of the other direction stays whole."""
    person = stored.answered_by
    name = person.display_name if person else _("somebody who has left")
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"
