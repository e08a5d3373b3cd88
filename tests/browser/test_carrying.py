"""What is carried away: a file that reads from a folder of a phone, and the book of a course."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import BOOK, COURSE, MODULE
from tests.browser.measuring import axe, measured
from tests.browser.running_site import RunningSite
from tests.browser.walking import fetched, sign_in, submit

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
DIRECTIONS = {"en": "ltr", "ar": "rtl"}


@pytest.fixture(params=DIRECTIONS)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def carried(visit: Visit, language: str, tmp_path: Path) -> Path:
    """A file as it lies in the folder of a phone, taken by a visitor without JavaScript."""
    page = visit(javascript=False, width=320, language=language)
    page.goto(f"/{language}/{MODULE}")
    link = page.locator("main a[download]")
    said = int(re.search(r"\d+", link.inner_text())[0])
    with page.expect_download() as download:
        link.click()
    name = download.value.suggested_filename
    assert name == f"national-csirt-mandate-and-constituency-{language}.html"
    kept = tmp_path / name
    download.value.save_as(kept)
    assert said == round(kept.stat().st_size / 1000)
    assert page.context.cookies() == []
    return kept


def test_a_file_reads_from_a_folder_without_network_and_script(
    carried: Path, visit: Visit, language: str
) -> None:
    page = visit(javascript=False, width=320, language=language)
    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(carried.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    assert page.locator("main img").count() == 2
    answer = page.locator("details").first
    expect(answer.locator("p").first).to_be_hidden()
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(answer.locator("p").first).to_be_visible()
    page.locator("nav a").last.click()
    expect(page.locator(".lesson").last).to_be_in_viewport()
    expect(page.locator("#imprint")).to_contain_text("CC BY 4.0")


def test_a_file_is_accessible_and_reflows(carried: Path, visit: Visit, language: str) -> None:
    page = visit(width=320, language=language)
    page.goto(carried.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert [*axe(page), *measured(page, "clipped"), *measured(page, "smallTargets")] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("[...document.images].every(one => one.naturalWidth > 0)")


def test_a_file_reads_without_its_style(carried: Path, visit: Visit, language: str) -> None:
    plain = carried.with_name("plain.html")
    text = carried.read_text(encoding="utf-8")
    plain.write_text(re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL), encoding="utf-8")
    page = visit(width=320, language=language)
    page.goto(plain.as_uri())
    assert [one for one in axe(page) if not one.startswith("target-size")] == []


def test_the_book_is_made_once_and_says_what_it_weighs(
    site: RunningSite, visit: Visit, language: str
) -> None:
    page = visit(javascript=False, language=language)
    sign_in(site, page, language, "learner")
    page.goto(f"/{language}/{COURSE}")
    page.locator("main a[href*='/book/']").click()
    submit(page, "main form")
    fetched(page)
    visitor = visit(javascript=False, width=320, language=language)
    visitor.goto(f"/{language}/{BOOK}")
    link = visitor.locator("a[href$='/book/pdf/']")
    size, pages = map(int, re.findall(r"\d+", link.inner_text()))
    assert (size > 50, pages > 5) == (True, True)
    with visitor.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"national-csirt-{language}.pdf"
