"""What trainers and translators work on: axe, a narrow screen, both directions."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import measuring
from tests.browser.running_site import RunningSite
from tests.browser.walking import sign_in

COURSE = "national-csirt"
LESSON = f"{COURSE}/why-a-country-needs-a-team"
OURS = (
    "learn/teaching/",
    "learn/teaching/new/",
    f"learn/teaching/courses/{COURSE}/",
    f"learn/teaching/courses/{COURSE}/copy/",
    f"learn/{COURSE}/files/",
    "learn/manage/bring/",
    "learn/marking/",
    "learn/marking/keys/",
    "translate/",
    "translate/changes/",
    "translate/questions/",
    f"translate/courses/{COURSE}/ar/",
    f"translate/texts/ar/lesson/{LESSON}/?all",
    "translate/words/ar/?q=certificate",
)
ADMIN = (
    "teaching/",
    f"teaching/{COURSE}/",
    f"teaching/{COURSE}/new-question/?kind=multiple",
    f"teaching/{COURSE}/new-scenario/",
    f"teaching/{COURSE}/scenarios/hospital-ransomware/",
)


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ar", 1280)])
def test_the_pages_of_trainers_and_translators_are_for_everybody(
    site: RunningSite, visit: Callable[..., Page], language: str, width: int
) -> None:
    page = visit(language=language, width=width)
    sign_in(site, page, language, "trainer")
    found = {}
    for address in OURS:
        answer = page.goto(f"/{language}/{address}")
        assert answer is not None
        assert answer.status == 200, address
        found[address] = measuring.faults(page, language)
    for address in ADMIN:
        answer = page.goto(f"/admin/{address}")
        assert answer is not None
        assert answer.status == 200, address
        found[address] = measuring.axe(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
