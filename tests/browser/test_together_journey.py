"""Four institutions answer an assessment apart, agree, sign, plan, follow it up, plan anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assessments import filling
from tests.browser.neighbours import neighbours
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in, submit

Visit = Callable[..., Page]
WORDS = {"en": ("Harbour", "Grid", "Radio"), "ar": ("Rail", "Post", "Water")}


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_institutions_answer_apart_agree_and_follow_the_plan_up(
    site: RunningSite, visit: Visit, tmp_path: Path, language: str, javascript: bool
) -> None:
    names = [f"{word} authority" for word in WORDS[language]]
    pages = {}
    for who in ("coordinator", "approver", *neighbours(site, names, language)):
        pages[who] = visit(javascript=javascript, language=language)
        sign_in(site, pages[who], language, who)
    lead, approver, *guests = pages.values()

    one = _prepared(lead, language)
    for name, guest in zip(names, guests, strict=True):
        _joins(lead, guest, one, name)
    part = _given(lead, one, names)
    _step(lead, one, "open")

    _answer(guests[0], part, "1", javascript)
    _answer(guests[1], part, "3", javascript)
    _answer_by_workbook(guests[2], one, part, tmp_path, javascript)
    guests[0].goto(part)
    assert guests[0].locator("input[value='1']:checked").count() > 1
    assert guests[0].locator("input[value='3']:checked").count() == 0, "others' answers"

    _step(lead, one, "review")
    lead.goto(one)
    _agrees(lead, one)
    _step(lead, one, "agree")
    approver.goto(f"{one}sign-off/")
    submit(approver, "main form", "button.btn:visible")
    expect(approver).to_have_url(re.compile("/result/"))

    lead.goto(f"{one}result/")
    submit(lead, "form[action$='/plan/']")
    plan = lead.url.split("?")[0]
    approver.goto(plan)
    submit(approver, "form[action$='/approve/']")
    lead.goto(f"{plan}board/")
    lead.goto(lead.locator("main .column a[href*='/board/']").first.get_attribute("href"))
    lead.select_option("select[name=status]", "running")
    lead.select_option("select[name=started]", index=1)
    submit(lead, "main form:has(select[name=status])", "button.btn:visible")
    lead.goto(f"{plan}replan/")
    submit(lead, "form[action$='/replan/']")
    expect(lead).to_have_url(re.compile(r"/roadmaps/[0-9a-f-]+/"))
    assert lead.url.split("?")[0] != plan


def _prepared(lead: Page, language: str) -> str:
    lead.goto(f"/{language}/assessments/new/")
    lead.fill("main form input[name=title]", f"Together {language}")
    lead.check("input[name=model][value=national-csirt]")
    lead.check("input[name=depth][value=rapid]")
    submit(lead, "main form", "button[value=prepare]")
    return re.match(r".*?(/\w+/assessments/[0-9a-f-]{36}/)", lead.url)[1]


def _joins(lead: Page, guest: Page, one: str, name: str) -> None:
    """Ask on paper; the other coordinator opens the printed address and accepts."""
    lead.goto(f"{one}team/ask/")
    lead.fill("input[name=label]", name)
    submit(lead, "main form", "button.btn:visible")
    guest.goto(lead.locator(".hash bdi").inner_text())
    expect(guest.locator("main")).to_contain_text("Sami Duarte")
    submit(guest, "main form")
    expect(guest).to_have_url(re.compile("/assessments/$"))


def _given(lead: Page, one: str, names: list[str]) -> str:
    """Give the first part to every guest; return its address."""
    for name in names:
        lead.goto(f"{one}team/")
        lead.locator("input[name=parts]").first.check()
        group = lead.locator(f"select[name=whom] optgroup[label='{name}'] option").first
        lead.select_option("select[name=whom]", group.get_attribute("value"))
        submit(lead, "form[action$='/give/']", "button.btn:visible")
    lead.goto(one)
    return str(lead.locator("main .trail a[href*='/part/']").first.get_attribute("href"))


def _step(page: Page, one: str, name: str) -> None:
    page.goto(one)
    submit(page, "form[action$='/step/']", f"button[value={name}]")


def _answer(page: Page, part: str, value: str, javascript: bool) -> None:
    page.goto(part)
    for question in page.locator("fieldset.question").all():
        question.locator(f"input[value='{value}']").check()
        if javascript:
            expect(question.locator("[role=status]")).to_have_class(re.compile("saved"))
    submit(page, "main form:has(fieldset.question)", "p.actions button.btn:not(.quiet)")


def _answer_by_workbook(page: Page, one: str, part: str, folder: Path, javascript: bool) -> None:
    page.goto(part)
    questions = page.locator("fieldset[data-indicator]").all()
    asked = [question.get_attribute("data-indicator") for question in questions]
    page.goto(f"{one}workbook/")
    with page.expect_download() as download:
        page.locator("form[action$='/file/'] button").click()
    content = Path(download.value.path()).read_bytes()
    book = folder / "filled.xlsx"
    book.write_bytes(filling.changed(content, {str(name): (2,) for name in asked}))
    page.goto(f"{one}workbook/")
    page.set_input_files("input[type=file]", str(book))
    submit(page, "form[enctype='multipart/form-data']")
    expect(page.locator("main")).to_contain_text(str(len(asked)))
    submit(page, "main form", "button.btn:visible")
    page.goto(part)
    assert page.locator("input[value='2']:checked").count() >= len(asked)


def _agrees(lead: Page, one: str) -> None:
    """Decide every question on which the institutions differ."""
    lead.goto(f"{one}agreement/?show=differing")
    links = lead.locator("main table a[href*='/agreement/']:not([href*='?'])").all()
    assert links
    for address in [str(link.get_attribute("href")) for link in links]:
        lead.goto(address)
        lead.check("form#agree input[value='2']")
        lead.fill("textarea[name=rationale]", "The decree was looked at together.")
        submit(lead, "form#agree", "button[value=agree]")
