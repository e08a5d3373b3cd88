"""The planning desk as a ministry uses it: with a script as one types, without one by a button."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Account

Visit = Callable[..., Page]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_change_shows_what_it_does_and_the_keyboard_stays_where_it_is(
    coordinator: Account, visit: Visit, language: str
) -> None:
    page = _desk(coordinator, visit(language=language, storage_state=coordinator.cookies), language)
    page.locator("#told-people").click()
    page.locator("#id_people").fill("6")
    page.keyboard.press("Tab")
    expect(page.locator("[data-effect] .tag.mark").first).to_be_visible()
    expect(page.locator("planning-desk [role=status]")).not_to_be_empty()
    expect(page.locator("#told-people")).to_contain_text("6")
    assert page.evaluate("document.activeElement.closest('#limits') !== null")


def test_without_a_script_a_button_recomputes(coordinator: Account, visit: Visit) -> None:
    page = visit(javascript=False, storage_state=coordinator.cookies)
    _desk(coordinator, page, "en")
    page.locator("#told-people").click()
    page.locator("#id_people").fill("6")
    with page.expect_navigation():
        page.locator("#limits button").first.click()
    expect(page).to_have_url(re.compile("#effect$"))
    expect(page.locator("[data-effect] .tag.mark").first).to_be_visible()
    expect(page.locator("#told-people")).to_contain_text("6")


def _desk(coordinator: Account, page: Page, language: str) -> Page:
    address = next(one for one in coordinator.addresses if one.endswith("/desk/"))
    page.goto(f"/{language}/{address}")
    return page
