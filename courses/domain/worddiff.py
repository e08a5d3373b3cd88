"""What is different between two texts, word by word; and how many words a text has."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

_TOKEN = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")
_FIRST = 0xE000  # behind the surrogates, which stand for nothing alone
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


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, by which texts are compared."""
    return tuple(_WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two texts are, by their words."""
    first, second = tokens(one), tokens(other)
    if not first and not second:
        return 1.0 if one == other else 0.0
    return alike(first, second)


def alike(first: Sequence[str], second: Sequence[str], least: float = 0.0) -> float:
    """Return how alike two sequences of words are: what both have in the same order, of all. What
    is less than `least` counts as nothing.

    >>> alike(("ten", "names"), ("ten", "numbers"))
    0.5
    """
    if min(len(first), len(second)) * 2 < least * (len(first) + len(second)):
        return 0.0
    return float(Indel.normalized_similarity(first, second, score_cutoff=least))


def all_alike(one: str, others: Sequence[str], least: float) -> list[tuple[int, float]]:
    """Return which of many texts, as signs, are as alike to one as that, and how much."""
    found = extract(one, others, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None)
    return [(number, float(share)) for _other, share, number in found]


def signs(*groups: Iterable[str]) -> list[list[str]]:
    """Return texts with one character for each word, the same for the same word in all of them:
    what is compared a hundred thousand times is compared by characters.

    >>> [len(sign) for sign in signs(["ten names"], ["names", ""])[1]]
    [1, 0]
    """
    known: dict[str, str] = {}
    return [
        [
            "".join(known.setdefault(word, chr(_FIRST + len(known))) for word in tokens(text))
            for text in group
        ]
        for group in groups
    ]


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield Piece("gone", "".join(old[i:j]))
            yield Piece("new", "".join(new[k:m]))
