"""Notes that meet a cut network, somebody else's note, or wait for an answer; and the keys."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite
from tests.browser.test_kept_answers import (
    NOT_SENT,
    SAVED,
    SAVES,
    SECOND,
    Open,
    _choose,
    _decide,
    _faults,
    _kept,
    _question,
    _radio,
    _start_a_round,
    _state,
    open_browser,
)
from tests.browser.walking import sign_in

GUEST = """
from assessments import services
from cms.people.models import Institution, Membership, User
user = User.objects.get(email="coordinator@vellamar.example")
guest = Institution.objects.create(name="Guest", country="KEN")
Membership.objects.create(user=user, institution=guest, role="coordinator")
services.take_part(user=user, round_id="{pk}", institution=guest)
services.delegate(user=user, round_id="{pk}", parts=["governance"], institution_id=guest.pk)
"""
LEAVES = """
from cms.people.models import Membership
Membership.objects.filter(institution__name="Guest").delete()
"""
__all__ = ["open_browser"]


@pytest.fixture
def only_her_own(site: RunningSite) -> Iterator[None]:
    """Take the coordinator out of the second institution, in which later rounds would be begun."""
    yield
    site.manage("shell", "-v0", "-c", LEAVES)


def test_a_note_written_without_a_network_is_kept_and_sent_with_its_answer(
    site: RunningSite, open_browser: Open
) -> None:
    context = open_browser()
    page = context.new_page()
    sign_in(site, page, "en", "coordinator")
    address, parts = _start_a_round(page, "en", "Notes cut")
    page.goto(parts[0])
    context.set_offline(True)
    _choose(page, 0, "unknown")
    expect(_note(page, 0)).to_be_visible()  # it asks for the reason
    _note(page, 0).press_sequentially("Nobody here knows")  # and is not left: the page is closed
    _write(page, 1, "Only a note")
    expect(_state(page, 1)).to_contain_text("Choose an answer as well")
    expect(_state(page, 0)).to_have_class(NOT_SENT)
    assert _faults(page) == []
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-say=alone] bdi")).to_have_text("1")
    page.goto(parts[0])
    expect(_note(page, 1)).to_have_value("Only a note")
    _choose(page, 1, "2")
    expect(_state(page, 1)).to_have_class(SAVED)
    assert _kept(page) == []
    other = open_browser().new_page()
    sign_in(site, other, "en", "coordinator")
    other.goto(parts[0])
    expect(_radio(other, 0, "unknown")).to_be_checked()
    expect(_note(other, 0)).to_have_value("Nobody here knows")
    expect(_note(other, 1)).to_have_value("Only a note")


def test_of_two_notes_the_second_person_sees_the_first_and_chooses(
    site: RunningSite, open_browser: Open
) -> None:
    site.manage("shell", "-v0", "-c", SECOND)
    mine, theirs = (open_browser().new_page() for _ in range(2))
    sign_in(site, mine, "en", "coordinator")
    _, parts = _start_a_round(mine, "en", "Two notes")
    sign_in(site, theirs, "en", "approver")
    for page in (mine, theirs):
        page.goto(parts[0])
    for number in (0, 1):
        _choose(theirs, number, "2")
        _write(theirs, number, "Their words")
        _question(theirs, number).locator("select").select_option("3")
        expect(_state(theirs, number)).to_have_class(SAVED)
        _choose(mine, number, "2")
        _write(mine, number, "My words")
        expect(_question(mine, number).locator("[data-choice] .other")).to_have_text(
            re.compile("Certain.*Their words", re.S)
        )
        expect(_note(mine, number)).to_have_value("My words")
    _note(mine, 1).press_sequentially(", and more")  # writing on is no choice
    assert _faults(mine) == []
    _decide(mine, 0, "theirs")
    expect(_note(mine, 0)).to_have_value("Their words")
    expect(_question(mine, 0).locator("select")).to_have_value("3")
    _decide(mine, 1, "mine")
    expect(_state(mine, 1)).to_have_class(SAVED)
    assert _kept(mine) == []
    theirs.reload()
    expect(_note(theirs, 0)).to_have_value("Their words")
    expect(_note(theirs, 1)).to_have_value("My words, and more")


def test_what_is_typed_while_the_answer_is_sent_stays(
    site: RunningSite, open_browser: Open
) -> None:
    page = open_browser().new_page()
    sign_in(site, page, "en", "coordinator")
    _, parts = _start_a_round(page, "en", "Typing on")
    page.goto(parts[0])
    held = []
    page.route(SAVES, lambda route: held.append(route), times=1)
    with page.expect_request(SAVES):
        _choose(page, 0, "unknown")
    _note(page, 0).press_sequentially("Half a sen")
    with page.expect_response(SAVES):
        held[0].continue_()
    expect(_note(page, 0)).to_have_value("Half a sen")
    _note(page, 0).press_sequentially("tence")
    _note(page, 0).blur()
    expect(_state(page, 0)).to_have_class(SAVED)
    page.reload()
    expect(_note(page, 0)).to_have_value("Half a sentence")


def test_what_was_answered_for_one_institution_is_sent_for_it_from_the_page_of_another(
    site: RunningSite, open_browser: Open, only_her_own: None
) -> None:
    context = open_browser()
    page = context.new_page()
    sign_in(site, page, "en", "coordinator")
    address, parts = _start_a_round(page, "en", "Two seats")
    site.manage("shell", "-v0", "-c", GUEST.format(pk=address.rstrip("/").rpartition("/")[2]))
    page.goto(parts[0])
    own, guest = page.url, page.locator("header a[href*='?as=']").get_attribute("href")
    page.goto(f"{own}{guest}")
    page.route(SAVES, lambda route: route.abort())
    _choose(page, 0, "3")
    _write(page, 0, "The guest's")
    expect(_state(page, 0)).to_have_class(NOT_SENT)

    page.goto(own)
    expect(page.locator("[data-say=waiting] bdi")).to_have_text("1")
    expect(page.locator("fieldset :checked:not(option)")).to_have_count(0)
    expect(_note(page, 0)).to_have_value("")
    page.unroute(SAVES)
    with page.expect_response(SAVES) as sent:
        page.evaluate("dispatchEvent(new Event('focus'))")
    assert sent.value.ok
    expect(page.locator("[data-say=waiting]")).to_be_hidden()
    page.reload()
    expect(page.locator("fieldset :checked:not(option)")).to_have_count(0)
    page.goto(f"{own}{guest}")
    expect(_radio(page, 0, "3")).to_be_checked()
    expect(_note(page, 0)).to_have_value("The guest's")


def test_keys_choose_within_a_question_and_nowhere_else(
    site: RunningSite, open_browser: Open
) -> None:
    page = open_browser().new_page()
    sign_in(site, page, "en", "coordinator")
    _, parts = _start_a_round(page, "en", "Keys")
    page.goto(parts[0])
    expect(page.locator("kept-answers .keys")).to_be_visible()
    _radio(page, 0, "0").focus()
    page.keyboard.press("3")
    expect(_radio(page, 0, "3")).to_be_checked()
    expect(_radio(page, 0, "3")).to_be_focused()
    page.keyboard.press("n")
    expect(_radio(page, 0, "not-applicable")).to_be_checked()
    _note(page, 0).press_sequentially("2u")
    expect(_note(page, 0)).to_have_value("2u")
    expect(_radio(page, 0, "not-applicable")).to_be_checked()
    page.locator("h1").click()
    page.keyboard.press("1")
    expect(_radio(page, 1, "1")).not_to_be_checked()


def _note(page: Page, number: int) -> object:
    return _question(page, number).locator("textarea")


def _write(page: Page, number: int, text: str) -> None:
    """Write a note as a person does, and leave its field."""
    details = _question(page, number).locator(".remark")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    _note(page, number).fill(text)
    _note(page, number).blur()
