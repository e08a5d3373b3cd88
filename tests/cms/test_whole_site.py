"""What holds on every page that a link leads to, for every visitor and in every language."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from cms.people.models import User
from tests.cms import crawler
from tests.courses import made

VISITORS = ("", "learner", "coordinator", "approver", "trainer", "administrator")


def _client(visitor: str) -> Client:
    client = Client()
    if visitor:
        client.force_login(User.objects.get(email=f"{visitor}@vellamar.example"))
    return client


@pytest.mark.django_db
def test_every_page_that_a_link_leads_to_is_sound() -> None:
    call_command("bootstrap", verbosity=0)
    call_command("demo", verbosity=0)
    wrong, walked = {}, 0
    for visitor in VISITORS:
        for language, _name in settings.LANGUAGES:
            client = _client(visitor)
            for address, faults in crawler.walk(client, f"/{language}/", f"/{language}/"):
                walked += 1
                if faults:
                    wrong[visitor or "anonymous", address] = faults
    assert wrong == {}
    assert walked > 10 * len(VISITORS)


@pytest.mark.django_db
def test_an_anonymous_visitor_who_only_reads_gets_no_cookie() -> None:
    call_command("bootstrap", verbosity=0)
    for language, _name in settings.LANGUAGES:
        client = Client()
        for address in (f"/{language}/", f"/{language}/courses/"):
            for link in [address, *crawler.links(client.get(address).content.decode())]:
                if link.startswith(f"/{language}/courses/"):
                    client.get(link)
        assert not client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_missing_page_speaks_the_visitors_language(
    client: Client, language: str, direction: str
) -> None:
    made.tree()
    answer = client.get(f"/{language}/nowhere/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert crawler.faults(page, language) == []
    assert f'dir="{direction}"' in page
