"""A ministry answers, signs, plans, and holds its roadmap as a PDF."""

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.reading import is_tagged, text_of
from tests.browser.running_site import RunningSite
from tests.browser.walking import fetched, sign_in, sign_out, start_a_round, submit

Visit = Callable[..., Page]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_first_answer_to_the_printed_roadmap(
    site: RunningSite, visit: Visit, language: str, javascript: bool
) -> None:
    page = visit(javascript=javascript, language=language)
    sign_in(site, page, language, "coordinator")
    address = start_a_round(page, language, f"Journey {language} {javascript}")
    _answer_every_question(page, address, javascript)
    sign_out(page, language)
    sign_in(site, page, language, "approver")
    page.goto(f"{address}sign-off/")
    submit(page, "main form")
    expect(page).to_have_url(re.compile("/(result|assessments)/"))
    sign_out(page, language)
    sign_in(site, page, language, "coordinator")
    page.goto(f"{address}result/")
    submit(page, "form[action$='/plan/']")
    expect(page).to_have_url(re.compile(r"/roadmaps/[0-9a-f-]+/"))
    expect(page.locator(".why").first).to_be_visible()
    digest = re.search(r"[0-9a-f]{64}", page.locator("main").inner_text())[0]
    request = f"{page.url.split('?')[0]}report/"
    pages, text = _printed(page, request, "brief", language)
    assert pages == 2
    assert " ".join(re.findall("....", digest)[:4]) in text
    pages, text = _printed(page, request, "report", language)
    assert 2 < pages <= 20
    pages, text = _printed(page, request, "full", language)
    assert pages > 10  # among them one for each action
    assert digest in re.sub(r"\s", "", text)


def test_an_answer_survives_a_closed_page_and_shows_what_is_saved(
    site: RunningSite, visit: Visit
) -> None:
    page = visit()
    sign_in(site, page, "en", "coordinator")
    address = start_a_round(page, "en", "Half answered")
    first = page.locator("a[href*='/part/']").first.get_attribute("href")
    page.goto(first)
    question = page.locator("fieldset.question").first
    question.locator("input[value='2']").check()
    expect(question.locator("[role=status]")).to_have_class(re.compile("saved"))
    page.goto(address)
    page.goto(first)
    expect(page.locator("fieldset.question").first.locator("input[value='2']")).to_be_checked()


def test_another_ministry_finds_nothing(site: RunningSite, visit: Visit) -> None:
    page = visit()
    sign_in(site, page, "en", "coordinator")
    address = start_a_round(page, "en", "Not for others")
    sign_out(page, "en")
    sign_in(site, page, "en", "learner")
    answer = page.request.get(address)
    assert answer.status == 404
    assert "Not for others" not in answer.text()


def _answer_every_question(page: Page, address: str, javascript: bool) -> None:
    page.goto(address)
    links = page.locator("main .trail a[href*='/part/']").all()
    parts = list(dict.fromkeys(link.get_attribute("href") for link in links))
    assert parts
    choices, answered = cycle(["1", "unknown", "2", "0", "1", "0"]), 0
    for part in parts:
        page.goto(part)
        for question in page.locator("fieldset.question").all():
            question.locator(f"input[value='{next(choices)}']").check()
            answered += 1
            if javascript:
                expect(question.locator("[role=status]")).to_have_class(re.compile("saved"))
        submit(page, "main form:has(fieldset)", button="p.actions button.btn:not(.quiet)")
    assert answered == 37


def _printed(page: Page, request: str, edition: str, language: str) -> tuple[int, str]:
    """Ask for an edition as the form has it, and return its pages and its words."""
    page.goto(request)
    page.check(f"input[name=edition][value={edition}]")
    submit(page, "main form")
    reader = PdfReader(fetched(page))
    assert is_tagged(reader)
    assert reader.root_object["/Lang"].startswith(language)
    text = text_of(reader)
    assert "\ufffd" not in text
    return len(reader.pages), text
