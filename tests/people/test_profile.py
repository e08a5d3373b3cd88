"""One's own profile."""

import re

import pytest
from django.test import Client

from cms.people.models import User
from tests.people.made import PASSWORD, person

pytestmark = pytest.mark.django_db

PROFILE = "/en/people/profile/"

VALUES = {
    "display_name": "Ana",
    "certificate_name": "آنا بنت يوسف",
    "gender": "woman",
    "country": "XMA",
    "preferred_language": "ar",
    "time_zone": "Africa/Nairobi",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_person_changes_their_own_profile(client: Client, language: str) -> None:
    user = person()
    client.force_login(user)
    assert client.get(f"/{language}/people/profile/").status_code == 200
    answer = client.post(f"/{language}/people/profile/", VALUES, follow=True)
    assert answer.redirect_chain == [(f"/{language}/people/profile/", 302)]
    stored = User.objects.get(pk=user.pk)
    assert {name: getattr(stored, name) for name in VALUES} == VALUES
    assert "آنا بنت يوسف" in answer.content.decode()


def test_gender_and_country_are_empty_by_default_and_can_be_emptied_again(client: Client) -> None:
    user = person(country="KEN", gender="another")
    assert (User().gender, User().country) == ("", "")
    client.force_login(user)
    client.post(PROFILE, {**VALUES, "gender": "", "country": ""})
    stored = User.objects.get(pk=user.pk)
    assert (stored.gender, stored.country) == ("", "")


def test_the_profile_and_the_sign_up_say_why_gender_and_country_are_asked(client: Client) -> None:
    sign_up = client.get("/en/account/signup/").content.decode()
    client.force_login(person())
    for page in (sign_up, client.get(PROFILE).content.decode()):
        assert "in totals only, how many women this site reaches and in which countries" in page
        assert "You need not answer" in page
        assert re.findall(r'<option value="" selected>([^<]+)', page) == ["Not stated"] * 2


@pytest.mark.parametrize("said", [{}, {"gender": "unsaid", "country": "KEN"}])
def test_a_person_may_say_them_on_signing_up(client: Client, said: dict[str, str]) -> None:
    values = {"email": "ana@example.org", "password1": PASSWORD, "display_name": "Ana"}
    values |= {"preferred_language": "en", "agreed": "on", **said}
    assert client.post("/en/account/signup/", values).status_code == 302
    user = User.objects.get()
    assert (user.gender, user.country) == (said.get("gender", ""), said.get("country", ""))


def test_no_administrator_reads_gender_or_country_beside_a_name(client: Client) -> None:
    user = person(country="KEN", gender="woman")
    client.force_login(person(is_superuser=True, is_staff=True))
    for path in ("", f"edit/{user.pk}/", "new/"):
        page = client.get(f"/admin/users/{path}")
        assert page.status_code == 200
        assert not re.search(r'name="(gender|country)"|Kenya|Woman', page.content.decode())


def test_a_wrong_value_keeps_what_was_typed(client: Client) -> None:
    client.force_login(person())
    answer = client.post("/en/people/profile/", {**VALUES, "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "آنا بنت يوسف" in answer.content.decode()


def test_a_profile_is_never_kept_by_a_cache(client: Client) -> None:
    client.force_login(person())
    assert "no-store" in client.get("/en/people/profile/")["Cache-Control"]
