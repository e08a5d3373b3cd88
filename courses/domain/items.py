"""What all kinds of items have: tags, tables of words, and responses of short texts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal

from courses.domain.values import Frozen, Id

Response = tuple[str, ...]


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
