"""The kinds of items: what is asked for and the key, without words; the same in every language.

A response is a tuple of short texts in every kind, so that it can be stored, compared and replayed
alike: ids of options; `slot=choice` pairs; a number and its unit; what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from courses.domain.items import Item, Response
from courses.domain.values import FromList, FromTable, Frozen, Id
from courses.domain.written import EssayItem, NumericItem, ShortItem, TypedItem

Ids = Annotated[tuple[Id, ...], FromList]


class ChoiceItem(Item):
    """One option is right, or several; true or false is one of two with fixed ids."""

    kind: Literal["single", "multiple", "true-false"]
    options: Ids
    correct: Ids

    def words(self) -> Mapping[str, Sequence[str]]:
        """Text and feedback of each option."""
        return {"options": self.options}

    def canonical(self, response: Iterable[str]) -> Response:
        """Ids of options, each once."""
        picked = set(response)
        if unknown := picked - set(self.options):
            raise ValueError(f"This item has no option {sorted(unknown)[0]!r}.")
        if self.kind != "multiple" and len(picked) > 1:
            raise ValueError("Only one option of this item can be chosen.")
        return tuple(option for option in self.options if option in picked)

    def sorted_out(self, response: Response) -> tuple[list[str], list[str], list[str]]:
        """Options chosen rightly, chosen wrongly, and right ones not chosen."""
        picked, key = set(response), set(self.correct)
        return (
            [option for option in self.options if option in picked & key],
            [option for option in self.options if option in picked - key],
            [option for option in self.options if option in key - picked],
        )


class SlotsItem(Item):
    """Something belongs into each of several slots: a partner, a place in an order, a word."""

    def slots(self) -> Mapping[str, Sequence[str]]:
        """What can be put into each slot."""
        raise NotImplementedError

    def key(self) -> Mapping[str, str]:
        """What belongs into each slot."""
        raise NotImplementedError

    def canonical(self, response: Iterable[str]) -> Response:
        """`slot=choice` for every slot that is filled."""
        pairs = dict(pair.split("=", 1) for pair in response if "=" in pair)
        slots = self.slots()
        for slot, choice in pairs.items():
            if slot not in slots or choice not in slots[slot]:
                raise ValueError(f"This item has no {slot!r} with {choice!r}.")
        return tuple(f"{slot}={pairs[slot]}" for slot in slots if slot in pairs)

    def sorted_out(self, response: Response) -> tuple[list[str], list[str], list[str]]:
        """Slots filled rightly, filled wrongly, and empty."""
        given = dict(pair.split("=", 1) for pair in response)
        key = self.key()
        return (
            [slot for slot in key if given.get(slot) == key[slot]],
            [slot for slot in key if slot in given and given[slot] != key[slot]],
            [slot for slot in key if slot not in given],
        )


class MatchingItem(SlotsItem):
    """Each of `pairs` has one partner among `choices`; a partner may serve twice, or never."""

    kind: Literal["matching"]
    choices: Ids
    pairs: Annotated[Mapping[Id, Id], FromTable, Field(min_length=2)]

    def words(self) -> Mapping[str, Sequence[str]]:
        """What is matched, with feedback, and the partners."""
        return {"slots": tuple(self.pairs), "choices": self.choices}

    def slots(self) -> Mapping[str, Sequence[str]]:
        """Every partner, for each."""
        return dict.fromkeys(self.pairs, self.choices)

    def key(self) -> Mapping[str, str]:
        """The partner of each."""
        return self.pairs


class OrderingItem(SlotsItem):
    """Steps to be put into `order`; each is given its number."""

    kind: Literal["ordering"]
    order: Annotated[Ids, Field(min_length=2, max_length=12)]

    def words(self) -> Mapping[str, Sequence[str]]:
        """The steps, with feedback."""
        return {"slots": self.order}

    def slots(self) -> Mapping[str, Sequence[str]]:
        """Every place, for each step."""
        places = tuple(str(place) for place in range(1, len(self.order) + 1))
        return dict.fromkeys(self.order, places)

    def key(self) -> Mapping[str, str]:
        """The place of each step."""
        return {step: str(place) for place, step in enumerate(self.order, start=1)}


class Gap(Frozen):
    """A gap in a text: what can stand there, and what belongs there."""

    options: Annotated[Ids, Field(min_length=2)]
    correct: Id


class ClozeItem(SlotsItem):
    """A text with gaps; each offers a few words."""

    kind: Literal["cloze"]
    gaps: Annotated[Mapping[Id, Gap], FromTable, Field(min_length=1)]

    def words(self) -> Mapping[str, Sequence[str]]:
        """Feedback for each gap, and the words that are offered in any of them."""
        offered = dict.fromkeys(option for gap in self.gaps.values() for option in gap.options)
        return {"slots": tuple(self.gaps), "choices": tuple(offered)}

    def slots(self) -> Mapping[str, Sequence[str]]:
        """What each gap offers."""
        return {name: gap.options for name, gap in self.gaps.items()}

    def key(self) -> Mapping[str, str]:
        """What belongs into each gap."""
        return {name: gap.correct for name, gap in self.gaps.items()}


Sure = ChoiceItem | MatchingItem | OrderingItem | ClozeItem | NumericItem | ShortItem
Structure = Sure | EssayItem
KINDS: dict[str, type[Structure]] = {
    **dict.fromkeys(("single", "multiple", "true-false"), ChoiceItem),
    "matching": MatchingItem,
    "ordering": OrderingItem,
    "cloze": ClozeItem,
    "numeric": NumericItem,
    "short": ShortItem,
    "essay": EssayItem,
}


def parse(table: Mapping[str, Any]) -> Structure:
    """The structure that `table` holds, as it is stored; KeyError for a kind that is not known."""
    return KINDS[table["kind"]].model_validate(dict(table))


__all__ = [
    "KINDS",
    "ChoiceItem",
    "ClozeItem",
    "EssayItem",
    "MatchingItem",
    "NumericItem",
    "OrderingItem",
    "Response",
    "ShortItem",
    "SlotsItem",
    "Structure",
    "TypedItem",
    "parse",
]
