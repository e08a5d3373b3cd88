"""The demonstration's second factors: made as everybody's are, printed, and refused to others."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from cms import demonstration, trainers
from cms.people import second_factor, services
from cms.people.models import User
from tests.people import codes
from tests.people.made import enrol, person

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator@vellamar.example"


@pytest.fixture
def keys() -> dict[str, demonstration.Keys]:
    cache.clear()
    trainers.establish(pages=[])
    return demonstration.establish(renew=False)


def _code(email: str) -> str:
    printed = StringIO()
    call_command("demo", code=email, stdout=printed)
    return printed.getvalue().strip()


def test_whoever_must_have_it_is_enrolled_and_the_learner_is_not(
    keys: dict[str, demonstration.Keys],
) -> None:
    assert [email for email, key in keys.items() if not key.secret] == ["learner@vellamar.example"]
    assert all(len(key.recovery) == 10 for key in keys.values() if key.secret)
    assert not any(second_factor.is_lacking(user) for user in User.objects.all())


def test_the_printed_code_signs_in_and_so_does_an_app_with_the_secret(
    keys: dict[str, demonstration.Keys],
) -> None:
    sent = {"login": COORDINATOR, "password": keys[COORDINATOR].password}
    for source in (lambda: codes.code(0, keys[COORDINATOR].secret), lambda: _code(COORDINATOR)):
        client = Client()
        asked = client.post("/en/account/login/", sent)["Location"]
        assert client.post(asked, {"code": source()})["Location"] == "/en/desk/"


def test_new_passwords_bring_new_secrets_and_what_stays_is_not_printed(
    keys: dict[str, demonstration.Keys],
) -> None:
    kept = demonstration.establish(renew=False)[COORDINATOR]
    assert (kept.password, kept.secret, kept.recovery) == ("", "", [])
    new = demonstration.establish(renew=True)[COORDINATOR]
    assert new.secret not in ("", keys[COORDINATOR].secret)
    assert not set(new.recovery) & set(keys[COORDINATOR].recovery)


def test_no_code_is_printed_of_a_real_account(keys: dict[str, demonstration.Keys]) -> None:
    for email in (enrol(person()).email, "learner@vellamar.example", "nobody@example.org"):
        with pytest.raises(CommandError, match="no account of the demonstration"):
            _code(email)


def test_it_starts_again_beside_the_institutions_that_its_visitors_opened(
    keys: dict[str, demonstration.Keys],
) -> None:
    opened = services.create_institution(actor=None, name="Post authority", country="XMA")
    assert opened.is_demonstration
    assert set(demonstration.establish(renew=False)) == set(keys)
    assert demonstration.ministry().name == demonstration.NAMES["en"]


def test_it_refuses_beside_a_real_institution() -> None:
    services.create_institution(actor=None, name="Real ministry", country="FRA")
    with pytest.raises(CommandError, match="A real institution exists"):
        call_command("demo", "--no-reports")
    assert not User.objects.filter(is_demonstration=True).exists()
