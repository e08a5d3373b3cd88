"""What is said about each answer of a question, for its author; learners see only their own."""

from dataclasses import dataclass

from courses.domain.itemkinds import (
    ChoiceItem,
    EssayItem,
    NumericItem,
    ShortItem,
    SlotsItem,
    Structure,
)
from courses.models.items import Wording


@dataclass(frozen=True)
class Said:
    """An answer, what is said about it, and whether it is right."""

    answer: str
    feedback: str
    right: bool = True


def said(structure: Structure, words: Wording, language: str) -> list[Said]:
    """What is said about each answer of a question, and which is right, for its author."""
    if isinstance(structure, ChoiceItem):
        right = set(structure.correct)
        return [
            Said(words.option(one), words.feedback(one), one in right) for one in structure.options
        ]
    if isinstance(structure, SlotsItem):
        return [
            Said(
                f"{words.part(slot) or slot} – {words.named('choices', one)}", words.feedback(slot)
            )
            for slot, one in structure.key().items()
        ]
    if isinstance(structure, EssayItem):
        return []
    key = structure.answer if isinstance(structure, NumericItem) else _accepted(structure, language)
    return [Said(key, words.verdict(right=True)), Said("…", words.verdict(right=False), False)]


def _accepted(structure: ShortItem, language: str) -> str:
    found = structure.accepted.get(language) or next(iter(structure.accepted.values()))
    return " / ".join(found)
