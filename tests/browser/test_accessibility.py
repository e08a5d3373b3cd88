"""Pages that everybody meets: axe finds nothing, nothing scrolls sideways, keys suffice."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in

Visit = Callable[..., Page]
LESSON = "courses/national-csirt/mandate-and-constituency/why-a-country-needs-a-team/"
OPEN_PAGES = (
    "",
    "courses/",
    "courses/national-csirt/",
    LESSON,
    "account/signup/",
    "account/login/",
    "account/password/reset/",
    "verify/",
    "contact/",
    "contact/write/",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_open_pages_are_accessible_and_reflow(
    site: RunningSite, visit: Visit, language: str
) -> None:
    page = visit(width=320, language=language)
    assert _faults(page, [f"/{language}/{path}" for path in OPEN_PAGES]) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_ministrys_pages_are_accessible_and_reflow(
    site: RunningSite, visit: Visit, language: str
) -> None:
    page = visit(width=320, language=language)
    sign_in(site, page, language, "coordinator")
    desk, rounds, roadmaps = (f"/{language}/{x}/" for x in ("desk", "assessments", "roadmaps"))
    one = _first(page, rounds, "/assessments/").removesuffix("result/")
    plan = _first(page, roadmaps, "/roadmaps/")
    part = _first(page, one, "/part/")
    addresses = [desk, rounds, roadmaps, one, part, f"{one}result/", plan, f"{plan}refine/"]
    addresses.append(f"{plan}report/")
    assert _faults(page, addresses) == {}


def test_the_keyboard_alone_reaches_the_text_and_shows_where_it_is(
    site: RunningSite, visit: Visit
) -> None:
    page = visit()
    page.goto(f"/en/{LESSON}")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def _first(page: Page, address: str, kind: str) -> str:
    page.goto(address)
    return page.locator(f"main a[href*='{kind}']").first.get_attribute("href")


def _faults(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    found = {}
    for address in dict.fromkeys(addresses):
        page.goto(address)
        results = Axe().run(page, options=RULES).response
        wrong = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in results["violations"]]
        width = page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"scrolls sideways to {width} px"] if width > 320 else []
        if wrong:
            found[address] = wrong
    return found
