"""The second factor of a person: set up, asked for, used once, recovered, switched off, reset."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.people import factors, roles, second_factor
from cms.people.models import AuditEvent, User
from cms.press.models import OutboxMessage
from tests.people.codes import code, wrong
from tests.people.made import PASSWORD, enrol, institution, member, person

pytestmark = pytest.mark.django_db
SET_UP, CODES = "/en/account/second-factor/set-up/", "/en/account/second-factor/recovery-codes/"
OFF, ASKED = "/en/account/second-factor/switch-off/", "/en/account/second-factor/code/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _password(user: User, **more: str) -> tuple[Client, str]:
    client = Client()
    sent = {"login": user.email, "password": PASSWORD, **more}
    return client, client.post("/en/account/login/", sent)["Location"]


def _verbs(user: User) -> list[str]:
    events = AuditEvent.objects.filter(subject_id=str(user.pk), subject_type="people.user")
    return list(events.order_by("pk").values_list("verb", flat=True))


def _secret(page: str) -> str:
    return re.search(r'class="secret"><bdi dir="ltr">([A-Z2-7 ]+)</bdi>', page)[1].replace(" ", "")


def test_a_person_sets_it_up_keeps_the_codes_and_goes_on() -> None:
    user = person()
    client = _signed_in(user)
    page = client.get(f"{SET_UP}?next=/en/desk/").content.decode()
    secret = _secret(page)
    assert "<svg" in page
    assert 'inputmode="numeric"' in page
    assert "one-time-code" in page
    assert secret not in re.search(r"<title>[^<]*QR[^<]*</title>", page)[0]
    refused = client.post(SET_UP, {"code": wrong()})
    assert refused.status_code == 422
    assert _secret(refused.content.decode()) == secret
    assert client.post(SET_UP, {"code": code(0, secret)})["Location"] == CODES
    shown = client.get(CODES).content.decode()
    kept = factors.codes(user)
    assert len(kept) == 10
    assert all(f"{one[:4]} {one[4:]}" in shown for one in kept)
    text = client.get(f"{CODES}download/")
    assert "attachment" in text["Content-Disposition"]
    assert kept[0][:4] in text.content.decode()
    assert client.post(CODES)["Location"] == "/en/desk/"
    assert kept[0][4:] not in client.get(CODES).content.decode()
    assert client.get(f"{CODES}download/").status_code == 404
    assert _verbs(user) == ["factor.added", "recovery.made", "recovery.downloaded"]


def test_codes_that_were_just_made_are_shown_in_no_other_session() -> None:
    user = enrol(person())
    client = _signed_in(user)
    assert client.post(f"{CODES}new/")["Location"] == CODES
    first = factors.codes(user)[0]
    assert first[4:] in client.get(CODES).content.decode()
    assert first[4:] not in _signed_in(user).get(CODES).content.decode()
    assert _signed_in(user).get(f"{CODES}download/").status_code == 404


def test_the_password_alone_signs_in_nobody_who_has_it() -> None:
    user = enrol(person())
    client, asked = _password(user, next="/en/people/profile/")
    assert asked == ASKED
    assert "/account/login/" in client.get("/en/desk/")["Location"]
    assert "_auth_user_id" not in client.session
    assert client.post(ASKED, {"code": code()})["Location"] == "/en/people/profile/"
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_code_works_once_and_an_older_one_never_after_it(later: int) -> None:
    user = enrol(person())
    now = code(later)
    client, _ = _password(user)
    assert client.post(ASKED, {"code": now}).status_code == 302
    again, _ = _password(user)
    for used in (now, code(later - 1)):
        refused = again.post(ASKED, {"code": used})
        assert refused.status_code == 422
        assert "used already" in refused.content.decode()
    assert "_auth_user_id" not in again.session


def test_the_code_that_set_it_up_signs_in_nobody() -> None:
    user = person()
    client = _signed_in(user)
    typed = code(0, _secret(client.get(SET_UP).content.decode()))
    client.post(SET_UP, {"code": typed})
    other, _ = _password(user)
    assert other.post(ASKED, {"code": typed}).status_code == 422


def test_after_five_wrong_codes_the_right_one_waits() -> None:
    client, _ = _password(enrol(person()))
    for _number in range(5):
        assert client.post(ASKED, {"code": wrong()}).status_code == 422
    refused = client.post(ASKED, {"code": code()})
    assert refused.status_code == 422
    assert "too many failed attempts" in refused.content.decode()


@pytest.mark.parametrize("typed", ["{0}", "{1} {2}", "{1}-{2}"])
def test_a_recovery_code_signs_in_once_and_a_letter_tells_of_it(typed: str) -> None:
    user = enrol(person(preferred_language="fr"))
    first = factors.codes(user)[0]
    client, _ = _password(user)
    sent = {"code": typed.format(first, first[:4], first[4:])}
    assert client.post(ASKED, sent)["Location"] == "/en/desk/"
    again, _ = _password(user)
    assert again.post(ASKED, sent).status_code == 422
    assert AuditEvent.objects.get(verb="recovery.used").detail == {"left": 9}
    letter = OutboxMessage.objects.get()
    assert letter.to == user.email
    assert letter.language == "fr"
    assert first not in letter.text


def test_arabic_digits_are_digits() -> None:
    client, _ = _password(enrol(person()))
    typed = code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post(ASKED, {"code": typed}).status_code == 302


def test_what_is_no_code_gets_a_sentence() -> None:
    client, _ = _password(enrol(person()))
    refused = client.post(ASKED, {"code": "never"})
    assert refused.status_code == 422
    assert "made of digits" in refused.content.decode()


def test_whoever_may_switches_it_off_and_their_codes_open_nothing() -> None:
    user = enrol(person())
    client = _signed_in(user)
    assert client.get(OFF).status_code == 200
    assert client.post(OFF).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert _verbs(user) == ["factor.removed"]
    assert _password(user)[1] == "/en/desk/"


@pytest.mark.parametrize("role", sorted(roles.WITH_SECOND_FACTOR))
def test_whoever_must_have_it_cannot_switch_it_off(role: str) -> None:
    user = member(role, institution())
    assert _signed_in(user).post(OFF).status_code == 409
    assert second_factor.TOTP in second_factor.of(user)


def test_a_reset_ends_sessions_tells_by_mail_and_is_on_record() -> None:
    user = member(roles.APPROVER, institution())
    other = _signed_in(person())
    client = _signed_in(user)
    call_command("reset_second_factor", user.email.upper(), reason="Ticket 17, called back")
    assert "/account/login/" in client.get("/en/desk/")["Location"]
    assert other.get("/en/desk/").status_code == 200
    event = AuditEvent.objects.get(verb="factor.reset")
    assert event.detail == {"reason": "Ticket 17, called back", "sessions": 1}
    assert OutboxMessage.objects.get().to == user.email
    again, onward = _password(user)
    assert onward == "/en/desk/"
    assert again.get(onward)["Location"].startswith(SET_UP)


@pytest.mark.parametrize(("email", "reason"), [("nobody@example.org", "x"), ("", " ")])
def test_a_reset_without_account_or_reason_is_refused(email: str, reason: str) -> None:
    with pytest.raises(CommandError):
        call_command("reset_second_factor", email or person().email, reason=reason)
    assert not AuditEvent.objects.filter(verb="factor.reset").exists()


@pytest.mark.parametrize("deed", ["added", "removed", "made"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_letters_hold_no_secret(deed: str, language: str) -> None:
    user = person(preferred_language=language) if deed == "added" else enrol(person())
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    if deed == "added":
        factors.add(user=user, secret=secret, code=code(0, secret))
    elif deed == "removed":
        factors.remove(user=user)
    else:
        factors.make_codes(user=user)
    letter = OutboxMessage.objects.get()
    assert letter.to == user.email
    assert not re.search(r"\d{4}|[A-Z2-7]{16}", letter.text + letter.subject)


def test_the_pages_speak_the_language_of_the_reader() -> None:
    with translation.override("ar"):
        page = _signed_in(person()).get(reverse("mfa_index")).content.decode()
    assert 'dir="rtl"' in page
    assert "Second factor" not in page
