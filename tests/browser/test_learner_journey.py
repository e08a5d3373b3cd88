"""A learner signs up, reads, answers, and holds a certificate that anyone can verify."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.addresses import COURSE, LESSON, QUIZ, SCENARIO
from tests.browser.reading import text_of
from tests.browser.running_site import RunningSite
from tests.browser.walking import fetched, open_account, submit
from tests.courses.shipped import right_answers

NAMES = {"en": "Salma O’Connor-Náměstí", "ar": "سلمى بنت عبد الرحمن"}

Visit = Callable[..., Page]


@pytest.mark.parametrize(
    ("language", "javascript"),
    [("en", True), ("en", False), ("ar", True), ("ar", False)],
)
def test_from_sign_up_to_a_verified_certificate(
    site: RunningSite, visit: Visit, language: str, javascript: bool
) -> None:
    page = visit(javascript=javascript, language=language, width=360)
    address = f"journey-{language}-{javascript}@example.org".lower()
    _sign_up(site, page, language, address)
    _read_the_lessons(page, language)
    _play_the_scenario(page, language)
    site.finish_but_the_first_quiz(address)
    page.goto(f"/{language}/{QUIZ}")
    _take_the_quiz(page, javascript)
    reader = PdfReader(_the_certificate(page, NAMES[language]))
    assert reader.root_object["/Lang"].startswith(language)
    if language != "ar":  # joined letters are read back in another order
        assert NAMES[language] in text_of(reader)
    code = _code(page, language)
    stranger = visit(javascript=javascript, language=language)
    stranger.goto(f"/{language}/verify/{code}/")
    expect(stranger.locator("main")).to_contain_text(NAMES[language])
    assert stranger.locator("meta[name=robots]").get_attribute("content") == "noindex"
    unknown = stranger.request.get(f"/{language}/verify/{'0' * len(code)}/")
    assert unknown.status == 404
    assert NAMES[language] not in unknown.text()


def test_a_learner_who_changes_language_loses_nothing(site: RunningSite, visit: Visit) -> None:
    page = visit()
    _sign_up(site, page, "en", "switching@example.org")
    _read_the_lessons(page, "en")
    submit(page, "form[action*='/attempt/']")
    page.locator("input[value=annexes]").check()
    expect(page.locator("fieldset:has(input[value=annexes]) [data-said]")).to_have_class("saved")
    page.locator("details.languages summary").click()
    page.locator("details.languages a[lang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("input[value=annexes]")).to_be_checked()
    page.goto(f"/ar/{COURSE}")
    expect(page.locator(".trail .done").first).to_be_visible()


def _sign_up(site: RunningSite, page: Page, language: str, address: str) -> None:
    page.goto(f"/{language}/account/signup/")
    open_account(site, page, language, address=address, name=NAMES[language])


def _read_the_lessons(page: Page, language: str) -> None:
    page.goto(f"/{language}/{COURSE}")
    submit(page, "form[action*='/begin/']")
    page.goto(f"/{language}/{LESSON}")
    while page.locator("form[action$='/read/']").count():
        expect(page.locator("article h2").first).to_be_visible()
        submit(page, "form[action$='/read/']")
    expect(page.locator("form[action*='/attempt/']")).to_be_visible()


def _play_the_scenario(page: Page, language: str) -> None:
    page.goto(f"/{language}/{SCENARIO}")
    submit(page, "form[action$='/begin/']")
    while not page.url.endswith("/ending/"):
        page.locator("input[name=choice]").last.check()
        submit(page, "form[action*='/runs/']")


def _take_the_quiz(page: Page, javascript: bool) -> None:
    """Answer and hand in; where there are scripts, the network is cut for some of the questions."""
    submit(page, "form[action*='/attempt/']")
    for number, (item, options) in enumerate(right_answers().items()):
        question = page.locator(f"#question-{item}")
        if javascript and number in (3, 6):
            page.context.set_offline(number == 3)
        for option in options:
            question.locator(f"input[value={option}]").check()
        if javascript:
            expect(question.locator("[data-said]")).to_have_class(re.compile("saved"))
    if javascript:  # those given without a network as well
        expect(page.locator("[data-said].unsaved")).to_have_count(0)
    submit(page, "form[action*='/attempts/']", button="button[value=submit]")
    expect(page.locator("a[href*='/certificate/']")).to_be_visible()


def _the_certificate(page: Page, name: str) -> str:
    """Have the certificate issued and return where its PDF lies."""
    page.locator("main a.btn[href*='/certificate/']").click()
    page.fill("main form input[type=text]", name)
    submit(page, "main form")
    return fetched(page)


def _code(page: Page, language: str) -> str:
    page.goto(f"/{language}/learn/national-csirt/certificate/")
    address = page.locator("main a[href*='/verify/']").get_attribute("href")
    return re.search(r"/verify/([^/]+)/", address)[1]
