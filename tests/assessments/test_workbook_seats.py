"""Institutions that take part: each takes along what it answers, and nothing of another's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.models import Round
from cms.people import roles
from tests.assessments import filling, made
from tests.assessments.saying import browser
from tests.cms import crawler

pytestmark = pytest.mark.django_db
C, R = roles.COORDINATOR, roles.RESPONDENT
ADDRESSES = ("workbook", "workbook-file", "workbook-paper")


@pytest.fixture
def one(team: made.Team) -> Round:
    return made.answered(team, {"mandate": "1", "handling": "2"})


@pytest.fixture
def partner(team: made.Team, one: Round) -> made.Team:
    """Another institution, to which one part was given."""
    found = made.Team(name="Regulator")
    services.take_part(user=found[C], round_id=one.pk, institution=found.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=["task"], institution_id=found.institution.pk
    )
    return found


def status(one: Round, name: str, person: made.Team, role: str, institution: made.Team) -> int:
    """Return what an address answers to somebody who asks for an institution's file."""
    client, address = browser(person, role), reverse(f"assessments:{name}", args=[one.pk])
    asked = {"institution": institution.institution.pk, "language": "en", "content": "blank"}
    if name == "workbook-paper":
        return client.post(address, asked).status_code
    return client.get(address, asked).status_code


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_whoever_answers_for_a_partner_takes_its_own_file(
    one: Round, partner: made.Team, role: str
) -> None:
    answers = role in (C, R)
    found = [status(one, name, partner, role, partner) for name in ADDRESSES]
    assert found == ([200, 200, 302] if answers else [404, 404, 404])


@pytest.mark.parametrize("name", ["workbook-file", "workbook-paper"])
def test_nobody_takes_the_file_of_the_other(
    team: made.Team, one: Round, partner: made.Team, name: str
) -> None:
    for role in (C, R):
        assert status(one, name, partner, role, team) == 422
        assert status(one, name, team, role, partner) == 422


def test_the_service_asks_for_the_seat_itself(
    team: made.Team, strangers: made.Team, one: Round, partner: made.Team
) -> None:
    wanted = [
        (partner[R], team.institution),
        (team[C], partner.institution),
        (team[roles.REVIEWER], team.institution),
        (strangers[C], team.institution),
    ]
    for user, institution in wanted:
        words = {"user": user, "round_id": one.pk, "institution": str(institution.pk)}
        with pytest.raises(PermissionDenied):
            services.hand_out(**words, language="en")
        with pytest.raises(PermissionDenied):
            services.request_questionnaire(**words, language="en", filled=True)


def test_a_part_that_belongs_to_nobody_else_is_on_no_partners_paper(
    one: Round, partner: made.Team
) -> None:
    words = {"round_id": one.pk, "institution": str(partner.institution.pk), "language": "en"}
    made_out = services.hand_out(user=partner[R], **words)
    assert [item.id for item in made_out.paper.items()] == ["mandate", "constituency"]
    assert not any(item.stands.value for item in made_out.paper.items())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_and_preview_are_sound(team: made.Team, one: Round, language: str) -> None:
    client = browser(team, C)
    book = filling.downloaded(client, one, team)
    services.save_answer(user=team[R], round_id=one.pk, indicator="handling", value="1")
    rows = {"mandate": ("9",), "handling": ("0",), "sharing": ("1", None, "a <b> note")}
    with translation.override(language):
        page = filling.previewed(client, one, filling.changed(book, rows))
        again = client.get(reverse("assessments:workbook", args=[one.pk]))
    for found in (page, again):
        assert crawler.faults(found.content.decode(), language) == []
    assert "a &lt;b&gt; note" in page.content.decode()
