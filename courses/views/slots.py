"""What is filled in: the slots of a question, what can be put into each, and where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from courses.domain.attempting import Outcome
from courses.domain.itemkinds import ClozeItem, MatchingItem, OrderingItem, SlotsItem, Structure
from courses.models import AttemptItem
from courses.models.items import Wording

GAP = re.compile(r"\{([a-z0-9-]+)\}")
SHORT = 26
"""Characters of a choice that a closed list shows whole on the narrowest screen."""


@dataclass(frozen=True)
class Option:
    """Something to choose: its id and text, whether it is chosen, and what is said about it.

    It has a `letter` where it is also told in a list, whole.
    """

    name: str
    text: str
    chosen: bool
    right: bool = False
    feedback: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Slot:
    """Something to be filled: its field, its text, its choices, and what is said about it."""

    name: str
    text: str
    choices: Sequence[Option]
    right: bool = False
    feedback: str = ""
    belongs: str = ""

    @property
    def given(self) -> str:
        """The text of what stands there, or ""."""
        return next((one.text for one in self.choices if one.chosen), "")


def of(
    row: AttemptItem,
    structure: Structure,
    words: Wording,
    told: Outcome,
    *,
    explain: bool,
    reveal: bool,
) -> list[Slot]:
    """The slots of a question in the order of its attempt; none where it has no slots."""
    if not isinstance(structure, SlotsItem):
        return []
    given = dict(pair.split("=", 1) for pair in told.response)
    offered, key = structure.slots(), row.key
    belongs = key.key() if isinstance(key, SlotsItem) else {}
    found = []
    for name in row.order:
        choices = offered[name]
        if not isinstance(structure, OrderingItem):
            choices = row.mixed(choices, name if isinstance(structure, ClozeItem) else "choices")
        texts = [words.named("choices", one) for one in choices]
        letters = _letters(structure, texts)
        wrong = name not in told.marked.right
        found.append(
            Slot(
                name=name,
                text=words.part(name),
                choices=[
                    Option(one, text, given.get(name) == one, letter=letter)
                    for one, text, letter in zip(choices, texts, letters, strict=True)
                ],
                right=explain and not wrong,
                feedback=words.feedback(name) if explain and name in given else "",
                belongs=words.named("choices", belongs[name]) if reveal and wrong else "",
            )
        )
    return found


def _letters(structure: Structure, texts: Sequence[str]) -> Sequence[str]:
    """The letters of the choices of a matching question, or none where each fits its list."""
    if not isinstance(structure, MatchingItem) or max(map(len, texts)) <= SHORT:
        return [""] * len(texts)
    letters = pgettext("letters of the choices in a list, in their order", "A B C D E F G H I J")
    return [*letters.split(), *map(str, range(11, len(texts) + 1))][: len(texts)]


def pieces(structure: Structure, words: Wording, slots: Sequence[Slot]) -> list[str | Slot]:
    """The text of a cloze cut at its gaps."""
    if not isinstance(structure, ClozeItem):
        return []
    by_name = {slot.name: slot for slot in slots}
    return [
        by_name[part] if number % 2 else part
        for number, part in enumerate(GAP.split(words.text))
        if number % 2 == 0 or part in by_name
    ]
