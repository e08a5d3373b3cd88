"""Answers that meet a cut network, a closed page, a lost sign-in, or somebody else's answer."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.running_site import RunningSite
from tests.browser.walking import (
    give_password_and_code,
    sign_in,
    sign_out,
    start_a_round,
    submit,
)

Open = Callable[..., BrowserContext]
NOT_SENT, SAVED, REFUSED = (re.compile(word) for word in ("unsaved", "^saved$", "refused"))
SAVES = "**/answer/**"
SECOND = """
from cms.people.models import Institution, Membership, User
Membership.objects.get_or_create(
    user=User.objects.get(email="approver@vellamar.example"),
    institution=Institution.objects.filter(is_demonstration=True).earliest("created_at"),
    role="respondent",
)
"""


@pytest.fixture
def open_browser(browser: Browser, site: RunningSite) -> Iterator[Open]:
    """Return a function that opens a browser; a script or policy error fails the test.

    What the browser itself says about a request that failed is meant here.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def note(message: str) -> None:
        if not message.startswith("Failed to load resource"):
            faults.append(message)

    def opened(language: str = "en", width: int = 360) -> BrowserContext:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": 900}, locale=language
        )
        context.set_default_timeout(45_000)
        context.on("console", lambda m: note(m.text) if m.type == "error" else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_answered_without_a_network_is_sent_when_the_round_is_opened_again(
    site: RunningSite, open_browser: Open, language: str
) -> None:
    context = open_browser(language)
    page = context.new_page()
    sign_in(site, page, language, "coordinator")
    address, parts = _start_a_round(page, language, f"Cut {language}")

    page.route(SAVES, lambda route: route.abort())
    page.goto(parts[1])
    _choose(page, 0, "2")
    expect(_state(page, 0)).to_have_class(NOT_SENT)

    page.goto(parts[0])
    context.set_offline(True)
    _choose(page, 0, "3")
    _choose(page, 1, "unknown")
    for number in (0, 1):
        expect(_state(page, number)).to_have_class(NOT_SENT)
    waiting = page.locator("kept-answers [data-say=waiting]")
    expect(waiting.locator("bdi")).to_have_text("1")  # the one of the other part
    if language == "en":
        expect(_state(page, 0)).to_have_text(re.compile("Not sent yet: kept in this browser"))
    assert _faults(page) == []
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    expect(page.locator("#standing")).to_contain_text(re.compile(r"3\D+37"))
    expect(page.locator("kept-answers [data-say]:visible")).to_have_count(0)
    assert _kept(page) == []
    other = open_browser(language).new_page()
    sign_in(site, other, language, "coordinator")
    for part, number, value in ((1, 0, "2"), (0, 0, "3"), (0, 1, "unknown")):
        other.goto(parts[part])
        expect(_radio(other, number, value)).to_be_checked()
        expect(_state(other, number)).to_have_class(SAVED)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_newer_answer_of_somebody_else_is_not_overwritten_but_chosen(
    site: RunningSite, open_browser: Open, language: str
) -> None:
    site.manage("shell", "-v0", "-c", SECOND)
    mine = open_browser(language).new_page()
    sign_in(site, mine, language, "coordinator")
    _, parts = _start_a_round(mine, language, f"Two {language}")
    theirs = open_browser(language).new_page()
    sign_in(site, theirs, language, "approver")
    theirs.goto(parts[0])
    mine.goto(parts[0])

    mine.route(SAVES, lambda route: route.abort())
    for number in (0, 1):
        _choose(mine, number, "3")
        expect(_state(mine, number)).to_have_class(NOT_SENT)
        _choose(theirs, number, "1")
        expect(_state(theirs, number)).to_have_class(SAVED)
    mine.unroute(SAVES)
    mine.reload()
    for number in (0, 1):
        expect(_state(mine, number)).to_contain_text(re.compile("[“«]1[”»].*[“«]3[”»]", re.S))
        expect(_radio(mine, number, "3")).to_be_checked()
    assert _faults(mine) == []

    _decide(mine, 0, "theirs")
    expect(_radio(mine, 0, "1")).to_be_checked()
    expect(_radio(mine, 0, "1")).to_be_focused()
    _decide(mine, 1, "mine")
    expect(_state(mine, 1)).to_have_class(SAVED)
    assert _kept(mine) == []
    theirs.reload()
    expect(_radio(theirs, 0, "1")).to_be_checked()
    expect(_radio(theirs, 1, "3")).to_be_checked()


def test_after_signing_in_again_elsewhere_the_page_goes_on(
    site: RunningSite, open_browser: Open
) -> None:
    context = open_browser()
    page, tab = context.new_page(), context.new_page()
    sign_in(site, page, "en", "coordinator")
    _, parts = _start_a_round(page, "en", "Signed out")
    page.goto(parts[0])
    sign_out(tab, "en")
    _choose(page, 0, "2")
    expect(_state(page, 0)).to_have_text(re.compile("signed out.*kept in this browser"))
    link = page.locator("[data-say=signedOut] a")
    expect(link).to_have_attribute("href", re.compile(re.escape(parts[0])))

    sign_in(site, tab, "en", "coordinator")  # the token in the page is stale now
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(_state(page, 0)).to_have_class(SAVED)
    _choose(page, 1, "4")
    expect(_state(page, 1)).to_have_class(SAVED)
    expect(page.locator("kept-answers [data-say]:visible")).to_have_count(0)


def test_signing_in_by_the_link_returns_to_the_page_and_sends(
    site: RunningSite, open_browser: Open
) -> None:
    context = open_browser()
    page = context.new_page()
    sign_in(site, page, "en", "coordinator")
    _, parts = _start_a_round(page, "en", "Expired")
    page.goto(parts[0])
    context.clear_cookies()
    _choose(page, 0, "2")
    expect(_state(page, 0)).to_have_class(REFUSED)
    page.locator("[data-say=signedOut] a").click()
    give_password_and_code(site, page, "coordinator@vellamar.example")
    expect(page).to_have_url(re.compile(re.escape(parts[0])))
    expect(_state(page, 0)).to_have_class(SAVED)
    expect(_radio(page, 0, "2")).to_be_checked()


def test_another_person_on_the_same_browser_neither_sees_nor_sends(
    site: RunningSite, open_browser: Open
) -> None:
    site.manage("shell", "-v0", "-c", SECOND)
    context = open_browser()
    page, tab = context.new_page(), context.new_page()
    sign_in(site, page, "en", "coordinator")
    _, parts = _start_a_round(page, "en", "Shared browser")
    page.goto(parts[0])
    sign_out(tab, "en")
    sign_in(site, tab, "en", "approver")
    _choose(page, 0, "3")  # on the page of the one who has left
    expect(_state(page, 0)).to_have_text(re.compile("somebody else is signed in"))
    tab.goto(parts[0])
    expect(tab.locator("fieldset :checked:not(option)")).to_have_count(0)
    expect(tab.locator("kept-answers [data-say]:visible")).to_have_count(0)
    assert len(_kept(tab)) == 1

    sign_out(tab, "en")
    sign_in(site, tab, "en", "coordinator")
    tab.goto(parts[0])
    expect(_state(tab, 0)).to_have_class(SAVED)
    expect(_radio(tab, 0, "3")).to_be_checked()
    assert _kept(tab) == []


def test_what_can_no_longer_be_saved_says_why_until_it_is_forgotten(
    site: RunningSite, open_browser: Open
) -> None:
    page = open_browser().new_page()
    sign_in(site, page, "en", "coordinator")
    address, parts = _start_a_round(page, "en", "Signed meanwhile")
    page.goto(parts[0])
    page.route(SAVES, lambda route: route.abort())
    _choose(page, 0, "3")
    expect(_state(page, 0)).to_have_class(NOT_SENT)
    approver = open_browser().new_page()
    sign_in(site, approver, "en", "approver")
    approver.goto(f"{address}sign-off/")
    submit(approver, "main form")

    page.unroute(SAVES)
    page.goto(address)
    refused = page.locator("[data-say=refused]")
    expect(refused).to_contain_text("signed off")
    assert _faults(page) == []
    refused.locator("button").click()
    expect(page.locator("kept-answers")).to_be_attached()
    expect(refused).to_be_hidden()
    assert _kept(page) == []


def _start_a_round(page: Page, language: str, title: str) -> tuple[str, list[str]]:
    """Return the address of a new round and those of its parts."""
    address = start_a_round(page, language, title)
    links = page.locator("main .trail a[href*='/part/']").all()
    return address, list(dict.fromkeys(link.get_attribute("href") for link in links))


def _question(page: Page, number: int) -> Locator:
    return page.locator("fieldset.question").nth(number)


def _radio(page: Page, number: int, value: str) -> Locator:
    return _question(page, number).locator(f"input[value='{value}']")


def _choose(page: Page, number: int, value: str) -> None:
    _radio(page, number, value).check()


def _decide(page: Page, number: int, whose: str) -> None:
    """Press one of the two buttons by the keyboard."""
    button = _question(page, number).locator(f"[data-choice] button[value={whose}]")
    button.focus()
    page.keyboard.press("Enter")


def _state(page: Page, number: int) -> Locator:
    return _question(page, number).locator("[role=status]")


def _kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")


def _faults(page: Page) -> list[str]:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] + ["wide"] * wide
