"""What is different between two texts, word by word; and how many words a text has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    """Neighbouring words that are the same in both texts, gone from the first, or new."""

    kind: Kind
    text: str


def words(text: str) -> int:
    """Return how many words a text has; addresses of links are none.

    >>> words("The team's mandate, in [ten](https://example.org/) words"), words("— 3 %")
    (6, 1)
    """
    return len(_WORD.findall(re.sub(r"\]\([^()\s]+\)", "", text)))


def between(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in their order; a gone piece stands before what is new.

    >>> [(p.kind, p.text) for p in between("ten names", "twelve names")]
    [('gone', 'ten'), ('new', 'twelve'), ('same', ' names')]
    """
    return tuple(piece for piece in _pieces(_TOKEN.findall(old), _TOKEN.findall(new)) if piece.text)


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two texts are, by their words."""
    first, second = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not first and not second:
        return 1.0 if one == other else 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield Piece("gone", "".join(old[i:j]))
            yield Piece("new", "".join(new[k:m]))
