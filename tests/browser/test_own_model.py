"""An editor makes a model of their own with the keyboard alone, and publishes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.measuring import axe
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in

Visit = Callable[..., Page]
MODELS = "/admin/maturity-models/"
MOST_TABS = 200


def press(page: Page, target: Locator) -> None:
    """Reach an element with Tab and press Enter; whatever needs a mouse fails."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page: Page, target: Locator) -> None:
    """Go on with Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def type_into(page: Page, **texts: str) -> None:
    """Fill in fields by their names, in the order of the page."""
    for name, text in texts.items():
        field = page.locator(f"[name='{name}']")
        reach(page, field)
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(text)
            continue
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def link(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("link", name=name, exact=True).first


def save(page: Page) -> None:
    press(page, page.locator("#w-editor-form button[type=submit]").last)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_model_is_made_with_the_keyboard_alone(
    site: RunningSite, visit: Visit, javascript: bool
) -> None:
    page = visit(javascript=javascript)
    sign_in(site, page, "en", "administrator")
    page.goto(MODELS)
    press(page, link(page, "New model"))
    title = f"Keyboard {javascript}"
    type_into(
        page, title=title, summary="A test.", notice="Ours.", scale="None\nDone", below="Before"
    )
    save(page)
    draft = page.url
    expect(page.get_by_text("dimensions: expected one or more, found none")).to_be_visible()
    press(page, link(page, "Add a part"))
    type_into(page, title="Rules")
    save(page)
    press(page, page.get_by_role("link", name="Add an indicator: Rules"))
    type_into(page, title="Law", question="Is there a law?")
    save(page)
    expect(page.get_by_text("No problems: this model can be published.")).to_be_visible()
    press(page, link(page, "Preview"))
    expect(page.get_by_text("Is there a law?")).to_be_visible()
    press(page, page.get_by_role("link", name="Back to the model"))
    assert page.url == draft
    press(page, link(page, "Publish"))
    press(page, page.get_by_role("button", name="Yes, publish it"))
    expect(page).to_have_url(re.compile(f"{MODELS}$"))
    press(page, page.get_by_role("button", name=f"Revise: {title} 1"))
    expect(page.get_by_text(re.compile("version 2"))).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_draft_is_accessible(site: RunningSite, visit: Visit, language: str) -> None:
    page = visit(language=language)
    sign_in(site, page, language, "administrator")
    page.goto(f"{MODELS}copy/cert-starter/1/")
    page.fill("[name=id]", f"looked-at-{language}")
    with page.expect_navigation():
        page.locator("#w-editor-form button[type=submit]").last.click()
    draft = page.url.partition("?")[0]
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    number = re.search(r"drafts/(\d+)/", draft)[1]
    found = {}
    for address in (
        draft,
        f"{MODELS}drafts/{number}/edit/dimensions.0.indicators.0/",
        f"{MODELS}drafts/{number}/edit/stages.0/",
        f"{MODELS}texts/looked-at-{language}/1/fr/",
        f"{MODELS}preview/looked-at-{language}/1/?language=ar",
        MODELS,
    ):
        page.goto(address)
        found[address] = axe(page)
    assert {address: broken for address, broken in found.items() if broken} == {}
