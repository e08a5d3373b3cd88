"""Pages for every reader: axe, small screens, own spacing and colours, keyboard alone."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import addresses
from tests.browser.addresses import LESSON
from tests.browser.conftest import Account
from tests.browser.measuring import faults, focus_by_tab

Visit = Callable[..., Page]
NARROW = 320


@pytest.mark.parametrize("language", ["en", "ar"])
def test_open_pages_are_accessible_and_reflow(visit: Visit, language: str) -> None:
    page = visit(width=NARROW, language=language)
    assert _faults(page, language, addresses.OPEN) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_learners_pages_are_accessible_and_reflow(
    learner: Account, visit: Visit, language: str
) -> None:
    page = visit(width=NARROW, language=language, storage_state=learner.cookies)
    assert _faults(page, language, learner.addresses) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_ministrys_pages_are_accessible_and_reflow(
    coordinator: Account, visit: Visit, language: str
) -> None:
    page = visit(width=NARROW, language=language, storage_state=coordinator.cookies)
    assert _faults(page, language, coordinator.addresses) == {}


def test_the_keyboard_alone_reaches_the_text_and_shows_where_it_is(visit: Visit) -> None:
    page = visit()
    page.goto(f"/en/{LESSON}")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whatever_has_the_keyboard_is_seen_to_have_it(
    learner: Account, coordinator: Account, visit: Visit, language: str
) -> None:
    """Every kind of control is met once at least, the ministry's where colours are forced."""
    met = _focused(visit(width=360), language, ["account/signup/", "search/", LESSON])
    page = visit(width=360, storage_state=learner.cookies)
    met |= _focused(page, language, [one for one in learner.addresses if "/attempts/" in one])
    page = visit(width=360, storage_state=coordinator.cookies, forced_colors="active")
    met |= _focused(page, language, [one for one in coordinator.addresses if "/part/" in one])
    fields = ("radio", "checkbox", "text", "search", "email", "password")
    assert met >= {"a", "summary", "button submit", *(f"input {one}" for one in fields)}


def _focused(page: Page, language: str, pages: list[str]) -> set[str]:
    met: set[str] = set()
    assert pages
    for address in pages:
        page.goto(f"/{language}/{address}")
        kinds, wrong = focus_by_tab(page)
        assert not wrong, (address, wrong)
        met |= kinds
    return met


def _faults(page: Page, language: str, pages: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for address in pages:
        page.goto(f"/{language}/{address}")
        wrong = faults(page, language)
        if wrong:
            found[address] = wrong
    return found
