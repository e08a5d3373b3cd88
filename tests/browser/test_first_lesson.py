"""From sign-up to the first lesson: few pages, few bytes, and back to the course one came from."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.running_site import RunningSite
from tests.browser.walking import open_account, submit

MOST_PAGES = 6
MOST_BYTES = 200_000
COURSE = "/en/courses/national-csirt/"

Visit = Callable[..., Page]


class Walk:
    """Counts what a visitor loads: whole pages, and bytes as they are sent, with their headers."""

    def __init__(self, page: Page) -> None:
        self.pages: list[str] = []
        self.bytes = 0
        page.on("response", self._page)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", self._finished)
        network.on("Network.requestWillBeSent", self._redirected)

    def _page(self, response: Response) -> None:
        if response.request.resource_type == "document" and response.status < 300:
            self.pages.append(response.url)

    def _finished(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _redirected(self, event: dict) -> None:
        self.bytes += int(event.get("redirectResponse", {}).get("encodedDataLength", 0))


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_sign_up_to_the_first_lesson_in_six_pages_and_200_kilobytes(
    site: RunningSite, visit: Visit, javascript: bool
) -> None:
    page = visit(javascript=javascript, width=360)
    page.goto(COURSE)
    address = page.locator("main a[href*='/account/']").first.get_attribute("href")
    fresh = visit(javascript=javascript, width=360)  # a visitor whose browser has kept nothing
    walk = Walk(fresh)
    fresh.goto(address)
    fresh.locator("main a[href*='/account/signup/']").click()
    fresh.wait_for_url(re.compile("/account/signup/"))
    email = f"first-lesson-{javascript}@example.org".lower()
    open_account(site, fresh, "en", address=email, name="Ada")
    expect(fresh).to_have_url(re.compile(f"{COURSE}$"))
    submit(fresh, "form[action*='/begin/']")
    expect(fresh.locator("article h2").first).to_be_visible()
    fresh.wait_for_load_state("networkidle")
    print(f"\n{len(walk.pages)} pages, {walk.bytes} bytes: {walk.pages}")  # noqa: T201
    assert len(walk.pages) <= MOST_PAGES, walk.pages
    assert walk.bytes <= MOST_BYTES
    assert walk.bytes > 10_000
