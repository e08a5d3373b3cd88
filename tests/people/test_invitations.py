"""Invitations: a link that works once, for whom it was made, and is written down nowhere."""

import io
import json
import logging.config
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.people import invitations, roles, services
from cms.people.invitations import Made
from cms.people.models import AuditEvent, Institution, Invitation, Membership, User
from cms.press.models import OutboxMessage
from tests.cms import crawler
from tests.people.made import PASSWORD, institution, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Institution:
    return institution(name="Ministry of Digital Affairs", names={"ar": "وزارة الشؤون الرقمية"})


@pytest.fixture
def boss(house: Institution) -> User:
    member(roles.APPROVER, house, display_name="Somebody Inside")
    return member(roles.COORDINATOR, house, display_name="Ana Mora")


def offer(boss: User, house: Institution, **values: str) -> Made:
    values = {"role": roles.RESPONDENT, "language": "en", **values}
    return invitations.invite(actor=boss, institution=house, **values)


def path(made: Made) -> str:
    return urlsplit(made.link).path


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def token(made: Made) -> str:
    return path(made).rstrip("/").rpartition("/")[2]


def test_only_who_manages_the_institution_invites(house: Institution, boss: User) -> None:
    made = offer(boss, house)
    others = [member(role, house) for role in sorted(set(roles.LABELS) - {roles.COORDINATOR})]
    others += [member(roles.COORDINATOR, institution()), person(is_superuser=True)]
    for other in others:
        with pytest.raises(PermissionDenied):
            offer(other, house)
        for deed in (invitations.resend, invitations.revoke):
            with pytest.raises(PermissionDenied):
                deed(actor=other, institution=house, invitation_id=made.invitation.pk)
    with pytest.raises(ValueError, match="king"):
        offer(boss, house, role="king")


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_letter_leaves_in_the_language_chosen_and_its_link_is_accepted(
    house: Institution, boss: User, language: str
) -> None:
    sent = {"role": roles.REVIEWER, "language": language, "email": "New@Example.org"}
    answer = browser(boss).post(reverse("people:invite", args=[house.pk]), sent)
    assert answer.status_code == 302
    letter = OutboxMessage.objects.get()
    assert (letter.to, letter.language) == ("new@example.org", language)
    assert house.name_in(language) in letter.subject
    assert "Ana Mora" in letter.text
    assert "<" not in letter.text
    assert "&" not in letter.text
    assert str((timezone.now() + invitations.VALID_FOR).year) in letter.text
    link = re.search(rf"{settings.BASE_URL}/{language}/people/invitations/\S+", letter.text)
    assert link
    newcomer = person(email="new@example.org")
    page = browser(newcomer).get(urlsplit(link[0]).path)
    assert page.status_code == 200
    assert crawler.faults(page.content.decode(), language) == []
    accepted = browser(newcomer).post(urlsplit(link[0]).path)
    assert accepted["Location"] == f"/{language}/people/team/{house.pk}/"
    assert newcomer.memberships.get().role == roles.REVIEWER
    assert Invitation.objects.get().email == ""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_letter_without_an_address_is_shown_once_with_link_and_code(
    house: Institution, boss: User, language: str
) -> None:
    client = browser(boss)
    sent = {"role": roles.OBSERVER, "language": language, "email": ""}
    answer = client.post(reverse("people:invite", args=[house.pk]), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert crawler.faults(text, "en") == []
    link = re.search(rf'"ltr">{settings.BASE_URL}(/{language}/people/invitations/(\S+)/)<', text)
    assert link
    assert 'class="qr"' in text
    assert not OutboxMessage.objects.exists()
    assert link[2] not in client.get(reverse("people:team", args=[house.pk])).content.decode()
    assert link[2] not in json.dumps(list(Invitation.objects.values()), default=str)
    assert browser(person()).get(link[1]).status_code == 200


def test_a_stranger_sees_who_invites_and_comes_back_after_signing_in(
    house: Institution, boss: User
) -> None:
    made = offer(boss, house)
    client = browser()
    text = client.get(path(made)).content.decode()
    assert "Ana Mora" in text
    assert house.name in text
    assert "Respondent" in text
    assert "Somebody Inside" not in text
    assert f"/en/account/login/?next={path(made)}" in text
    assert f"/en/account/signup/?next={path(made)}" in text
    assert client.post(path(made)).status_code == 200
    assert Invitation.objects.get().accepted_at is None
    user = person()
    sent = {"login": user.email, "password": PASSWORD, "next": path(made)}
    assert client.post("/en/account/login/", sent)["Location"] == path(made)


def test_whoever_opens_an_account_comes_back_after_confirming(
    house: Institution, boss: User
) -> None:
    made = offer(boss, house, email="new@example.org")
    client = browser()
    sent = {"email": "new@example.org", "password1": PASSWORD, "display_name": "Lina"}
    sent |= {"preferred_language": "en", "agreed": "on", "next": path(made)}
    assert client.post("/en/account/signup/", sent).status_code == 302
    letter = OutboxMessage.objects.exclude(text__contains="/invitations/").get()
    confirm = re.search(r"http://testserver(/\S+)", letter.text)
    assert confirm
    assert client.post(confirm[1])["Location"] == path(made)
    assert client.post(path(made)).status_code == 302
    assert User.objects.get(email="new@example.org").memberships.get().institution == house


def test_an_invitation_is_accepted_once(house: Institution, boss: User) -> None:
    made, first, second = offer(boss, house), person(), person()
    assert browser(first).post(path(made)).status_code == 302
    for client in (browser(second), browser(first), browser()):
        for answer in (client.get(path(made)), client.post(path(made))):
            assert answer.status_code == 410
            assert "accepted already" in answer.content.decode()
            assert house.name not in answer.content.decode()
            assert "Ana Mora" not in answer.content.decode()
    assert not second.memberships.exists()
    assert Membership.objects.filter(institution=house, user=first).count() == 1


def test_another_account_than_the_one_invited_reads_what_to_do(
    house: Institution, boss: User
) -> None:
    made, other = offer(boss, house, email="new@example.org"), person()
    for answer in (browser(other).get(path(made)), browser(other).post(path(made))):
        assert answer.status_code == 403
        assert "sent to another e-mail address" in answer.content.decode()
        assert "new@example.org" not in answer.content.decode()
        assert house.name not in answer.content.decode()
    assert not other.memberships.exists()
    assert browser(person(email="NEW@example.org")).post(path(made)).status_code == 302


@pytest.mark.parametrize(
    ("state", "sentence"), [("expired", "has expired"), ("revoked", "was withdrawn")]
)
def test_what_is_over_says_so(house: Institution, boss: User, state: str, sentence: str) -> None:
    made, user = offer(boss, house), person()
    if state == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        place = reverse("people:revoke", args=[house.pk, made.invitation.pk])
        assert browser(boss).post(place).status_code == 302
        again = reverse("people:resend", args=[house.pk, made.invitation.pk])
        assert "meanwhile" in browser(boss).post(again, follow=True).content.decode()
    for client in (browser(user), browser()):
        for answer in (client.get(path(made)), client.post(path(made))):
            assert answer.status_code == 410
            assert sentence in answer.content.decode()
            assert house.name not in answer.content.decode()
            assert crawler.faults(answer.content.decode(), "en") == []
    assert not user.memberships.exists()


def test_nobody_comes_back_by_a_letter_kept_for_oneself(house: Institution, boss: User) -> None:
    made = offer(boss, house, role=roles.COORDINATOR)
    second = member(roles.COORDINATOR, house)
    services.remove_member(actor=second, membership=boss.memberships.get())
    assert browser(boss).post(path(made)).status_code == 410
    assert not boss.memberships.exists()
    team = browser(second).get(reverse("people:team", args=[house.pk])).content.decode()
    assert "no longer manages the team" in team
    again = invitations.resend(actor=second, institution=house, invitation_id=made.invitation.pk)
    assert browser(person()).post(path(again)).status_code == 302


def test_sending_again_kills_the_old_link(house: Institution, boss: User) -> None:
    made = offer(boss, house, email="new@example.org")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    place = reverse("people:resend", args=[house.pk, made.invitation.pk])
    assert browser(boss).post(place).status_code == 302
    newcomer = person(email="new@example.org")
    old = browser(newcomer).post(path(made))
    assert old.status_code == 404
    assert "a newer letter has replaced it" in old.content.decode()
    newest = OutboxMessage.objects.latest("created_at").text
    link = re.search(r"http://testserver(/en/people/invitations/\S+)", newest)
    assert link
    assert browser(newcomer).post(link[1]).status_code == 302


def test_every_deed_is_on_record_without_address_or_token(house: Institution, boss: User) -> None:
    made = offer(boss, house, email="new@example.org")
    invited = {"actor": boss, "institution": house, "invitation_id": made.invitation.pk}
    again = invitations.resend(**invited)
    newcomer = person(email="new@example.org")
    invitations.accept(user=newcomer, token=token(again))
    gone = offer(boss, house)
    invitations.revoke(**{**invited, "invitation_id": gone.invitation.pk})
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == [
        "invitation.made",
        "invitation.resent",
        "member.added",
        "invitation.accepted",
        "invitation.made",
        "invitation.revoked",
    ]
    kept = json.dumps(list(AuditEvent.objects.values()), default=str)
    for secret in ("new@example.org", token(made), token(again), token(gone)):
        assert secret not in kept


def test_no_log_holds_a_link(house: Institution, boss: User) -> None:
    made = offer(boss, house, email="new@example.org")
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    wanted = settings.LOGGING["formatters"]["line"]
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(wanted))
    logging.getLogger().addHandler(handler)
    try:
        browser(person()).get(path(made))
        Client(enforce_csrf_checks=True).post(path(made))
        browser().get("/en/people/invitations/no-such-token-was-ever-given/")
    finally:
        logging.getLogger().removeHandler(handler)
    assert written.getvalue().count("/people/invitations/***/") == 3
    assert token(made) not in written.getvalue()
    assert "new@example.org" not in written.getvalue()
