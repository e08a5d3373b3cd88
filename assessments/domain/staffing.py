"""People of a plan: how many are planned, for the nation or one institution, and what is free."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Annotated

from pydantic import Field, StringConstraints

from assessments.domain.quarters import AnyQuarter, Quarter
from assessments.domain.shape import Value, Whole

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
UNLIMITED = 1 << 60
"""Units of work of an institution in a quarter for which nobody said how many people it has."""


class PlannedPeople(Value):
    """How many people work on the plan from a quarter on, in the place of those before.

    With an `institution` these are the people of that institution, without one those of all
    together.
    """

    since: AnyQuarter = Field(alias="from")
    people: Whole
    institution: Name | None = None


class Stock:
    """Work that the people of all institutions, or of one, can still do, in units by quarter.

    `least` is the least that is free from each quarter on.
    """

    __slots__ = ("free", "institution", "least")

    def __init__(self, free: Iterable[int], institution: str | None = None) -> None:
        self.free, self.institution = list(free), institution
        self.least = least_from(self.free)

    def suffices(self, work: int, running: int, quarters: Sequence[int]) -> bool:
        """Tell whether so much is free in each of the quarters, and `running` in each after."""
        free = self.free
        return running <= self.least[quarters[-1] + 1] and (
            not work or all(work <= free[number] for number in quarters)
        )

    def take(self, work: int, change: int, quarters: Sequence[int]) -> None:
        """Take work in each of the quarters; in each after them so much more is free."""
        free = self.free
        for number in quarters:
            free[number] -= work
        for number in range(quarters[-1] + 1, len(free)):
            free[number] += change
        self.least = least_from(free)


def least_from(free: Sequence[int]) -> list[int]:
    """The least that is free from each quarter on."""
    return list(accumulate(reversed(free), min))[::-1]


def planned(rows: Iterable[PlannedPeople], institution: str | None, quarter: Quarter) -> int | None:
    """Give the people who are planned for a quarter, None where the rows say nothing of it."""
    found = [one.people for one in rows if one.institution == institution and one.since <= quarter]
    return found[-1] if found else None


def problems(
    named: Mapping[str, int], rows: Sequence[PlannedPeople], players: Mapping[str, str]
) -> list[str]:
    """Tell which numbers are negative, out of the order of time, or of nobody who leads here.

    `named` is the number of people by institution, `players` who plays which role.
    """
    found = [
        f"people_by_institution.{name}: expected 0 or more, found {people}"
        for name, people in sorted(named.items())
        if people < 0
    ]
    places = [(f"people_by_institution.{name}", name) for name in sorted(named)]
    latest: dict[str | None, Quarter] = {}
    for number, one in enumerate(rows):
        where = f"planned_people[{number}]"
        if one.people < 0:
            found.append(f"{where}.people: expected 0 or more, found {one.people}")
        before = latest.get(one.institution)
        if before is not None and one.since <= before:
            found.append(f"{where}.from: expected later than {before}, found {one.since}")
        latest[one.institution] = one.since
        if one.institution is not None:
            places.append((f"{where}.institution", one.institution))
    return found + [
        f"{where}: expected an institution of roles, or a role of no such one, found {name}"
        for where, name in places
        if name not in players.values()
    ]
