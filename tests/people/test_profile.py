"""One's own profile."""

import pytest
from django.test import Client

from cms.people.models import User
from tests.people.made import person

pytestmark = pytest.mark.django_db

VALUES = {
    "display_name": "Ana",
    "certificate_name": "آنا بنت يوسف",
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


def test_a_country_may_stay_unsaid(client: Client) -> None:
    user = person(country="KEN")
    client.force_login(user)
    client.post("/en/people/profile/", {**VALUES, "country": ""})
    assert User.objects.get(pk=user.pk).country == ""


def test_a_wrong_value_keeps_what_was_typed(client: Client) -> None:
    client.force_login(person())
    answer = client.post("/en/people/profile/", {**VALUES, "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "آنا بنت يوسف" in answer.content.decode()


def test_a_profile_is_never_kept_by_a_cache(client: Client) -> None:
    client.force_login(person())
    assert "no-store" in client.get("/en/people/profile/")["Cache-Control"]
