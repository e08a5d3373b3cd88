"""The kinds of items: what is asked for and the key, without words; the same in every language.

A response is a tuple of short texts in every kind, so that it can be stored, compared and replayed
alike: ids of options; `slot=choice` pairs; a number and its unit; what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints

from courses.domain import typed
from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line

Ids = Annotated[tuple[Id, ...], FromList]
Figure = Annotated[str, StringConstraints(pattern=r"^-?\d{1,12}(\.\d{1,9})?$")]
Points = Annotated[int, Field(ge=1, le=100)]
Response = tuple[str, ...]
LONGEST_SHORT, LONGEST_ESSAY = 200, 6000
ANSWER = "answer"


class Item(Frozen):
    """What all kinds have.

    `objective` is the id of an outcome of the course; `see` names the block that teaches it,
    `lesson#block`; `bank` a set of items that quizzes draw from.
    """

    kind: str
    objective: Id
    difficulty: Literal["easy", "medium", "hard"]
    see: str = ""
    bank: Id | None = None

    marked_by_hand: ClassVar[bool] = False

    def words(self) -> Mapping[str, Sequence[str]]:
        """The tables of words that a language needs, each with its ids."""
        return {}

    def canonical(self, response: Iterable[str]) -> Response:
        """`response` in the item's own form and order; ValueError where it cannot belong to it."""
        raise NotImplementedError

    def sorted_out(self, response: Response) -> tuple[list[str], list[str], list[str]]:
        """Parts that are right, wrong and missed, of a canonical response."""
        raise NotImplementedError


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


class TypedItem(Item):
    """An answer that is typed and marked as a whole."""

    def is_right(self, response: Response) -> bool:
        """Whether a canonical response that is not empty is right."""
        raise NotImplementedError

    def sorted_out(self, response: Response) -> tuple[list[str], list[str], list[str]]:
        """The one answer: right, wrong or missed."""
        if not response:
            return [], [], [ANSWER]
        return ([ANSWER], [], []) if self.is_right(response) else ([], [ANSWER], [])


def _first_unit_first(units: Mapping[str, str]) -> Mapping[str, str]:
    rank = {name: (Decimal(factor) != 1, Decimal(factor)) for name, factor in units.items()}
    return MappingProxyType({name: units[name] for name in sorted(units, key=rank.__getitem__)})


class NumericItem(TypedItem):
    """A number within `tolerance` (inclusive) of `answer`, in one of `units`.

    `units` gives for each unit how many of the first one it is: answers are compared in the first.
    They stand from the smallest up, the first one before all: a database may give a table back in
    another order.
    """

    kind: Literal["numeric"]
    answer: Figure
    tolerance: Figure = "0"
    units: Annotated[Mapping[Id, Figure], FromTable, AfterValidator(_first_unit_first)] = Field(
        default_factory=dict, validate_default=True
    )

    def words(self) -> Mapping[str, Sequence[str]]:
        """The names of the units."""
        return {"units": tuple(self.units)}

    def canonical(self, response: Iterable[str]) -> Response:
        """A number in plain digits and, where there are units, one of them."""
        parts = tuple(response)
        if not parts:
            return ()
        value = typed.number(parts[0], "en")
        unit = parts[1] if len(parts) > 1 else next(iter(self.units), "")
        if value is None or len(parts) > 2 or (unit != "" and unit not in self.units):
            raise ValueError("This is no number with a unit of this item.")
        return (typed.plain(value), unit) if self.units else (typed.plain(value),)

    def is_right(self, response: Response) -> bool:
        """Whether the number lies within the tolerance."""
        factor = Decimal(self.units[response[1]]) if len(response) > 1 else Decimal(1)
        away = abs(Decimal(response[0]) * factor - Decimal(self.answer))
        return away <= Decimal(self.tolerance)


class ShortItem(TypedItem):
    """A word or two; `accepted` lists what is right, in each language.

    An answer is right in any of them: officials write in the language they think in.
    """

    kind: Literal["short"]
    accepted: Annotated[
        Mapping[Code, Annotated[tuple[Line, ...], FromList, Field(min_length=1)]],
        FromTable,
        Field(min_length=1),
    ]

    def canonical(self, response: Iterable[str]) -> Response:
        """What was typed, on one line."""
        return _text(response, LONGEST_SHORT, lines=False)

    def is_right(self, response: Response) -> bool:
        """Whether it reads like one of the accepted answers."""
        return any(
            typed.alike(response[0], language) == typed.alike(one, language)
            for language, accepted in self.accepted.items()
            for one in accepted
        )


class EssayItem(Item):
    """A short text that a trainer marks by a rubric: the most points of each criterion."""

    kind: Literal["essay"]
    rubric: Annotated[Mapping[Id, Points], FromTable, Field(min_length=1)]
    marked_by_hand: ClassVar[bool] = True

    def words(self) -> Mapping[str, Sequence[str]]:
        """What each criterion asks."""
        return {"criteria": tuple(self.rubric)}

    def canonical(self, response: Iterable[str]) -> Response:
        """What was typed."""
        return _text(response, LONGEST_ESSAY, lines=True)

    def sorted_out(self, response: Response) -> tuple[list[str], list[str], list[str]]:
        """Nothing: a person judges it."""
        return [], [], ([] if response else [ANSWER])


def _text(response: Iterable[str], longest: int, *, lines: bool) -> Response:
    parts = tuple(response)
    if len(parts) > 1 or (parts and len(parts[0]) > longest):
        raise ValueError(f"This answer is longer than {longest} signs.")
    text = parts[0].replace("\r\n", "\n").replace("\x00", "") if parts else ""
    text = text.strip() if lines else " ".join(text.split())
    return (text,) if text else ()


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
