"""A file that is cut on its way goes on: by itself, and after a reload."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in, start_a_round

PART = 256 * 1024
PARTS = "**/press/uploads/*/"
SIZE = 10 * PART
LAW = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% " + b"x" * SIZE + b"\n%%EOF\n"


def add_evidence(page: Page, language: str) -> None:
    """Go from the first question of a new round to the form, and fill in all but the file."""
    page.goto(start_a_round(page, language, "With evidence"))
    page.locator("main a[href*='/part/']").first.click()
    page.locator("a[href*='/evidence/'][href*='indicator=']").first.click()


def fill_in(page: Page, law: Path) -> None:
    page.fill("[name=title]", "Law")
    page.check("[name=level][value=public]")
    page.set_input_files("#id_file", law)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_file_cut_at_ninety_per_cent_goes_on_from_there(
    site: RunningSite, browser: Browser, tmp_path: Path, language: str
) -> None:
    law = tmp_path / "قانون.pdf"
    law.write_bytes(LAW)
    page = browser.new_page(base_url=site.url, locale=language)
    page.set_default_timeout(45_000)
    sign_in(site, page, language, "coordinator")
    add_evidence(page, language)
    taken: list[int] = []

    def cut_at_ninety(route: Route) -> None:
        offset = int(route.request.headers["upload-offset"])
        if offset >= SIZE * 9 // 10:
            route.abort()
        else:
            taken.append(offset)
            route.continue_()

    page.route(PARTS, cut_at_ninety)
    fill_in(page, law)
    expect(page.locator("resumable-upload .unsaved")).to_be_visible()
    page.unroute(PARTS)
    page.reload()
    page.on("request", lambda one: taken.append(int(one.headers.get("upload-offset", -1))))
    before = len(taken)
    fill_in(page, law)
    expect(page.locator("resumable-upload .saved")).to_be_visible()
    after = [offset for offset in taken[before:] if offset >= 0]
    assert min(after) >= SIZE * 9 // 10
    page.locator("main form .btn").first.click()
    page.wait_for_url("**/part/**")
    expect(page.locator(".laid")).to_contain_text("Law")
    page.close()
