"""What a bundle says of translations that are behind: which old words each text was made from, and
how grave the changes since then are."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from courses.domain.values import FromList, FromTable, Frozen, Id, Line

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
HashOrNothing = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]

PARTS: Mapping[str, str] = {
    "module": "modules",
    "lesson": "lessons",
    "quiz": "quizzes",
    "item": "items",
    "scenario": "scenarios",
}
"""The table in which the texts of a kind stand by their ids."""


def _nothing() -> Any:
    return MappingProxyType({})


class Made(Frozen):
    """A text of a translation: its place, the hash of its words, the source that it was made from.

    Whoever has other words at that place has translated it anew, and this says nothing of them.
    """

    place: Annotated[Line, Field(max_length=255)]
    translation: Hash
    source: str = ""


class Ruling(Frozen):
    """How grave a change of the source is, as its author said; by the hashes of both texts."""

    before: HashOrNothing = ""
    after: HashOrNothing = ""
    gravity: Literal["typo", "wording", "meaning", "safety"]


class Debt(Frozen):
    """One page, question or scenario of a translation that is behind."""

    made: Annotated[tuple[Made, ...], FromList] = ()
    changes: Annotated[tuple[Ruling, ...], FromList] = ()


Debts = Annotated[Mapping[Id, Debt], FromTable]


class Behind(Frozen):
    """The file `<language>/behind.toml`."""

    course: Debt | None = None
    modules: Debts = Field(default_factory=_nothing)
    lessons: Debts = Field(default_factory=_nothing)
    quizzes: Debts = Field(default_factory=_nothing)
    items: Debts = Field(default_factory=_nothing)
    scenarios: Debts = Field(default_factory=_nothing)

    def of(self, kind: str, name: str) -> Debt | None:
        """What is owed in one text, by its kind and its id in the course."""
        if kind == "course":
            return self.course
        found: Debt | None = getattr(self, PARTS[kind]).get(name) if kind in PARTS else None
        return found

    def names(self) -> Iterator[tuple[str, str]]:
        """Every text with a debt, but the course itself: its table and its id."""
        for table in PARTS.values():
            yield from ((table, name) for name in getattr(self, table))
