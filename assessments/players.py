"""Institutions that lead here: about whose people a page asks, and what another name does to it."""

from collections.abc import Collection, Mapping
from typing import Any

from assessments.domain.constraints import LEADS, Constraints


def leading(limits: Constraints, asked: Collection[str]) -> dict[str, str]:
    """Return one role for each institution that plays one of the roles asked, and its name.

    Institutions of which people are said are always among them.
    """
    found: dict[str, str] = {}
    for role in LEADS:
        player = limits.player(role)
        wanted = role in asked or player in limits.institutions
        if wanted and player not in found.values():
            found[role] = player
    return found


def renamed(name: str, limits: Constraints, roles: Mapping[str, str]) -> str:
    """Return the name of an institution of some limits once `roles` are played as said.

    Where it plays no role under its name any more, it has the name of who now plays its first.
    """
    if name in {roles.get(role, role) for role in LEADS}:
        return name
    return next((roles.get(role, role) for role in LEADS if limits.player(role) == name), name)


def carried(limits: Constraints, roles: Mapping[str, str]) -> dict[str, Any]:
    """Return what limits say of people, under the names that institutions have by `roles`.

    Where two of them become one, the numbers of the first hold.
    """
    named: dict[str, int] = {}
    for name, people in limits.people_by_institution.items():
        named.setdefault(renamed(name, limits, roles), people)
    rows: dict[tuple[str, str | None], int] = {}
    for one in limits.planned_people:
        place = one.institution and renamed(one.institution, limits, roles)
        rows.setdefault((str(one.since), place), one.people)
    return {
        "people_by_institution": named,
        "planned_people": [row(since, people, place) for (since, place), people in rows.items()],
    }


def row(since: str, people: int, institution: str | None) -> dict[str, Any]:
    """Return people who are planned as the planner reads them."""
    place = {"institution": institution} if institution else {}
    return {"from": since, "people": people, **place}
