"""Reading on a thin line, without script: the switch, what it leaves out, and terms in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LESSON = "/{}/courses/national-csirt/mandate-and-constituency/why-a-country-needs-a-team/"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_switch_works_without_script_and_leads_back(
    visit: Callable[..., Page], language: str
) -> None:
    page = visit(javascript=False, width=360, language=language)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.resource_type))
    page.goto(LESSON.format(language))
    assert page.context.cookies() == []
    page.locator("footer button[name=light]").click()
    expect(page).to_have_url(page.url.split("#")[0])
    assert page.url.endswith(LESSON.format(language))
    assert [(cookie["name"], cookie["value"]) for cookie in page.context.cookies()] == [
        ("light", "on")
    ]
    loaded.clear()
    page.reload()
    expect(page.locator("main img")).to_have_count(0)
    expect(page.locator(".withheld a")).to_be_visible()
    assert not {"image", "media"} & set(loaded)
    page.locator("footer button[name=light]").click()
    expect(page.locator("main img")).not_to_have_count(0)
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_key_term_opens_its_meaning_by_keyboard_and_leads_back(
    visit: Callable[..., Page], language: str
) -> None:
    page = visit(javascript=False, width=360, language=language)
    page.goto(LESSON.format(language))
    word = page.locator("a.term").first
    meaning = page.locator(word.get_attribute("href") or "")
    expect(meaning).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_in_viewport()
    expect(meaning).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(meaning).to_be_hidden()
    expect(word).to_be_in_viewport()
