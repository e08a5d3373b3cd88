"""Asking institutions to take part: letters, who may accept them, and when they are dead."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Participation, Round, RoundInvitation
from cms.people import roles
from cms.people.models import Membership
from cms.press.models import OutboxMessage
from tests.assessments import made

C, R = roles.COORDINATOR, roles.RESPONDENT


@pytest.fixture
def one(team: made.Team) -> Round:
    """A round in which nobody else takes part yet."""
    return made.started(team)


def ask(team: made.Team, one: Round, **more: str) -> str:
    asked = services.ask_to_join(
        user=team[C], round_id=one.pk, label="The regulator", language="en", **more
    )
    return asked.link.rstrip("/").rpartition("/")[2]


def browser(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_coordinator_accepts_by_the_link_once(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    token = ask(team, one, email="chief@regulator.example")
    letter = OutboxMessage.objects.get()
    assert letter.to == "chief@regulator.example"
    assert token in letter.text
    address = reverse("assessments:join", args=[token])
    shown = browser(strangers[C]).get(address).content.decode()
    for role in (C, roles.REVIEWER, roles.APPROVER):
        assert team[role].display_name in shown
    sent = {"institution": strangers.institution.pk}
    assert browser(strangers[C]).post(address, sent).status_code == 302
    assert Participation.objects.get().institution == strangers.institution
    assert RoundInvitation.objects.get().email == ""
    assert browser(strangers[C]).post(address, sent).status_code == 410


def test_only_who_coordinates_an_institution_can_accept_for_it(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    address = reverse("assessments:join", args=[ask(team, one)])
    sent = {"institution": strangers.institution.pk}
    assert browser(strangers[R]).post(address, sent).status_code == 422
    assert browser(team[C]).post(address, {"institution": team.institution.pk}).status_code == 422
    assert Client().post(address, sent).status_code == 302
    assert not Participation.objects.exists()


def test_a_letter_is_dead_when_withdrawn_expired_or_its_writer_has_left(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    gone, old, orphan = ask(team, one), ask(team, one), ask(team, one)
    first = RoundInvitation.objects.order_by("created_at").first()
    services.withdraw_question(user=team[C], round_id=one.pk, invitation_id=first.pk)
    second = RoundInvitation.objects.order_by("created_at")[1]
    RoundInvitation.objects.filter(pk=second.pk).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )
    for token in (gone, old):
        with pytest.raises(services.Refused):
            services.join(user=strangers[C], token=token, institution=strangers.institution)
    Membership.objects.filter(user=team[C]).delete()
    with pytest.raises(services.Refused):
        services.join(user=strangers[C], token=orphan, institution=strangers.institution)
    assert not Participation.objects.exists()


def test_nobody_else_asks_and_nobody_joins_a_signed_round(
    team: made.Team, strangers: made.Team
) -> None:
    signed = made.signed(team).round
    with pytest.raises(services.Refused, match="signed off"):
        ask(team, signed)
    with pytest.raises(PermissionDenied):
        services.ask_to_join(user=team[R], round_id=signed.pk, label="x", language="en")


def test_the_letter_to_print_shows_its_link_once(team: made.Team, one: Round) -> None:
    address = reverse("assessments:ask", args=[one.pk])
    response = browser(team[C]).post(address, {"label": "X", "language": "ar", "email": ""})
    text = response.content.decode()
    assert response.status_code == 200
    assert "/ar/assessments/join/" in text
    assert 'dir="rtl"' in text
    assert "<svg" in text
