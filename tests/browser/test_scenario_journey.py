"""Somebody plays a scenario to an ending, leaves it in between and comes back, and plays again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import COURSE
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in, submit

Visit = Callable[..., Page]
LONGEST = 40  # scenes that a story may have


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_a_story_is_played_to_an_ending_left_in_between_and_played_again(
    site: RunningSite, visit: Visit, language: str, javascript: bool
) -> None:
    page = visit(javascript=javascript, language=language, width=360)
    sign_in(site, page, language, "learner")
    page.goto(f"/{language}/{COURSE}")
    page.locator("main a[href*='/scenarios/']").first.click()
    door = page.url
    submit(page, "form[action$='/begin/']")
    first = page.locator("h1").inner_text()
    _choose(page, first=True)
    second = page.locator("h1").inner_text()
    assert second != first
    _leave_and_come_back(page, door, second)
    _play_to_the_end(page)
    expect(page.locator(".axes li")).to_have_count(6)
    expect(page.locator(".axes b")).to_have_text([re.compile(r"\S")] * 6)
    assert page.locator(".trail .done").count() > 1
    ending = page.locator("h1").inner_text()
    submit(page, "form[action$='/begin/']")
    expect(page.locator("h1")).to_have_text(first)
    page.goto(f"/{language}/{COURSE}")
    expect(page.locator(".card .meta", has_text=ending)).to_have_count(1)


def _choose(page: Page, *, first: bool) -> None:
    radios = page.locator("input[name=choice]")
    (radios.first if first else radios.last).check()
    submit(page, "form[action*='/runs/']")


def _leave_and_come_back(page: Page, door: str, scene: str) -> None:
    page.goto(door)
    submit(page, "form[action$='/begin/']")
    expect(page.locator("h1")).to_have_text(scene)


def _play_to_the_end(page: Page) -> None:
    for _scene in range(LONGEST):
        if page.url.endswith("/ending/"):
            return
        _choose(page, first=False)
    raise AssertionError("The story does not end.")
