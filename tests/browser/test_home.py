"""The home page says in one screen what the place is for: to learner, ministry and trainer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite

Visit = Callable[..., Page]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 900)])
def test_the_first_screen_says_what_for_and_shows_three_ways_in(
    site: RunningSite, visit: Visit, language: str, width: int, height: int
) -> None:
    page = visit(width=width, language=language)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/{language}/")
    shown = page.locator(".ways a" if width == 360 else ".door")
    expect(page.locator("h1")).to_be_in_viewport(ratio=1)
    expect(page.locator(".hero .lead")).to_be_in_viewport(ratio=1)
    assert shown.count() == 3
    for way in shown.all():
        expect(way).to_be_in_viewport(ratio=1)
