"""Emergency access: a reason, a day, a letter, a log; reading only, and never in silence."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.people import access, emergency, roles
from cms.people.models import AuditEvent, EmergencyAccess, Institution, User
from cms.people.services import Refused
from cms.press.models import OutboxMessage
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db

WHY = "The approver has lost access and the round must be checked."


@pytest.fixture
def house() -> Institution:
    """A ministry with a member in each role."""
    made = institution(name="Ministry of Digital Affairs")
    for role in roles.LABELS:
        member(role, made, display_name=f"The {role}", email=f"{role}@example.org")
    return made


@pytest.fixture
def admin() -> User:
    """An administrator of the site who is no member of anything."""
    return person(is_staff=True, is_superuser=True, display_name="Ada Admin")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_opens_reading_and_nothing_else_in_one_institution(
    house: Institution, admin: User
) -> None:
    other = institution()
    assert not access.institutions(admin, roles.READ).exists()
    emergency.ask(user=admin, institution=house, reason=WHY)
    opened = {one for one in roles.CAPABILITIES if access.may(admin, one, house)}
    assert opened == {roles.READ, roles.RESULTS}
    assert not access.may(admin, roles.READ, other)
    assert not access.served(admin, roles.READ).exists()


def test_coordinators_get_a_letter_and_the_log_holds_no_reason(
    house: Institution, admin: User
) -> None:
    emergency.ask(user=admin, institution=house, reason=WHY)
    letter = OutboxMessage.objects.get()
    assert letter.to == "coordinator@example.org"
    assert WHY in letter.text
    assert "Ada Admin" in letter.text
    event = AuditEvent.objects.get(verb="emergency.opened")
    assert event.institution_id == house.pk
    assert event.actor == admin
    assert "approver" not in str(event.detail)
    assert mail.outbox == []


@pytest.mark.parametrize("reason", ["", "because", " " * 40, "a" * 1001])
def test_a_reason_says_something(house: Institution, admin: User, reason: str) -> None:
    with pytest.raises(Refused):
        emergency.ask(user=admin, institution=house, reason=reason)
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_nobody_but_an_administrator_asks_for_it(house: Institution, role: str) -> None:
    user = User.objects.get(email=f"{role}@example.org")
    with pytest.raises(PermissionDenied):
        emergency.ask(user=user, institution=house, reason=WHY)
    assert browser(user).get(reverse("people:emergency")).status_code == 404


def test_it_ends_after_a_day_and_with_the_office(house: Institution, admin: User) -> None:
    row = emergency.ask(user=admin, institution=house, reason=WHY)
    assert row.until - row.since <= timedelta(hours=24)
    admin.is_superuser = False
    admin.save()
    assert not access.may(admin, roles.READ, house)
    admin.is_superuser = True
    admin.save()
    assert access.may(admin, roles.READ, house)
    EmergencyAccess.objects.update(until=timezone.now())
    assert not access.may(admin, roles.READ, house)
    emergency.ask(user=admin, institution=house, reason=WHY)
    assert access.may(admin, roles.READ, house)


def test_it_is_asked_for_once_at_a_time(house: Institution, admin: User) -> None:
    emergency.ask(user=admin, institution=house, reason=WHY)
    with pytest.raises(Refused):
        emergency.ask(user=admin, institution=house, reason=WHY)


def test_a_coordinator_ends_it_and_other_members_do_not(house: Institution, admin: User) -> None:
    row = emergency.ask(user=admin, institution=house, reason=WHY)
    place = reverse("people:end-emergency", args=[house.pk, row.pk])
    for role in sorted(set(roles.LABELS) - {roles.COORDINATOR}):
        user = User.objects.get(email=f"{role}@example.org")
        assert browser(user).post(place).status_code == 403
    stranger = member(roles.COORDINATOR, institution())
    assert browser(stranger).post(place).status_code == 404
    assert access.may(admin, roles.READ, house)
    coordinator = User.objects.get(email="coordinator@example.org")
    assert browser(coordinator).post(place).status_code == 302
    assert not access.may(admin, roles.READ, house)
    event = AuditEvent.objects.get(verb="emergency.ended")
    assert event.actor == coordinator


def test_the_page_asks_who_it_is_then_opens_and_refuses_with_a_sentence(
    house: Institution, admin: User
) -> None:
    client, place = browser(admin), reverse("people:emergency")
    assert client.get(place).status_code == 200
    short = client.post(place, {"institution": house.pk, "reason": "short"})
    assert short.status_code == 422
    assert "20 characters" in short.content.decode()
    assert client.post(place, {"institution": house.pk, "reason": WHY}).status_code == 302
    stale = Client()
    stale.force_login(admin)
    session = stale.session
    session["account_authentication_methods"] = []
    session.save()
    assert "reauthenticate" in stale.get(place)["Location"]


def test_every_page_says_it_and_every_page_that_is_read_is_on_record(
    house: Institution, admin: User
) -> None:
    emergency.ask(user=admin, institution=house, reason=WHY)
    client = browser(admin)
    text = client.get(reverse("people:team", args=[house.pk])).content.decode()
    assert "by emergency access" in text
    assert "by emergency access" in client.get("/en/search/").content.decode()
    events = AuditEvent.objects.filter(verb="emergency.read", institution=house.pk)
    assert [event.detail for event in events] == [{"page": "people:team"}]
    assert client.get(reverse("log", args=[house.pk])).status_code == 404
    assert events.count() == 1


def test_coordinators_see_it_on_desk_team_and_log(house: Institution, admin: User) -> None:
    emergency.ask(user=admin, institution=house, reason=WHY)
    client = browser(User.objects.get(email="coordinator@example.org"))
    assert "Ada Admin" in client.get(reverse("desk")).content.decode()
    for place in ("people:team", "log"):
        text = client.get(reverse(place, args=[house.pk])).content.decode()
        assert WHY in text
        assert "End it now" in text
    observer = browser(User.objects.get(email="observer@example.org"))
    text = observer.get(reverse("people:team", args=[house.pk])).content.decode()
    assert "Ada Admin" in text
    assert "End it now" not in text


def test_an_administrator_takes_no_role_where_there_are_coordinators(
    house: Institution, admin: User
) -> None:
    client, place = browser(admin), "/admin/memberships/new/"
    given = {"institution": house.pk, "user": admin.pk, "role": roles.OBSERVER}
    answer = client.post(place, given, follow=True)
    assert "give themselves no role" in answer.content.decode()
    assert not admin.memberships.exists()
    newcomer = person(display_name="Nora New")
    assert client.post(place, {**given, "user": newcomer.pk}).status_code == 302
    assert newcomer.memberships.exists()
    letter = OutboxMessage.objects.get()
    assert letter.to == "coordinator@example.org"
    assert "Nora New" in letter.text
