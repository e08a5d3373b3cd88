"""Who sees a team, who changes it, and that it never loses its last coordinator."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.people import emergency, invitations, roles, services
from cms.people.models import AuditEvent, Institution, Invitation, Membership, User
from tests.people.made import institution, logo, member, person, without_mail

pytestmark = pytest.mark.django_db

EVERYBODY = frozenset(roles.LABELS)
MANAGING = frozenset({roles.COORDINATOR})
# Who may open each address of a team; everybody else in it gets 403, everybody outside 404
ANSWERS = {
    "team": EVERYBODY,
    "leave": EVERYBODY,
    "invite": MANAGING,
    "member": MANAGING,
    "logo": EVERYBODY,
    "about": MANAGING,
    "open-account": MANAGING,
    "renew-code": MANAGING,
    "resend": MANAGING,
    "revoke": MANAGING,
    "delete": MANAGING,
    "end-emergency": MANAGING,
}
INVITING = {"resend", "revoke"}
POSTED = {*INVITING, "renew-code", "end-emergency"}


@pytest.fixture
def house() -> Institution:
    """A ministry with a member in each role."""
    made = institution(name="Ministry of Digital Affairs")
    for role in roles.LABELS:
        made_as = without_mail if role == roles.RESPONDENT else member
        made_as(role, made, display_name=f"The {role}")
    logo(made)
    return made


def held(house: Institution, role: str) -> Membership:
    return Membership.objects.get(institution=house, role=role)


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def address(name: str, house: Institution, invitation: Invitation) -> str:
    words: dict[str, object] = {"institution_id": house.pk}
    if name in INVITING:
        words["invitation_id"] = invitation.pk
    if name == "end-emergency":
        admin = person(is_staff=True, is_superuser=True)
        row = emergency.ask(user=admin, institution=house, reason="We must look at it ourselves.")
        words["emergency_id"] = row.pk
    if name == "member":
        words["membership_id"] = held(house, roles.OBSERVER).pk
    if name == "renew-code":
        words["membership_id"] = held(house, roles.RESPONDENT).pk
    return reverse(f"people:{name}", kwargs=words)


def status(client: Client, name: str, place: str) -> int:
    return (client.post(place) if name in POSTED else client.get(place)).status_code


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_each_address_answers_to_each_role_here_and_nowhere_else(
    house: Institution, name: str
) -> None:
    made = invitations.invite(
        actor=held(house, roles.COORDINATOR).user,
        institution=house,
        role=roles.OBSERVER,
        language="en",
    )
    place = address(name, house, made.invitation)
    other = institution()
    administrator = person(is_staff=True, is_superuser=True)
    strangers = [person(), *(member(role, other) for role in sorted(EVERYBODY))]
    if name != "delete":  # an administrator may have any institution deleted, and reads nothing
        strangers.append(administrator)
    assert status(browser(None), name, place) == 302
    for stranger in strangers:
        answer = browser(stranger).get(place)
        assert status(browser(stranger), name, place) == 404
        assert house.name not in answer.content.decode()
    for role in sorted(EVERYBODY - MANAGING):
        wanted = 200 if role in ANSWERS[name] else 403
        assert status(browser(held(house, role).user), name, place) == wanted, role
    assert Invitation.objects.get().revoked_at is None
    coordinator = browser(held(house, roles.COORDINATOR).user)
    assert status(coordinator, name, place) == (302 if name in {"revoke", "end-emergency"} else 200)


def test_what_is_of_another_institution_is_not_reached_through_ones_own(
    house: Institution,
) -> None:
    other = institution()
    boss = member(roles.COORDINATOR, other)
    made = invitations.invite(
        actor=held(house, roles.COORDINATOR).user,
        institution=house,
        role=roles.OBSERVER,
        language="en",
    )
    for name in ("resend", "revoke"):
        place = reverse(f"people:{name}", args=[other.pk, made.invitation.pk])
        assert browser(boss).post(place).status_code == 404
    place = reverse("people:member", args=[other.pk, held(house, roles.OBSERVER).pk])
    assert browser(boss).post(place, {"do": "take"}).status_code == 404
    assert held(house, roles.OBSERVER)


def test_every_member_reads_the_list_and_only_coordinators_the_rest(house: Institution) -> None:
    coordinator = held(house, roles.COORDINATOR).user
    invitations.invite(
        actor=coordinator,
        institution=house,
        role=roles.OBSERVER,
        language="en",
        email="new@example.org",
    )
    place = reverse("people:team", args=[house.pk])
    for role in sorted(EVERYBODY):
        answer = browser(held(house, role).user).get(place)
        text = answer.content.decode()
        assert "The approver" in text
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert ("new@example.org" in text) == (role in MANAGING)
        assert ("Change the role" in text) == (role in MANAGING)


def test_a_coordinator_changes_adds_and_takes_a_role(house: Institution) -> None:
    client = browser(held(house, roles.COORDINATOR).user)
    user = held(house, roles.OBSERVER).user

    def send(at: str, **sent: str) -> None:
        place = reverse("people:member", args=[house.pk, user.memberships.get(role=at).pk])
        assert client.post(place, sent).status_code == 302

    def now() -> set[str]:
        return set(user.memberships.values_list("role", flat=True))

    send(roles.OBSERVER, role=roles.REVIEWER, do="change")
    assert now() == {roles.REVIEWER}
    send(roles.REVIEWER, role=roles.APPROVER, do="add")
    assert now() == {roles.REVIEWER, roles.APPROVER}
    send(roles.REVIEWER, do="take")
    assert now() == {roles.APPROVER}
    place = reverse("people:member", args=[house.pk, user.memberships.get().pk])
    assert client.post(place, {"role": "king", "do": "change"}).status_code == 422
    assert now() == {roles.APPROVER}


@pytest.mark.parametrize("sent", [{"do": "take"}, {"do": "change", "role": roles.OBSERVER}])
def test_the_last_coordinator_keeps_the_role(house: Institution, sent: dict[str, str]) -> None:
    last = held(house, roles.COORDINATOR)
    place = reverse("people:member", args=[house.pk, last.pk])
    answer = browser(last.user).post(place, sent)
    assert answer.status_code == 422
    assert "An institution needs a coordinator" in answer.content.decode()
    assert list(last.user.memberships.values_list("role", flat=True)) == [roles.COORDINATOR]
    assert not AuditEvent.objects.exists()


def test_the_last_coordinator_leaves_only_after_another_is_there(house: Institution) -> None:
    last = held(house, roles.COORDINATOR).user
    closed = member(roles.COORDINATOR, house, is_active=False)
    services.add_member(actor=last, institution=house, user=last, role=roles.APPROVER)
    place = reverse("people:leave", args=[house.pk])
    answer = browser(last).post(place)
    assert answer.status_code == 422
    assert "Make somebody else coordinator first" in answer.content.decode()
    assert last.memberships.count() == 2
    services.remove_member(actor=last, membership=closed.memberships.get())
    member(roles.COORDINATOR, house)
    assert browser(last).post(place).status_code == 302
    assert not last.memberships.exists()
    assert browser(last).get(place).status_code == 404
    verbs = AuditEvent.objects.filter(actor=last, subject_id=str(last.pk), verb="member.removed")
    assert {event.detail["role"] for event in verbs} == {roles.COORDINATOR, roles.APPROVER}


def test_an_administrator_reads_why_the_last_coordinator_stays(house: Institution) -> None:
    last = held(house, roles.COORDINATOR)
    client = browser(person(is_staff=True, is_superuser=True))
    answer = client.post(f"/admin/memberships/delete/{last.pk}/", follow=True)
    assert "An institution needs a coordinator" in answer.content.decode()
    assert Membership.objects.filter(pk=last.pk).exists()


def test_the_desk_leads_to_each_team(house: Institution) -> None:
    user = held(house, roles.OBSERVER).user
    place = reverse("people:team", args=[house.pk])
    assert f'href="{place}"' in browser(user).get(reverse("desk")).content.decode()
    assert "/people/team/" not in browser(person()).get(reverse("desk")).content.decode()
