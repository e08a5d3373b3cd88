"""Every address of the assessments for whoever takes part in the round of another institution."""

import pytest

from assessments import services
from cms.people import roles
from tests.assessments import made
from tests.assessments.door import Door
from tests.assessments.round_doors import ROUND
from tests.assessments.test_access import DOORS, World, client_of, named, world

__all__ = ["world"]

C, R = roles.COORDINATOR, roles.RESPONDENT
# Takes part and was given the part “task”: the addresses that open, by role
OPEN = {
    ("get", "round"): {C, R},
    ("get", "dimension"): {C, R},
    ("post", "dimension"): {C, R},
    ("post", "answer"): {C, R},
    ("post", "hand-in"): {C, R},
    ("post", "confirm"): {C, R},
    ("get", "entered"): {C, R},
    ("post", "entered"): {C, R},
    ("get", "workbook"): {C, R},
    ("post", "workbook"): {C, R},
    ("get", "workbook-file"): {C, R},
    ("post", "workbook-paper"): {C, R},
    ("get", "workbook-preview"): {C, R},
    ("post", "workbook-preview"): {C, R},
    ("get", "thread"): {C, R},
    ("post", "thread"): {C, R},
    ("get", "team"): {C},
    ("post", "give"): {C},
}
# With another id than hers, which a guest may not touch: refused by the service, not by a page
REFUSED = {403, 404}


@pytest.fixture
def guests(world: World) -> made.Team:
    """An institution that answers the part “task” of the open round."""
    found = made.Team(name="Ministry of Ports")
    team, one = world.team, world.rounds["open"]
    services.take_part(user=found[C], round_id=one, institution=found.institution)
    services.delegate(
        user=team[C], round_id=one, parts=["task"], institution_id=found.institution.pk
    )
    return found


def opens(door: Door, role: str) -> bool:
    """Tell whether an address of the round opens for a guest in this role."""
    of_the_round = door in ROUND or door.name == "thread"
    return of_the_round and door.what == "open" and role in OPEN.get((door.method, door.name), ())


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_a_guest_opens_its_part_of_the_round_and_nothing_else(
    world: World, guests: made.Team, role: str
) -> None:
    client = client_of(guests[role])
    wrong = {
        named(door): status
        for door in DOORS
        if ((status := world.open(door, client)) in REFUSED) == opens(door, role)
    }
    assert wrong == {}
