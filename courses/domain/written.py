"""Kinds of items whose answer is written: a number, a word or two, a short text."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from courses.domain import typed
from courses.domain.items import Item, Response
from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line

Figure = Annotated[str, StringConstraints(pattern=r"^-?\d{1,12}(\.\d{1,9})?$")]
LONGEST_SHORT, LONGEST_ESSAY = 200, 6000
ANSWER = "answer"


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


class NumericItem(TypedItem):
    """A number within `tolerance` (inclusive) of `answer`, in one of `units`.

    `units` gives for each unit how many of the one it is in which the answer stands, that is "1".
    """

    kind: Literal["numeric"]
    answer: Figure
    tolerance: Figure = "0"
    units: Annotated[Mapping[Id, Figure], FromTable] = Field(
        default_factory=dict, validate_default=True
    )

    def words(self) -> Mapping[str, Sequence[str]]:
        """The names of the units: the one of the answer first, then from the smallest up.

        A database may give a table back in another order than the bundle's.
        """
        rank = {name: (Decimal(told) != 1, Decimal(told)) for name, told in self.units.items()}
        return {"units": tuple(sorted(rank, key=rank.__getitem__))}

    @property
    def first_unit(self) -> str:
        """The unit that the answer stands in, or ""."""
        return next((one for one, factor in self.units.items() if Decimal(factor) == 1), "")

    def canonical(self, response: Iterable[str]) -> Response:
        """A number in plain digits and, where there are units, one of them."""
        parts = tuple(response)
        if not parts:
            return ()
        value = typed.number(parts[0], "en")
        unit = parts[1] if len(parts) > 1 else self.first_unit
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


class Criterion(Frozen):
    """One line of a rubric, and the most points that it gives."""

    id: Id
    points: Annotated[int, Field(ge=1, le=100)]


class EssayItem(Item):
    """A short text that a trainer marks by a rubric."""

    kind: Literal["essay"]
    rubric: Annotated[tuple[Criterion, ...], FromList, Field(min_length=1)]
    marked_by_hand: ClassVar[bool] = True

    def words(self) -> Mapping[str, Sequence[str]]:
        """What each criterion asks."""
        return {"criteria": tuple(self.most)}

    @property
    def most(self) -> Mapping[str, int]:
        """The most points of each criterion."""
        return {one.id: one.points for one in self.rubric}

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
