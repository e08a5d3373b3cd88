"""A quiz with every kind of question: accessible, kept without a network, sent once, rescued."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.measuring import faults
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in, submit
from tests.courses import quizzed_files

Visit = Callable[..., Page]
NOT_SENT, SAVED = re.compile("unsaved"), re.compile("^saved$")
GONE = """
from wagtail.models import Page
Page.objects.get(pk=1)
for page in Page.objects.filter(slug="small", depth=4):
    page.delete()
"""


@pytest.fixture(scope="module")
def _kinds(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Bring the course that has every kind of question, and take it away again."""
    folder = Path(tmp_path_factory.mktemp("bundle"))
    for name, text in quizzed_files.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    site.manage("import_course", str(folder))
    yield
    site.manage("shell", "-c", GONE)


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", True), ("ar", False)])
@pytest.mark.usefixtures("_kinds")
def test_every_kind_is_answered_at_320_pixels_and_hides_its_key(
    site: RunningSite, visit: Visit, language: str, javascript: bool
) -> None:
    page = visit(javascript=javascript, language=language, width=320)
    _begun(site, page, language)
    if javascript:
        assert faults(page, language) == []
    for key in (" counted", "miscounted", "about own"):
        assert key not in page.content()
    _answer_everything(page)
    if javascript:
        for item in ("truth", "match", "sort", "fill", "count", "name", "essay"):
            expect(_state(page, item)).to_have_class(SAVED)
    submit(page, "form[action*='/attempts/']", button="button[value=submit]")
    expect(page).to_have_url(re.compile("/result/$"))
    if javascript:
        assert faults(page, language) == []


@pytest.mark.usefixtures("_kinds")
def test_what_was_answered_without_a_network_is_sent_when_the_page_is_opened_again(
    site: RunningSite, visit: Visit
) -> None:
    page = visit(language="en", width=360)
    here = _begun(site, page, "en")
    page.context.set_offline(True)
    page.locator("#question-truth input[type=radio]").first.check()
    page.locator("#question-sort select").first.select_option("2")
    expect(_state(page, "truth")).to_have_class(NOT_SENT)
    expect(page.locator("kept-quiz [data-say=waiting] bdi")).to_have_text("2")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(here)
    for item in ("truth", "sort"):
        expect(_state(again, item)).to_have_class(SAVED)
    again.reload()
    expect(again.locator("#question-truth input[type=radio]").first).to_be_checked()
    expect(again.locator("#question-sort select").first).to_have_value("2")


@pytest.mark.usefixtures("_kinds")
def test_a_file_of_answers_is_taken_on_another_device(
    site: RunningSite, visit: Visit, tmp_path: Path
) -> None:
    page = visit(language="en")
    here = _begun(site, page, "en")
    page.context.set_offline(True)
    page.locator("#question-fill select").select_option("team")
    page.locator("#question-name input[type=text]").fill("Constituency")
    page.locator("#question-name input[type=text]").blur()
    expect(page.locator("kept-quiz [data-file]")).to_be_visible()
    with page.expect_download() as download:
        page.locator("kept-quiz [data-file]").click()
    file = tmp_path / "answers.json"
    download.value.save_as(file)
    assert len(json.loads(file.read_text())["answers"]) == 2
    other = visit(language="en", javascript=False)
    sign_in(site, other, "en", "learner")
    other.goto(here)
    other.locator("details.rescue summary").click()
    other.set_input_files("#rescue-file", file)
    submit(other, "form[action$='/rescue/']")
    expect(other.locator("#question-fill select")).to_have_value("team")
    expect(other.locator("#question-name input[type=text]")).to_have_value("Constituency")


@pytest.mark.usefixtures("_kinds")
def test_an_answer_given_in_another_window_is_not_written_over(
    site: RunningSite, visit: Visit
) -> None:
    page = visit(language="en")
    here = _begun(site, page, "en")
    other = page.context.new_page()
    other.goto(here)
    truth, lie = "#question-truth input[value=true]", "#question-truth input[value=false]"
    page.locator(lie).check()
    expect(_state(page, "truth")).to_have_class(SAVED)
    _take_back(page, "truth")
    page.locator(truth).check()
    expect(_state(page, "truth")).to_have_class(SAVED)
    other.locator(lie).check()
    expect(_state(other, "truth")).to_contain_text("another window")
    other.reload()
    expect(other.locator(truth)).to_be_checked()
    other.locator(lie).check()
    expect(_state(other, "truth")).to_have_class(SAVED)


def _take_back(page: Page, item: str) -> None:
    """Wait until nothing of a question is on its way."""
    expect(page.locator("kept-quiz [data-say=waiting]")).to_be_hidden()
    assert page.locator(f"[data-item={item}]").count() == 1


def _begun(site: RunningSite, page: Page, language: str) -> str:
    sign_in(site, page, language, "learner")
    page.goto(f"/{language}/courses/small/more/kinds/")
    submit(page, "form[action*='/attempt/']")
    return page.url


def _answer_everything(page: Page) -> None:
    page.locator("#question-truth input[type=radio]").first.check()
    for item in ("match", "sort", "fill"):
        for select in page.locator(f"#question-{item} select").all():
            select.select_option(index=1)
    page.locator("#question-count input[type=text]").fill("72")
    page.locator("#question-name input[type=text]").fill("CSIRT")
    page.locator("#question-essay textarea").fill("A list.")
    page.locator("#question-essay textarea").blur()


def _state(page: Page, item: str) -> Locator:
    return page.locator(f"#question-{item} [data-said]")
