"""From the home page by links that can be seen: a gap of an assessment, an action, the course."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in

Visit = Callable[..., Page]
PARTS = {
    "national-csirt": "response",
    "national-strategy": "leadership",
    "cybercrime-cooperation": "cooperation",
}
"""A part of each questionnaire; the course that serves it has the same name."""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_ministry_goes_from_a_gap_to_an_action_its_lessons_and_the_course(
    site: RunningSite, visit: Visit, language: str
) -> None:
    page = visit(javascript=False, language=language, width=360)
    sign_in(site, page, language, "coordinator")
    for course, part in PARTS.items():
        page.goto(f"/{language}/")
        _follow(page, f".ways a[href='/{language}/assessments/']")
        _follow(page, "#all-rounds ~ ul .card a[href*='/roadmaps/']")
        _follow(page, f"a[href$='/result/{part}/']")
        _follow(page, "main a[href*='?action=']")
        _follow(page, f"main a[href*='/courses/{course}/']")
        _reaches(page, language, course)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_learner_finds_every_course_and_reads_the_first_lesson_of_each(
    site: RunningSite, visit: Visit, language: str
) -> None:
    page = visit(javascript=False, language=language, width=360)
    for course in PARTS:
        page.goto(f"/{language}/")
        _follow(page, f".ways a[href='/{language}/courses/']")
        _follow(page, f"main a[href$='/courses/{course}/']")
        _follow(page, f"main .trail a[href*='/courses/{course}/']")
        _reaches(page, language, course)


def _follow(page: Page, link: str) -> None:
    """Press the first such link that can be seen, and wait for its page."""
    with page.expect_navigation():
        page.locator(link).locator("visible=true").first.click()


def _reaches(page: Page, language: str, course: str) -> None:
    """Go up from a lesson to its course, in the language of the walk."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    _follow(page, f".crumbs a[href$='/courses/{course}/']")
    expect(page).to_have_url(re.compile(f"/{language}/courses/{course}/$"))
    expect(page.locator("main h1")).to_be_visible()
