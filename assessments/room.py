"""How far a room is: what is asked of each institution in it, and how much of that is answered."""

import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass

from assessments import answering
from assessments.models import Round


@dataclass(frozen=True, slots=True)
class Standing:
    """The questions that are entered for each institution of a room, and those it answered.

    `order` holds every question with its part, in the order of the model.
    """

    order: tuple[tuple[str, str], ...]
    asked: Mapping[uuid.UUID, Set[str]]
    answered: Mapping[uuid.UUID, Set[str]]

    def counts(self, institution: uuid.UUID) -> tuple[int, int]:
        """Count what an institution answered, and what is asked of it."""
        asked = self.asked[institution]
        return len(asked & self.answered.get(institution, frozenset())), len(asked)

    @property
    def whole(self) -> tuple[int, int]:
        """Count what the room answered, and what is asked of it."""
        every = [self.counts(institution) for institution in self.asked]
        return sum(given for given, _asked in every), sum(asked for _given, asked in every)

    def lacking(self, place: int) -> tuple[str, str] | None:
        """Find the next question to which an institution has no answer; once round, from a place.

        The question at the place itself is the last that is looked at.
        """
        for part, name in self.order[place + 1 :] + self.order[: place + 1]:
            if any(
                name in asked and name not in self.answered.get(institution, ())
                for institution, asked in self.asked.items()
            ):
                return part, name
        return None


def standing(one: Round) -> Standing:
    """Tell how far the room of a round is; three queries.

    In it are the institution of the round, which answers everything, and those that take part,
    each with the parts that were given to it.
    """
    inside = {part.id: [row.id for row in part.indicators()] for part in answering.parts_of(one)}
    order = tuple((part, name) for part, names in inside.items() for name in names)
    asked = {one.institution_id: {name for _part, name in order}}
    guests = set(one.participations.values_list("institution", flat=True))
    for institution, part in one.delegations.values_list("institution", "part"):
        if institution in guests:
            asked.setdefault(institution, set()).update(inside.get(part, ()))
    answered: dict[uuid.UUID, set[str]] = {}
    for institution, name in one.answers.values_list("institution", "indicator"):
        answered.setdefault(institution, set()).add(name)
    return Standing(order, asked, answered)
