"""Asking again before what matters: nothing is done until the password or a code was given."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from assessments.models import Round
from cms.people import roles
from cms.people.models import AuditEvent, User
from cms.press.models import Job, OutboxMessage
from tests.assessments import made as ministries
from tests.people.codes import code, wrong
from tests.people.made import PASSWORD, enrol, person

pytestmark = pytest.mark.django_db
AGAIN, BY_CODE = "/en/account/reauthenticate/", "/en/account/second-factor/again/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def team() -> ministries.Team:
    return ministries.Team(name="Ministry of Ports")


def _since(user: User, seconds: float | None) -> Client:
    """Return a browser in which somebody gave the password so long ago, or nothing is known."""
    client = Client()
    client.force_login(user)
    session = client.session
    if seconds is None:
        del session[RECORDS]
    else:
        session[RECORDS] = [{"method": "password", "at": time.time() - seconds}]
    session.save()
    return client


@pytest.mark.parametrize("seconds", [None, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1, -60])
def test_a_round_is_signed_only_after_the_password(
    team: ministries.Team, seconds: float | None
) -> None:
    one = ministries.answered(team)
    client = _since(team[roles.APPROVER], seconds)
    page = reverse("assessments:sign", args=(one.pk,))
    asked = client.post(page)["Location"]
    assert asked.startswith(AGAIN)
    assert Round.objects.get(pk=one.pk).is_open
    assert "nothing was done yet" in client.get(asked).content.decode()
    assert client.post(asked, {"password": "wrong wrong"}).status_code == 200
    assert client.post(page)["Location"].startswith(AGAIN)
    assert client.post(asked, {"password": PASSWORD})["Location"] == page
    assert Round.objects.get(pk=one.pk).is_open, "the button is pressed by a person"
    client.post(page)
    assert not Round.objects.get(pk=one.pk).is_open


def test_within_ten_minutes_nothing_is_asked(team: ministries.Team) -> None:
    one = ministries.answered(team)
    client = _since(team[roles.APPROVER], settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 60)
    client.post(reverse("assessments:sign", args=(one.pk,)))
    assert not Round.objects.get(pk=one.pk).is_open


def test_a_document_is_asked_for_with_what_was_chosen(team: ministries.Team) -> None:
    plan = ministries.planned(team)
    client = _since(team[roles.COORDINATOR], None)
    page = reverse("assessments:report", args=(plan.pk,))
    chosen = {"edition": "report", "written_as": "docx", "language": "ar"}
    asked = client.post(page, chosen)["Location"]
    assert not Job.objects.exists()
    back = client.post(asked, {"password": PASSWORD})["Location"]
    form = client.get(back).context["form"]
    assert {name: form[name].value() for name in chosen} == chosen
    client.post(page, chosen)
    assert Job.objects.count() == 1


def test_a_code_does_as_well_as_the_password(team: ministries.Team) -> None:
    coordinator = team[roles.COORDINATOR]
    client = _since(coordinator, None)
    page = reverse("log", args=(team.institution.pk,))
    export = reverse("log_export", args=(team.institution.pk,)) + "?kind=log.exported"
    asked = client.post(export)["Location"]
    assert not AuditEvent.objects.filter(verb="log.exported").exists()
    assert BY_CODE in client.get(asked).content.decode()
    by_code = asked.replace(AGAIN, BY_CODE)
    assert client.post(by_code, {"code": wrong()}).status_code == 422
    assert client.post(by_code, {"code": code()})["Location"] == f"{page}?kind=log.exported"
    again = _since(coordinator, None)
    assert again.post(by_code, {"code": code()}).status_code == 422, "a code works once"


def test_it_leads_to_no_other_site(team: ministries.Team) -> None:
    client = _since(team[roles.COORDINATOR], None)
    sent = {"code": code(), "next": "https://example.com/"}
    assert client.post(BY_CODE, sent)["Location"] == "/en/desk/"


@pytest.mark.parametrize(
    "address",
    ["second-factor/set-up/", "second-factor/switch-off/", "second-factor/recovery-codes/new/"],
)
def test_changes_of_the_account_ask_first(team: ministries.Team, address: str) -> None:
    user = person() if "set-up" in address else team[roles.OBSERVER]
    if "set-up" not in address:
        team.adds(user, roles.REVIEWER)
    asked = _since(user, None).post(f"/en/account/{address}")["Location"]
    assert asked.startswith(AGAIN)


def test_a_changed_address_asks_first() -> None:
    client = _since(person(), None)
    sent = {"email": "new@example.org", "action_add": ""}
    assert client.post("/en/account/email/", sent)["Location"].startswith(AGAIN)


def test_a_second_factor_does_not_bar_the_way_to_another_address() -> None:
    client = _since(enrol(person()), 0)
    client.post("/en/account/email/", {"email": "new@example.org", "action_add": ""})
    assert OutboxMessage.objects.get().to == "new@example.org"


def test_changing_the_password_asks_for_the_present_one() -> None:
    user = person()
    sent = {"oldpassword": "wrong wrong", "password1": "a new long walk", "password2": "x"}
    _since(user, None).post("/en/account/password/change/", sent)
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_fragment_is_led_on_as_a_whole_page(team: ministries.Team) -> None:
    one = ministries.answered(team)
    address = reverse("assessments:sign", args=(one.pk,))
    client = _since(team[roles.APPROVER], None)
    answer = client.post(address, headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer["HX-Redirect"].startswith(AGAIN)
