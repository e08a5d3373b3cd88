"""Answers that were filled in elsewhere beside those that stand: what differs, and how.

Three are compared: what stood when the questionnaire was handed out, what came back, and what
stands now. Only where both of the later two differ from the first does somebody have to choose.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer as written down: its value ("" for none), how sure it is, and its note."""

    value: str = ""
    confidence: int | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is written down."""
        return self == Entry()

    @property
    def mark(self) -> str:
        """Name this entry, so that a change of it can be told without keeping its words."""
        told = f"{self.value}\n{self.confidence or ''}\n{self.note}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Before:
    """What stood when the questionnaire was handed out: the token of the answer, its mark."""

    token: str
    mark: str


class Kind(StrEnum):
    """How a question stands between the file and the site."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    ELSEWHERE = "elsewhere"
    SAME = "same"
    BLANK = "blank"
    TAKEN_BACK = "taken-back"


def kind(before: Before, filled: Entry, stands: Entry, token: str) -> Kind:
    """Tell how one question stands; `token` names the answer that stands now.

    An empty row asks for nothing, unless it takes back what stood there: that cannot be done.
    """
    was_there = before.mark != Entry().mark
    moved_here, moved_there = filled.mark != before.mark, token != before.token
    if filled.is_empty:
        return Kind.TAKEN_BACK if was_there else Kind.BLANK
    if filled == stands:
        return Kind.SAME
    if not moved_here:
        return Kind.ELSEWHERE if moved_there else Kind.SAME
    if moved_there:
        return Kind.CONFLICT
    return Kind.CHANGED if stands.value else Kind.NEW


WRITES = frozenset({Kind.NEW, Kind.CHANGED})
"""What is saved without a question."""
