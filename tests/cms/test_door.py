"""The door, health, and what no page may do."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("wanted", "address"),
    [("ar-JO,ar;q=0.9,en;q=0.5", "/ar/"), ("en-GB", "/en/"), ("ja", "/en/"), ("", "/en/")],
)
def test_the_door_sends_a_visitor_to_the_best_language(
    client: Client, wanted: str, address: str
) -> None:
    answer = client.get("/", headers={"accept-language": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == address
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_health_answers_while_the_database_does(client: Client) -> None:
    assert client.get("/health/").json() == {"status": "ok"}


@pytest.mark.django_db
def test_the_desk_is_for_signed_in_people_only(client: Client) -> None:
    answer = client.get("/en/desk/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/account/login/")
