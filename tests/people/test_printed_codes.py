"""People without e-mail: a login name, a code that works once, and nobody's account taken over."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.people import codes, consents, logins, roles, services
from cms.people.models import AuditEvent, Institution, Membership, PrintedCode, User
from cms.press import outbox
from cms.press.models import OutboxMessage
from tests.cms import crawler
from tests.people.made import PASSWORD, institution, member, person, without_mail

pytestmark = pytest.mark.django_db

NEW = "quite another long walk"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def house() -> Institution:
    return institution(name="Ministry of Ports")


@pytest.fixture
def boss(house: Institution) -> User:
    return member(roles.COORDINATOR, house, display_name="Ana Mora")


@pytest.fixture
def letter(boss: User, house: Institution) -> codes.Letter:
    return codes.open_account(
        actor=boss, institution=house, name="Amal Reda", role=roles.RESPONDENT, language="ar"
    )


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def use(client: Client, login: str, code: str, password: str = NEW, again: str = "") -> Any:
    sent = {"login": login, "code": code, "password": password}
    return client.post("/en/people/code/", {**sent, "password_again": again or password})


def sign_in(login: str, password: str) -> Client:
    client = browser()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def test_login_names_and_codes_are_readable_and_forgive_how_they_are_typed() -> None:
    assert re.fullmatch(r"([bdfgjkmnprstvz][aeiou]){2}-([bdfgjkmnprstvz][aeiou]){2}-[2-9]{2}",
                        logins.new_name())  # fmt: skip
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", logins.new_code())
    for typed in ("Bako-Renu-34", " bako renu 34 ", "bako_renu-٣٤"):
        assert logins.address(typed) == "bako-renu-34@code.invalid"
    assert logins.address("ana@example.org") == "ana@example.org"
    assert logins.hashed("0101-ABCD") == logins.hashed("oi o l abcd")
    assert logins.hashed("0101-ABCD") != logins.hashed("0101-ABCE")


def test_a_coordinator_prints_a_letter_that_is_shown_once(house: Institution, boss: User) -> None:
    sent = {"name": "Amal Reda", "role": roles.REVIEWER, "language": "ar"}
    client = browser(boss)
    answer = client.post(reverse("people:open-account", args=[house.pk]), sent)
    text = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert crawler.faults(text, "en") == []
    user = User.objects.get(display_name="Amal Reda")
    code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", text)[0]
    assert f"/ar/people/code/?login={user.login}" in text
    assert 'class="qr"' in text
    assert "code.invalid" not in text
    rows = [*PrintedCode.objects.values(), *AuditEvent.objects.values()]
    assert code not in json.dumps(rows, default=str)
    verbs = set(AuditEvent.objects.filter(institution=house).values_list("verb", flat=True))
    assert verbs == {"account.made", "member.added"}
    team = client.get(reverse("people:team", args=[house.pk])).content.decode()
    assert user.login in team
    assert "code.invalid" not in team
    reader = browser(member(roles.OBSERVER, house))
    assert user.login not in reader.get(reverse("people:team", args=[house.pk])).content.decode()


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.APPROVER])
def test_nobody_without_an_address_coordinates_or_approves(
    house: Institution, boss: User, role: str
) -> None:
    sent = {"name": "Amal", "role": role, "language": "en"}
    answer = browser(boss).post(reverse("people:open-account", args=[house.pk]), sent)
    assert answer.status_code == 422
    user = without_mail(roles.OBSERVER, house)
    place = reverse("people:member", args=[house.pk, user.memberships.get().pk])
    answer = browser(boss).post(place, {"role": role, "do": "add"})
    assert answer.status_code == 422
    assert "need an account with an e-mail address" in answer.content.decode()
    assert [one.role for one in user.memberships.all()] == [roles.OBSERVER]
    administrator = browser(person(is_superuser=True, is_staff=True))
    given = {"institution": house.pk, "user": user.pk, "role": role}
    refused = administrator.post("/admin/memberships/new/", given).content.decode()
    assert "need an account with an e-mail address" in refused


def test_the_code_sets_a_password_once_and_the_login_name_signs_in(letter: codes.Letter) -> None:
    client = browser()
    login = letter.user.login
    link = letter.link.replace("http://testserver/ar/", "/en/")
    page = client.get(link).content.decode()
    assert f'value="{login}"' in page
    answer = use(client, login.upper().replace("-", " "), letter.code.lower().replace("-", ""))
    assert answer["Location"] == "/en/desk/"
    assert client.session["_auth_user_id"] == str(letter.user.pk)
    used = AuditEvent.objects.get(verb="code.used")
    assert (used.actor, used.institution) == (letter.user, letter.institution)
    again = use(browser(), login, letter.code, "yet another walk")
    assert again.status_code == 422
    assert "has been used" in again.content.decode()
    assert "_auth_user_id" in sign_in(login, NEW).session
    assert "_auth_user_id" in sign_in(login.replace("-", " "), NEW).session
    assert "_auth_user_id" not in sign_in(login, "yet another walk").session
    assert client.get("/en/people/code/")["Location"] == "/en/desk/"


def test_who_signs_in_first_is_asked_to_read_the_texts(letter: codes.Letter) -> None:
    administrator = person(is_superuser=True)
    consents.raise_version(actor=administrator, text="privacy", changes="")
    client = browser()
    use(client, letter.user.login, letter.code)
    assert "/people/consent/" in client.get("/en/desk/")["Location"]


def test_wrong_names_and_wrong_codes_read_the_same(letter: codes.Letter) -> None:
    wrong = "0000-0000-0000-0000"
    known = use(browser(), letter.user.login, wrong)
    unknown = use(browser(), "bako-renu-34", wrong)
    other = use(browser(), person().email, letter.code)
    errors = [dict(answer.context["form"].errors) for answer in (known, unknown, other)]
    assert errors[0] == errors[1] == errors[2]
    assert {answer.status_code for answer in (known, unknown, other)} == {422}
    PrintedCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "do not go together" in use(browser(), letter.user.login, wrong).content.decode()
    late = use(browser(), letter.user.login, letter.code).content.decode()
    assert "has expired" in late


@pytest.mark.parametrize(
    ("password", "again"), [("short", ""), ("12345678", ""), (NEW, "other one"), ("Amal Reda", "")]
)
def test_a_weak_password_costs_no_code(letter: codes.Letter, password: str, again: str) -> None:
    answer = use(browser(), letter.user.login, letter.code, password, again)
    assert answer.status_code == 422
    assert letter.code in answer.content.decode()
    assert PrintedCode.objects.get().used_at is None
    assert use(browser(), letter.user.login, letter.code).status_code == 302


def test_five_failures_close_the_page_for_this_name_and_no_other(
    boss: User, letter: codes.Letter
) -> None:
    neighbour = codes.open_account(
        actor=boss,
        institution=letter.institution,
        name="Omar",
        role=roles.OBSERVER,
        language="en",
    )
    for _ in range(5):
        assert use(browser(), letter.user.login, "0000-0000-0000-0000").status_code == 422
    refused = use(browser(), letter.user.login, letter.code)
    assert refused.status_code == 429
    assert "Wait five minutes" in refused.content.decode()
    assert use(browser(), neighbour.user.login, neighbour.code).status_code == 302


def test_a_new_code_ends_the_old_one_and_at_its_use_the_old_password(
    house: Institution, boss: User, letter: codes.Letter
) -> None:
    second = member(roles.COORDINATOR, house, preferred_language="fr")
    use(browser(), letter.user.login, letter.code)
    inside = sign_in(letter.user.login, NEW)
    membership = letter.user.memberships.get()
    place = reverse("people:renew-code", args=[house.pk, membership.pk])
    text = browser(boss).post(place).content.decode()
    code = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", text)[0]
    told = OutboxMessage.objects.get()
    assert (told.to, told.language) == (second.email, "fr")
    assert "Ana Mora" in told.text
    assert AuditEvent.objects.get(verb="code.renewed").institution == house
    assert inside.get(reverse("desk")).status_code == 200
    assert "do not go together" in use(browser(), letter.user.login, letter.code).content.decode()
    assert use(browser(), letter.user.login, code, "yet another walk").status_code == 302
    assert inside.get(reverse("desk")).status_code == 302
    assert "_auth_user_id" not in sign_in(letter.user.login, NEW).session


def test_no_coordinator_takes_over_an_account_that_opens_more_than_hers(
    house: Institution, boss: User, letter: codes.Letter
) -> None:
    other, user = institution(), letter.user
    membership = user.memberships.get()
    place = reverse("people:renew-code", args=[house.pk, membership.pk])

    def refused() -> bool:
        before = PrintedCode.objects.get().code_hash
        answer = browser(boss).post(place)
        same = PrintedCode.objects.get().code_hash == before
        assert same == (answer.status_code == 422)
        assert same == ("Ask an administrator of the site" in answer.content.decode())
        return same

    assert not refused()
    elsewhere = Membership.objects.create(user=user, institution=other, role=roles.OBSERVER)
    assert refused()
    Membership.objects.create(user=boss, institution=other, role=roles.COORDINATOR)
    assert not refused()
    elsewhere.delete()
    user.groups.add(Group.objects.create(name="Writers"))
    assert refused()
    for stranger in (member(roles.APPROVER, house), member(roles.COORDINATOR, institution())):
        with pytest.raises(PermissionDenied):
            codes.renew(actor=stranger, membership=membership)


def test_an_account_with_an_address_has_no_code(house: Institution, boss: User) -> None:
    usual = member(roles.OBSERVER, house)
    with pytest.raises(services.Refused, match="has an e-mail address"):
        codes.renew(actor=boss, membership=usual.memberships.get())
    assert not PrintedCode.objects.exists()


def test_a_confirmed_address_ends_the_way_by_code(letter: codes.Letter) -> None:
    client = browser(letter.user)
    page = client.get(reverse("account_email")).content.decode()
    assert letter.user.login in page
    assert "code.invalid" not in page + client.get(reverse("people:profile")).content.decode()
    client.post(reverse("account_email"), {"email": "amal@example.org", "action_add": ""})
    mail = OutboxMessage.objects.get()
    assert mail.to == "amal@example.org"
    client.post(re.search(r"http://testserver(/\S+confirm-email\S+)", mail.text)[1])
    user = User.objects.get(pk=letter.user.pk)
    assert (user.email, user.takes_mail) == ("amal@example.org", True)
    assert use(browser(), letter.user.login, letter.code).status_code == 422


def test_no_letter_is_written_to_a_login_name_and_nobody_takes_such_an_address(
    letter: codes.Letter,
) -> None:
    values = {"subject": "s", "text": "t", "language": "en"}
    assert not outbox.enqueue(key="k", to=letter.user.email, **values)
    browser().post(reverse("account_reset_password"), {"email": letter.user.email})
    assert not OutboxMessage.objects.exists()
    sent = {
        "email": "bako-renu-34@code.invalid",
        "password1": PASSWORD,
        "display_name": "A",
        "preferred_language": "en",
        "agreed": "on",
    }
    answer = browser().post(reverse("account_signup"), sent)
    assert "No letter can arrive at this address" in answer.content.decode()
    assert not User.objects.filter(email=sent["email"]).exists()
