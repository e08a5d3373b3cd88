"""Texts in force and consents: asked at sign-up and when raised, on record with their version."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.test import Client

from cms.people import consents
from cms.people.managers import AppendOnlyError
from cms.people.models import AuditEvent, Consent, TextVersion, User
from tests.people.made import PASSWORD, editor, person

pytestmark = pytest.mark.django_db

PROFILE = "/en/people/profile/"
ASKED = "/en/people/consent/?next=%2Fen%2Fpeople%2Fprofile%2F"
SIGN_UP = {
    "email": "ana@example.org",
    "password1": PASSWORD,
    "display_name": "Ana",
    "preferred_language": "en",
}


@pytest.fixture(autouse=True)
def _texts() -> None:
    cache.clear()
    consents.establish()


def _in_force() -> list[tuple[str, int]]:
    return [(version.text, version.number) for version in consents.in_force()]


def _given(user: User) -> set[tuple[str, int]]:
    return {(one.version.text, one.version.number) for one in consents.given_by(user)}


def _agree(client: Client, address: str, **more: object):
    page = client.get(address)
    shown = [version.pk for version in page.context["missing"]]
    values = {"agreed": "on", "version": shown, "next": page.context["onward"], **more}
    return client.post("/en/people/consent/", values)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_signing_up_asks_with_an_unticked_box_and_links_to_both_texts(
    client: Client, language: str
) -> None:
    page = client.get(f"/{language}/account/signup/")
    text = page.content.decode()
    assert f'href="/{language}/privacy/"' in text
    assert f'href="/{language}/terms/"' in text
    assert 'name="agreed"' in text
    assert "checked" not in text
    refused = client.post(f"/{language}/account/signup/", SIGN_UP)
    assert "agreed" in refused.context["form"].errors
    assert not User.objects.exists()


def test_who_signs_up_has_read_the_versions_in_force_and_it_is_on_record(client: Client) -> None:
    consents.raise_version(actor=None, text="terms")
    client.post("/fr/account/signup/", {**SIGN_UP, "agreed": "on"})
    user = User.objects.get()
    assert _given(user) == {("privacy", 1), ("terms", 2)}
    assert {one.language for one in user.consents.all()} == {"fr"}
    details = AuditEvent.objects.filter(verb="consent.given", actor=user).values_list("detail")
    assert {"text": "terms", "version": 2, "language": "fr"} in [detail for (detail,) in details]


def test_a_raised_version_is_asked_once_and_leads_on_to_the_page_that_was_wanted(
    client: Client,
) -> None:
    user = person()
    client.force_login(user)
    assert client.get(f"{PROFILE}?a=1")["Location"] == f"{ASKED}%3Fa%3D1"
    assert _agree(client, f"{ASKED}%3Fa%3D1")["Location"] == f"{PROFILE}?a=1"
    assert client.get(PROFILE).status_code == 200
    raised = consents.raise_version(actor=None, text="privacy", changes="Who prints letters.")
    assert client.get(PROFILE)["Location"] == ASKED
    page = client.get(ASKED).content.decode()
    assert "Who prints letters." in page
    assert "/en/terms/" not in page.split("<main")[1].split("<form")[0]
    _agree(client, ASKED)
    assert client.get(PROFILE).status_code == 200
    assert client.get(ASKED)["Location"] == PROFILE
    assert _given(user) == {("privacy", 1), ("terms", 1), ("privacy", raised.number)}
    assert Consent.objects.count() == 3


def test_nothing_is_on_record_without_the_tick_or_for_a_version_that_was_not_shown(
    client: Client,
) -> None:
    user = person()
    client.force_login(user)
    assert _agree(client, ASKED, agreed="").status_code == 200
    old = [version.pk for version in consents.in_force()]
    consents.raise_version(actor=None, text="terms")
    answer = client.post("/en/people/consent/", {"agreed": "on", "version": old})
    assert answer.status_code == 200
    assert not _given(user)


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_consenting_leads_to_no_other_site(client: Client, onward: str) -> None:
    client.force_login(person())
    assert _agree(client, ASKED, next=onward)["Location"] == "/en/desk/"


def test_a_form_is_never_interrupted_and_neither_is_a_fragment(client: Client) -> None:
    user = person()
    client.force_login(user)
    values = {"display_name": "Ben", "preferred_language": "en", "time_zone": "UTC"}
    assert client.post(PROFILE, values)["Location"] == PROFILE
    assert User.objects.get(pk=user.pk).display_name == "Ben"
    assert client.get(PROFILE, headers={"HX-Request": "true"}).status_code == 200
    assert client.get(PROFILE, headers={"Sec-Fetch-Dest": "empty"}).status_code == 200
    assert client.get(PROFILE, headers={"Sec-Fetch-Dest": "document"}).status_code == 302


@pytest.mark.parametrize("path", ["account/logout/", "report-error/", "privacy/", "terms/"])
def test_the_texts_and_the_way_out_stay_open_to_who_has_not_agreed(
    client: Client, path: str
) -> None:
    client.force_login(person())
    answer = client.get(f"/en/{path}")
    assert "consent" not in answer.get("Location", "")


def test_who_declines_signs_out_from_the_page_that_asks(client: Client) -> None:
    client.force_login(person())
    assert 'action="/en/account/logout/"' in client.get(ASKED).content.decode()
    client.post("/en/account/logout/")
    assert client.get("/en/people/consent/")["Location"].startswith("/en/account/login/")
    assert not Consent.objects.exists()


def test_an_editor_is_asked_at_the_door_of_the_admin(client: Client) -> None:
    client.force_login(person(is_superuser=True, is_staff=True))
    assert "consent" in client.get("/admin/")["Location"]
    assert client.get("/admin/users/").status_code == 200


def test_the_profile_shows_what_is_in_force_and_what_one_has_read(client: Client) -> None:
    user = person()
    consents.give(user=user, versions=consents.in_force(), language="en")
    client.force_login(user)
    page = client.get(PROFILE)
    assert [version.text for version in page.context["in_force"]] == ["privacy", "terms"]
    assert len(page.context["consents"]) == 2
    assert "/en/contact/" in page.content.decode()


def test_what_was_read_is_never_changed_and_goes_with_the_person() -> None:
    user = person()
    consents.give(user=user, versions=consents.in_force(), language="en")
    one = Consent.objects.first()
    for deed in (one.save, one.delete, Consent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            deed()
    with pytest.raises(AppendOnlyError):
        TextVersion.objects.update(number=7)
    user.delete()
    assert not Consent.objects.exists()
    assert AuditEvent.objects.filter(verb="consent.given").count() == 2


def test_establishing_twice_raises_nothing() -> None:
    consents.establish()
    assert _in_force() == [("privacy", 1), ("terms", 1)]


def test_only_administrators_raise_a_version_and_nobody_edits_one(client: Client) -> None:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    writer = editor(group)
    values = {"text": "terms", "changes": "A new rule."}
    for user in (None, person(), writer):
        if user:
            client.force_login(user)
        assert client.get("/admin/text-versions/").status_code == 302
        assert client.post("/admin/text-versions/new/", values).status_code == 302
    assert _in_force() == [("privacy", 1), ("terms", 1)]
    client.force_login(person(is_superuser=True, is_staff=True))
    assert client.get("/admin/text-versions/").status_code == 200
    assert client.post("/admin/text-versions/new/", values).status_code == 302
    assert _in_force() == [("privacy", 1), ("terms", 2)]
    first = TextVersion.objects.get(text="terms", number=1)
    client.post(f"/admin/text-versions/edit/{first.pk}/", {"text": "terms", "changes": "Other"})
    client.post(f"/admin/text-versions/delete/{first.pk}/")
    first.refresh_from_db()
    assert first.changes == ""
    assert AuditEvent.objects.filter(verb="text.raised", actor__isnull=False).count() == 1
