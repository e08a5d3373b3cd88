"""What an edit of a question is: nothing, other tags or words, another key, another question."""

from collections.abc import Mapping
from typing import Any, Literal

from courses.domain.itemkinds import (
    ChoiceItem,
    EssayItem,
    NumericItem,
    ShortItem,
    SlotsItem,
    Structure,
)

Edit = Literal["nothing", "tags", "words", "key", "question"]
TAGS = ("objective", "difficulty", "see", "bank")


def asks(structure: Structure) -> object:
    """What can be answered: the kind, and every id that a response may hold."""
    slots = structure.slots() if isinstance(structure, SlotsItem) else {}
    options = structure.options if isinstance(structure, ChoiceItem) else ()
    units = structure.units if isinstance(structure, NumericItem) else ()
    return (
        structure.kind,
        sorted(options),
        {slot: sorted(choices) for slot, choices in slots.items()},
        sorted(units),
    )


def key(structure: Structure) -> object:
    """What counts as right; of an essay its rubric, by which a person judges."""
    match structure:
        case ChoiceItem():
            return sorted(structure.correct)
        case NumericItem():
            return (structure.answer, structure.tolerance, dict(structure.units))
        case ShortItem():
            return {code: sorted(accepted) for code, accepted in structure.accepted.items()}
        case EssayItem():
            return dict(structure.most)
    return dict(structure.key())


def edit(
    before: Structure, after: Structure, said: Mapping[str, Any], says: Mapping[str, Any]
) -> Edit:
    """What an edit is. `said` and `says` are the words in the language of the author.

    A *key* is corrected where the same can be answered as before and something else is right:
    earlier answers can be marked by it. Other words may ask something else, so they never touch
    an answer that was given; nor does a question in which other things can be answered.
    """
    if asks(before) != asks(after):
        return "question"
    if key(before) != key(after):
        return "question" if isinstance(after, EssayItem) else "key"
    if said != says or _order(before) != _order(after):
        return "words"
    tags = [[getattr(one, name) for name in TAGS] for one in (before, after)]
    return "tags" if tags[0] != tags[1] else "nothing"


def _order(structure: Structure) -> object:
    """Options in their order, which learners never see; and steps, whose order is the key."""
    return structure.options if isinstance(structure, ChoiceItem) else ()
