"""Every address of the assessments, for every role, in one's own and in another institution."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments import services, urls
from tests.assessments import door, made, sharing_doors
from tests.assessments.door import EVERYBODY, EXPORTING, RESULTS, A, C, Door, R
from tests.assessments.evidence_doors import EVIDENCE
from tests.assessments.round_doors import ROUND
from tests.assessments.sharing_doors import SHARING
from tests.people import made as people

DOORS = [
    *ROUND,
    Door("make-plan", what="signed", method="post", passes=frozenset({C}), answers=302),
    Door("plan", what="plan", passes=RESULTS),
    Door("refine", what="plan", passes=frozenset({C})),
    Door("refine", what="plan", method="post", passes=frozenset({C}), answers=302),
    Door(
        "refine",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=422,
        data=(("people", "0"),),
    ),
    Door("desk", what="plan", passes=frozenset({C})),
    Door("desk", what="plan", passes=frozenset({C}), data=(("variant", "variant"),)),
    Door("desk", what="plan", method="post", passes=frozenset({C})),
    Door(
        "desk",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=302,
        data=(("do", "save"), ("name", "More money")),
    ),
    Door(
        "desk",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=302,
        data=(("do", "adopt"),),
    ),
    Door(
        "desk",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=422,
        data=(("people", "0"),),
    ),
    Door(
        "desk-compare",
        what="plan",
        passes=frozenset({C}),
        data=(("a", "plan"), ("b", "variant")),
    ),
    Door(
        "desk-adopt",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=302,
        more=("variant",),
    ),
    Door(
        "desk-delete",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=302,
        more=("variant",),
    ),
    Door("facts", what="institution"),
    Door("facts", what="institution", method="post", passes=frozenset({C}), answers=302),
    Door(
        "facts",
        what="institution",
        method="post",
        passes=frozenset({C}),
        answers=422,
        data=(("answer-ldc", "perhaps"),),
    ),
    Door("own", what="institution", passes=frozenset({C})),
    Door("own-add", what="institution", passes=frozenset({C})),
    Door("own-add", what="institution", method="post", passes=frozenset({C}), answers=422),
    Door("own-change", what="institution", passes=frozenset({C}), more=("own-1",)),
    Door("own-change", "institution", "post", frozenset({C}), 422, ("own-1",)),
    Door("own-remove", what="institution", passes=frozenset({C}), more=("own-1",)),
    Door("own-remove", "institution", "post", frozenset({C}), 302, ("own-1",)),
    *EVIDENCE,
    Door("approve", what="plan", method="post", passes=frozenset({A}), answers=302),
    *door.OF_A_BOARD,
    *door.OF_A_TEAM,
    Door("disclosure", what="plan", method="post", passes=frozenset({C}), answers=302),
    Door(
        "disclosure",
        what="plan",
        method="post",
        passes=frozenset({C}),
        answers=302,
        data=(("do", "allow"),),
    ),
    *SHARING,
    Door("report", what="plan", passes=EXPORTING),
    Door(
        "report",
        what="plan",
        method="post",
        passes=EXPORTING,
        answers=302,
        data=(("language", "en"), ("edition", "brief"), ("written_as", "pdf")),
    ),
]
LISTS = {"rounds", "plans", "start", "letters"}
# Whoever holds the link: tests/assessments/test_joining.py
LETTERS = {"join"}


@dataclass
class World:
    """What the addresses name."""

    team: made.Team
    rounds: dict[str, object]

    def open(self, door: Door, client: Client) -> int:
        """Return the status with which the address answers this client."""
        more = [self.rounds.get(word, word) for word in door.more]
        address = reverse(f"assessments:{door.name}", args=[self.rounds[door.what], *more])
        named = ("variant", "open", "of")
        data = {name: self.rounds[word] if word in named else word for name, word in door.data}
        return getattr(client, door.method)(address, data).status_code


@pytest.fixture
def world(team: made.Team) -> World:
    """An open round, a signed one and a planned one of one institution."""
    plan = made.planned(team, title="Planned")
    made.own_action(team)
    wish = services.Wish({"start": plan.result["start"]})
    variant = services.save_variant(user=team[C], plan_id=plan.pk, name="Kept", wish=wish)
    services.approve_plan(user=team[A], plan_id=plan.pk)
    shown = made.evidence(team)
    rounds = {
        "evidence": shown.pk,
        "version": shown.versions.get().pk,
        "open": made.answered(team, {"mandate": "1"}, title="Open").pk,
        "alone": made.answered(team, {"mandate": "1"}, title="Alone").pk,
        "signed": made.signed(team, title="Signed").round_id,
        "plan": plan.pk,
        "institution": team.institution.pk,
        "planned": plan.snapshot.round_id,
        "variant": variant.pk,
        "action": plan.result["actions"][0]["id"],
        "of": team.institution.pk,
        "nothing": uuid4(),
    }
    rounds |= _guests(team, rounds["open"])
    rounds |= sharing_doors.lent(team, rounds["signed"])
    return World(team, rounds)


def _guests(team: made.Team, round_id: object) -> dict[str, object]:
    """Another institution takes part in the open round, and one more is asked to."""
    guests = made.Team(name="Guests")
    services.take_part(user=guests[C], round_id=round_id, institution=guests.institution)
    (given,) = services.delegate(
        user=team[C], round_id=round_id, parts=["people"], institution_id=guests.institution.pk
    )
    asked = services.ask_to_join(user=team[C], round_id=round_id, label="Third", language="en")
    return {
        "guests": guests.institution.pk,
        "delegation": given.pk,
        "question": asked.invitation.pk,
    }


def named(door: Door) -> str:
    return f"{door.method} {door.name} {door.what} {door.answers}"


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_address_stands_in_the_matrix() -> None:
    names = {pattern.name for pattern in urls.urlpatterns}
    assert names == {door.name for door in DOORS} | LISTS | LETTERS


def paired(door: Door, role: str) -> object:
    return pytest.param(door, role, id=f"{named(door)}-{role}")


@pytest.mark.parametrize(
    ("opened", "role"), [paired(one, role) for one in DOORS for role in sorted(one.passes)]
)
def test_a_role_opens_what_it_may(world: World, opened: Door, role: str) -> None:
    assert world.open(opened, client_of(world.team[role])) == opened.answers


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_is_refused_the_rest(world: World, role: str) -> None:
    client = client_of(world.team[role])
    wrong = {
        named(one): status
        for one in DOORS
        if role not in one.passes
        and (status := world.open(one, client))
        != (404 if one.what == "plan" and role == R else 403)
    }
    assert wrong == {}


def answers_of(world: World, client: Client) -> dict[str, set[int]]:
    """Return what each address answers; whoever is refused everywhere changes nothing."""
    found: dict[str, set[int]] = {}
    for one in DOORS:
        found.setdefault(named(one), set()).add(world.open(one, client))
    return found


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_for_another_institution_nothing_exists(
    world: World, strangers: made.Team, role: str
) -> None:
    found = answers_of(world, client_of(strangers[role]))
    assert {name: status for name, status in found.items() if status != {404}} == {}


def test_an_administrator_of_the_site_sees_no_answer(world: World) -> None:
    administrator = people.person(is_staff=True, is_superuser=True)
    found = answers_of(world, client_of(administrator))
    assert {name: status for name, status in found.items() if status != {404}} == {}


def test_a_visitor_is_sent_to_sign_in(world: World) -> None:
    found = answers_of(world, Client())
    assert {name: status for name, status in found.items() if status != {302}} == {}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_lists_are_for_signed_in_people(db: None, name: str) -> None:
    response = Client().get(reverse(f"assessments:{name}"))
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("name", ["rounds", "plans"])
def test_the_lists_show_nothing_of_another_institution(
    world: World, strangers: made.Team, name: str
) -> None:
    text = client_of(strangers[C]).get(reverse(f"assessments:{name}")).content.decode()
    assert "Planned" not in text
    assert world.team.institution.name not in text


def test_only_coordinators_see_the_form_that_starts_a_round(world: World) -> None:
    address = reverse("assessments:start")
    for role in EVERYBODY:
        status = client_of(world.team[role]).get(address).status_code
        assert status == (200 if role == C else 403)


def test_a_round_is_not_started_for_an_institution_that_one_does_not_coordinate(
    team: made.Team, strangers: made.Team
) -> None:
    data = {"institution": strangers.institution.pk, "model": made.OFFERED, "title": "x"}
    response = client_of(team[C]).post(reverse("assessments:start"), data)
    assert response.status_code == 422


@pytest.mark.parametrize("address", ["round", "plan"])
def test_what_is_private_is_kept_in_no_cache(world: World, address: str) -> None:
    url = reverse(
        f"assessments:{address}", args=[world.rounds["open" if address == "round" else "plan"]]
    )
    assert "no-store" in client_of(world.team[C]).get(url)["Cache-Control"]
