"""What holds on every page and address, for every visitor and in every language."""

from collections.abc import Iterator, Mapping

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from tests import kept
from tests.cms import crawler, house_addresses
from tests.courses import made

# Who reads all lessons; others see the same ones, and open some of each kind
READERS = ("", "learner")
ALIKE = 3
CRAWLED = ("en", "ar")  # once in each direction; other languages have other words there
SENT_ELSEWHERE = ("door", "account_logout", "account_confirm_login_code")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def demonstration(db: None) -> None:
    """The site of the demonstration, with a course that is finished and a round that is not."""
    kept.shipped_site()
    call_command("demo", verbosity=0)
    house_addresses.take_the_course(house_addresses.client("learner"))
    house_addresses.play_a_scenario(house_addresses.client("learner"))
    house_addresses.begin_a_round()


def test_every_page_and_address_is_sound_for_everybody(demonstration: None) -> None:
    """Every page model, address of our own, visitor and language.

    One test, because filling the site takes as long as looking at half of it.
    """
    words = house_addresses.words()
    assert set(house_addresses.names()) == set(house_addresses.ANSWERS)
    wrong: dict[tuple[str, str], list[str]] = {}
    for place, visitor in enumerate(house_addresses.VISITORS):
        browser = house_addresses.client(visitor)
        every = visitor in READERS
        for language in LANGUAGES:
            starts, within = _pages(language, every=every), f"/{language}/"
            alike = 0 if language not in CRAWLED else None if every else ALIKE
            found = [
                *crawler.walk(browser, starts, within, alike),
                *_addresses(place, language, words),
            ]
            wrong |= {(visitor, address): faults for address, faults in found if faults}
    assert wrong == {}


def _pages(language: str, *, every: bool) -> list[str]:
    """Return the addresses of all pages that live, or of one of each model of ours."""
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).specific()
    models = {one for one in apps.get_models() if issubclass(one, Page) and one is not Page}
    assert {type(page) for page in pages} == models
    chosen = pages if every else {type(page): page for page in pages}.values()
    return [page.get_url() for page in chosen]


def _addresses(
    place: int, language: str, words: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, list[str]]]:
    """Yield every address of our own as this visitor finds it, and how it is other than said."""
    visitor = house_addresses.VISITORS[place]
    browser = house_addresses.client(visitor)
    for name, answers in house_addresses.ANSWERS.items():
        with translation.override(language):
            address = reverse(name, kwargs=words.get(name))
        answer, faults = crawler.fetch(browser, address)
        if answer.status_code != answers[place]:
            faults.append(f"status {answer.status_code} instead of {answers[place]}")
        if answer.status_code == 302 and not visitor and name not in SENT_ELSEWHERE:
            faults += [] if "/account/login/" in answer["Location"] else ["no way to sign in"]
        yield address, faults


@pytest.mark.django_db
def test_an_anonymous_visitor_who_only_reads_gets_no_cookie() -> None:
    kept.shipped_site()
    for language in LANGUAGES:
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
