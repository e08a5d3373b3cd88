"""A trainer takes a course along, mends it as files, brings it back; then questions and a text."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import measuring
from tests.browser.running_site import RunningSite
from tests.browser.walking import fetched, sign_in

Visit = Callable[..., Page]
LESSON = "fr/why-a-country-needs-a-team.md"
GIFT = "::night:: Who answers at night? {=The team#Yes. ~Nobody#No.}\n"
FILES = "/learn/national-csirt/files/"


def bring(page: Page, name: str, content: bytes, place: int = 0) -> None:
    """Choose a file in a form."""
    sent = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").nth(place).set_input_files(files=[sent])


def changed(path: Path, language: str) -> bytes:
    """The bundle with another title of a lesson."""
    kept = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == LESSON:
                content = content.replace(b'title = "', f'title = "{language} - '.encode(), 1)
            after.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_a_course_goes_out_and_comes_back_and_questions_and_a_text_come_in(
    site: RunningSite, visit: Visit, tmp_path: Path, language: str, javascript: bool
) -> None:
    def look(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}-{language}.png", full_page=True)
        if javascript:
            assert measuring.faults(page, language) == []

    page = visit(javascript=javascript, language=language, width=360 if javascript else 1280)
    sign_in(site, page, language, "trainer")
    page.goto(f"/{language}{FILES}")
    look("files")
    page.locator("button[value=export]").click()
    bundle = changed(Path(fetched(page, ".zip")), language)
    page.goto(f"/{language}/learn/manage/bring/")
    look("bring")
    bring(page, "course.zip", bundle)
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("fr: national-csirt/why-a-country-needs-a-team")
    page.locator("main summary").click()
    expect(page.locator("main pre")).to_contain_text(f'+title = "{language} - ')
    look("bundle")
    page.locator("button[value=take]").click()
    fetched(page, ".txt")
    page.goto(f"/fr/courses/national-csirt/mandate-and-constituency/{LESSON[3:-3]}/")
    expect(page.locator("h1")).to_contain_text(f"{language} - ")
    page.goto(f"/{language}{FILES}")
    bring(page, "a.gift", GIFT.encode())
    page.locator("button[value=questions]").click()
    expect(page.locator("main")).to_contain_text("Who answers at night?")
    look("questions")
    page.locator("button[value=take]").click()
    expect(page).to_have_url(f"{site.url}/{language}{FILES}")
    bring(page, "a.md", b"# New lesson\n\nA *text*.\n\n> quoted\n", place=1)
    page.locator("button[value=text]").click()
    expect(page.locator("main h2").first).to_contain_text("New lesson")
    look("text")
    page.locator("button[value=take]").click()
    expect(page.locator("[name=title]")).to_have_value("New lesson")
