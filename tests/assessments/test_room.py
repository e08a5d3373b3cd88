"""How far the room of a workshop is, and parts given to all who take part at once."""

import pytest
from django.urls import reverse

from assessments import room, services
from assessments.models import Round
from cms.people import roles
from tests.assessments import made
from tests.assessments.rooms import entered, shared
from tests.assessments.saying import browser

C = roles.COORDINATOR


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which another institution has the part of the first questions."""
    return shared(team, strangers)


def test_a_room_counts_what_is_asked_of_each_and_finds_what_lacks(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    before = room.standing(one)
    inside = [name for part, name in before.order if part == "task"]
    assert before.whole == (0, len(before.order) + len(inside))
    assert before.lacking(-1) == before.order[0] == ("task", "mandate")
    entered(team, one, team)
    assert room.standing(one).lacking(-1) == ("task", "mandate"), "the guest has not answered it"
    entered(team, one, strangers)
    after = room.standing(one)
    assert after.counts(strangers.institution.pk) == (1, len(inside))
    assert after.counts(team.institution.pk) == (1, len(after.order))
    assert after.lacking(-1) == after.order[1]
    assert after.lacking(len(after.order) - 1) == after.order[1], "once round"


def test_a_room_in_which_everything_is_answered_lacks_nothing(team: made.Team) -> None:
    one = made.started(team)
    for _part, name in room.standing(one).order:
        services.save_answer(user=team[C], round_id=one.pk, indicator=name, value="unknown")
    standing = room.standing(one)
    given, asked = standing.whole
    assert given == asked
    assert standing.lacking(-1) is None


def test_the_screen_says_how_far_the_room_and_each_institution_is(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    entered(team, one, team, strangers)
    page = reverse("assessments:workshop", args=[one.pk, "task", "mandate"])
    text = browser(team, C).get(page).content.decode()
    given, asked = room.standing(one).whole
    assert f'<progress max="{asked}" value="{given}"' in text
    assert reverse("assessments:workshop", args=[one.pk, *room.standing(one).order[1]]) in text


def test_the_round_leads_its_coordinator_to_the_room_and_nobody_else(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    entered(team, one, team, strangers)
    there = reverse("assessments:workshop", args=[one.pk, *room.standing(one).order[1]])
    page = reverse("assessments:round", args=[one.pk])
    assert there in browser(team, C).get(page).content.decode()
    for people, role in ((team, roles.RESPONDENT), (team, roles.APPROVER), (strangers, C)):
        assert "/workshop/" not in browser(people, role).get(page).content.decode()


def test_parts_are_given_to_every_institution_that_takes_part_with_one_form(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    third = made.Team(name="Third ministry")
    services.take_part(user=third[C], round_id=one.pk, institution=third.institution)
    client, page = browser(team, C), reverse("assessments:give", args=[one.pk])
    sent = {"parts": ["task", "practice"], "whom": "everybody"}
    assert client.post(page, sent).status_code == 302
    given = set(one.delegations.values_list("institution", "part", "person"))
    assert given == {
        (guest.institution.pk, part, None)
        for guest in (strangers, third)
        for part in ("task", "practice")
    }
    text = client.get(reverse("assessments:team", args=[one.pk])).content.decode()
    assert text.count('<details class="row"') == 2, "one for each institution, not for each part"


def test_who_takes_part_gives_to_nobody_but_her_own_people(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    third = made.Team(name="Third ministry")
    services.take_part(user=third[C], round_id=one.pk, institution=third.institution)
    page = reverse("assessments:give", args=[one.pk])
    sent = {"parts": ["task"], "whom": "everybody"}
    assert browser(strangers, C).post(page, sent).status_code == 422
    assert not one.delegations.filter(institution=third.institution).exists()
