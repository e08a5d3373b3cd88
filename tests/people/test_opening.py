"""Requests for an institution: asked for once, verified and opened by administrators only."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cms.people import opening, roles, services
from cms.people.models import AuditEvent, Institution, InstitutionRequest, User
from cms.press.models import OutboxMessage
from tests.people.made import institution, member, person, without_mail

pytestmark = pytest.mark.django_db

WHY = "We were hit last year and I can be called back."
TYPED = {
    "name": "Ministry of Ports",
    "country": "KEN",
    "kind": "ministry",
    "website": "ports.example.org",
    "function": "Head of security",
    "reasons": WHY,
}


@pytest.fixture
def person_who_asks() -> User:
    return person(email="lina@example.org", display_name="Lina", preferred_language="fr")


@pytest.fixture
def administrator() -> User:
    return person(
        email="root@example.org", is_superuser=True, is_staff=True, preferred_language="es"
    )


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(user: User, **changed: str) -> InstitutionRequest:
    return opening.ask(user=user, **{**TYPED, **changed})


def test_who_asks_is_told_to_wait_and_the_administrators_get_a_letter_without_the_reasons(
    person_who_asks: User, administrator: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = browser(person_who_asks)
    answer = client.post(reverse("people:ask"), TYPED, follow=True)
    text = answer.content.decode()
    assert "Ministry of Ports" in text
    assert "<form method=" not in text.partition("<main")[2].partition("</main")[0]
    letter = OutboxMessage.objects.get()
    request = InstitutionRequest.objects.get()
    assert (letter.to, letter.language) == ("root@example.org", "es")
    assert f"/admin/institution-requests/edit/{request.pk}/" in letter.text
    event = AuditEvent.objects.get(verb="institution.requested")
    assert event.detail == {"country": "KEN", "kind": "ministry"}
    for place in (letter.text, letter.subject, caplog.text, str(event.detail)):
        assert WHY not in place
    assert request.website == "https://ports.example.org"
    again = client.post(reverse("people:ask"), TYPED)
    assert again.status_code == 422
    assert "waiting already" in again.content.decode() or "You asked for" in again.content.decode()
    assert InstitutionRequest.objects.count() == 1


def test_the_letter_goes_to_the_operator_where_an_address_is_set(
    person_who_asks: User, administrator: User, settings: object
) -> None:
    settings.CONTACT_EMAIL = "desk@example.org"
    asked(person_who_asks)
    assert [letter.to for letter in OutboxMessage.objects.all()] == ["desk@example.org"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "name"), ({"country": "XMA"}, "country"), ({"reasons": ""}, "reasons")],
)
def test_a_request_that_lacks_something_keeps_what_was_typed(
    person_who_asks: User, changed: dict[str, str], field: str
) -> None:
    answer = browser(person_who_asks).post(reverse("people:ask"), {**TYPED, **changed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Head of security" in answer.content.decode()
    assert not InstitutionRequest.objects.exists()


def test_nobody_learns_which_institutions_exist(person_who_asks: User) -> None:
    institution(name="Ministry of Ports", country="KEN")
    answer = browser(person_who_asks).post(reverse("people:ask"), TYPED)
    assert answer.status_code == 302


def test_without_an_account_or_an_address_nobody_asks() -> None:
    page = Client().get(reverse("people:ask"))
    assert "/account/login/?next=" in page["Location"]
    user = without_mail(roles.OBSERVER, institution())
    answer = browser(user).post(reverse("people:ask"), TYPED)
    assert answer.status_code == 422
    assert "needs an e-mail address" in answer.content.decode()


def test_an_administrator_opens_it_with_a_note_and_the_person_coordinates(
    person_who_asks: User, administrator: User
) -> None:
    request = asked(person_who_asks)
    institution(name="MINISTRY of  Ports.", country="KEN")
    institution(name="Ministry of Ports", country="TZA")
    client = browser(administrator)
    place = f"/admin/institution-requests/edit/{request.pk}/"
    page = client.get(place).content.decode()
    assert page.count("MINISTRY of  Ports.") == 1
    assert WHY in page
    assert "Write down how" in client.post(place, {"decision": "open"}).content.decode()
    assert Institution.objects.count() == 2
    note = "Called the switchboard of the ministry."
    assert client.post(place, {"decision": "open", "verification": note}).status_code == 302
    request.refresh_from_db()
    opened = request.institution
    assert (request.state, request.verification, request.decided_by) == (
        "opened",
        note,
        administrator,
    )
    assert person_who_asks.memberships.get().role == roles.COORDINATOR
    letter = OutboxMessage.objects.get(to="lina@example.org")
    assert letter.language == "fr"
    assert f"/fr/people/team/{opened.pk}/" in letter.text
    assert note not in letter.text
    found = AuditEvent.objects.filter(institution=opened).order_by("pk")
    assert list(found.values_list("verb", flat=True)) == ["institution.opened", "member.added"]
    assert note in client.get(place).content.decode()
    team = browser(person_who_asks).get(reverse("people:team", args=[opened.pk]))
    assert note not in team.content.decode()
    late = client.post(place, {"decision": "decline", "answer": "No."}, follow=True)
    assert "decided meanwhile" in late.content.decode()


def test_an_administrator_declines_with_a_sentence_that_is_mailed(
    person_who_asks: User, administrator: User
) -> None:
    request = asked(person_who_asks)
    place = f"/admin/institution-requests/edit/{request.pk}/"
    client = browser(administrator)
    refused = client.post(place, {"decision": "decline"}).content.decode()
    assert "Write the sentence that the person will read." in refused
    sent = {"decision": "decline", "answer": "Ask the coordinator of your ministry."}
    assert client.post(place, sent).status_code == 302
    letter = OutboxMessage.objects.get(to="lina@example.org")
    assert "Ask the coordinator of your ministry." in letter.text
    event = AuditEvent.objects.get(verb="institution.declined")
    assert event.detail == {"country": "KEN", "kind": "ministry"}
    assert not Institution.objects.exists()
    assert asked(person_who_asks).state == "open"


def test_only_administrators_see_and_decide(person_who_asks: User, administrator: User) -> None:
    request = asked(person_who_asks)
    editor = person(is_staff=True)
    others = [person_who_asks, editor, member(roles.COORDINATOR, institution())]
    for other in others:
        for deed in (
            lambda by: opening.open_institution(actor=by, request_id=request.pk, verification="ok"),
            lambda by: opening.decline(actor=by, request_id=request.pk, answer="no"),
        ):
            with pytest.raises(PermissionDenied):
                deed(other)
        for place in ("", f"edit/{request.pk}/"):
            answer = browser(other).get(f"/admin/institution-requests/{place}")
            assert answer.status_code in (302, 403)
    assert browser(administrator).get("/admin/institution-requests/").status_code == 200


def test_a_request_of_a_closed_account_is_not_opened(
    person_who_asks: User, administrator: User
) -> None:
    request = asked(person_who_asks)
    User.objects.filter(pk=person_who_asks.pk).update(is_active=False)
    with pytest.raises(services.Refused, match="closed"):
        opening.open_institution(actor=administrator, request_id=request.pk, verification="ok")
    opening.decline(actor=administrator, request_id=request.pk, answer="Closed.")
    assert not OutboxMessage.objects.filter(to="lina@example.org").exists()
