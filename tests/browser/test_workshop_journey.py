"""Eight institutions in one room finish a rapid round with one laptop, up to the signature."""

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from tests.browser.neighbours import neighbours
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in, submit

Visit = Callable[..., Page]
NAMES = ("Harbour", "Grid", "Radio", "Rail", "Post", "Water", "Airport")


@pytest.mark.parametrize(("language", "javascript"), [("en", True), ("ar", False)])
def test_eight_institutions_in_one_room_with_one_laptop_finish_a_rapid_round(
    site: RunningSite, visit: Visit, language: str, javascript: bool
) -> None:
    names = [f"{name} of the room {language}" for name in NAMES]
    lead = visit(javascript=javascript, language=language)
    sign_in(site, lead, language, "coordinator")
    one = _prepared(lead, language)
    guests = []
    for name, who in zip(names, neighbours(site, names, language), strict=True):
        guests.append(visit(javascript=javascript, language=language))
        sign_in(site, guests[-1], language, who)
        _joins(lead, guests[-1], one, name)
    parts = _given_to_everybody(lead, one)
    _step(lead, one, "open")

    asked = _walk_the_room(lead, parts[0], javascript)
    lead.goto(one)
    expect(lead.locator("main")).to_contain_text(str(asked))
    for guest in guests:
        _confirms(guest, parts)

    _step(lead, one, "review")
    _agrees(lead, one)
    _step(lead, one, "agree")
    approver = visit(javascript=javascript, language=language)
    sign_in(site, approver, language, "approver")
    approver.goto(f"{one}sign-off/")
    submit(approver, "main form", "button.btn:visible")
    expect(approver).to_have_url(re.compile("/result/"))


def _prepared(lead: Page, language: str) -> str:
    lead.goto(f"/{language}/assessments/new/")
    lead.fill("main form input[name=title]", f"One room {language}")
    lead.check("input[name=model][value=national-csirt]")
    lead.check("input[name=depth][value=rapid]")
    submit(lead, "main form", "button[value=prepare]")
    return re.match(r".*?(/\w+/assessments/[0-9a-f-]{36}/)", lead.url)[1]


def _joins(lead: Page, guest: Page, one: str, name: str) -> None:
    """Print an invitation; the guest opens its address and accepts."""
    lead.goto(f"{one}team/ask/")
    lead.fill("input[name=label]", name)
    submit(lead, "main form", "button.btn:visible")
    guest.goto(lead.locator(".hash bdi").inner_text())
    submit(guest, "main form")
    expect(guest).to_have_url(re.compile("/assessments/$"))


def _given_to_everybody(lead: Page, one: str) -> list[str]:
    """Give every part to all seven with one form; return where the parts lie."""
    lead.goto(f"{one}team/")
    for box in lead.locator("input[name=parts]").all():
        box.check()
    lead.select_option("select[name=whom]", "everybody")
    submit(lead, "form[action$='/give/']", "button.btn:visible")
    lead.goto(one)
    links = lead.locator("main .trail a[href*='/part/']").all()
    return list(dict.fromkeys(str(link.get_attribute("href")) for link in links))


def _step(page: Page, one: str, name: str) -> None:
    page.goto(one)
    submit(page, "form[action$='/step/']", f"button[value={name}]")


def _walk_the_room(lead: Page, part: str, javascript: bool) -> int:
    """Answer every question for all eight; the first ones by hand, the rest as the form sends it.

    Return how many questions there were. Everybody differs on the first one.
    """
    lead.goto(part)
    with lead.expect_navigation():
        lead.locator("main a[href*='/workshop/']").click()
    screens = cycle(["2", "1", "unknown", "2"])
    count = 0
    while "/workshop/" in lead.url:
        values = ["1", *["3"] * 7] if count == 0 else [next(screens)] * 8
        assert lead.locator("fieldset.seat").count() == 8
        shown = lead.locator(".projector > .progress progress")
        assert shown.get_attribute("value") == str(count * 8)
        if count < 2:
            _by_hand(lead, values, javascript)
        else:
            _as_the_form(lead, values)
        count += 1
    return count


def _by_hand(lead: Page, values: list[str], javascript: bool) -> None:
    """With the keys of the page: one for each institution, and Enter; without, by clicks."""
    rows = lead.locator("fieldset.seat")
    if javascript:
        rows.first.locator(".chips input").first.focus()
        for value in values:
            lead.keyboard.press({"unknown": "u"}.get(value, value))
        for row, value in zip(rows.all(), values, strict=True):
            expect(row.locator(f".chips input[value='{value}']")).to_be_checked()
        with lead.expect_navigation():
            lead.keyboard.press("Enter")
        return
    for row, value in zip(rows.all(), values, strict=True):
        row.locator(f".chips input[value='{value}']").check()
    submit(lead, "form:has(fieldset.seat)", ".onward button")


def _as_the_form(lead: Page, values: list[str]) -> None:
    """Send what the page's own form would send, and open where it leads."""
    form = lead.locator("form:has(fieldset.seat)")
    sent = {
        str(field.get_attribute("name")): str(field.get_attribute("value"))
        for field in form.locator("input[type=hidden]").all()
    }
    rows = form.locator("fieldset.seat").all()
    for row, value in zip(rows, values, strict=True):
        name = row.locator(".chips input").first.get_attribute("name")
        sent[str(name)] = value
    origin = re.match(r"https?://[^/]+", lead.url)[0]
    answer = lead.request.post(
        lead.url, form=sent, headers={"Referer": lead.url, "Origin": origin}, max_redirects=0
    )
    assert answer.status == 302, answer.text()
    lead.goto(answer.headers["location"])


def _confirms(guest: Page, parts: list[str]) -> None:
    """Look at what was entered for one's institution, and confirm every part."""
    for part in parts:
        guest.goto(part)
        assert guest.locator(".behalf").count() > 0
        submit(guest, "form:has(fieldset.question)", "button[formaction$='/confirm/']")
        expect(guest.locator(".behalf")).to_have_count(0)


def _agrees(lead: Page, one: str) -> None:
    """Decide the one question on which the room differs."""
    lead.goto(f"{one}agreement/?show=differing")
    links = lead.locator("main table a[href*='/agreement/']:not([href*='?'])").all()
    assert len(links) == 1
    lead.goto(str(links[0].get_attribute("href")))
    lead.check("form#agree input[value='2']")
    lead.fill("textarea[name=rationale]", "The decree was looked at together.")
    submit(lead, "form#agree", "button[value=agree]")
