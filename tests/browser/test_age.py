"""Old phones: what an engine of 2019 leaves of the pages can be read and worked with."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import old_engine
from tests.browser.addresses import COURSE, LESSON, QUIZ
from tests.browser.conftest import Account
from tests.browser.measuring import CONTRAST, axe, measured
from tests.browser.running_site import RunningSite

Visit = Callable[..., Page]
OPEN = ("", "courses/", COURSE, LESSON, QUIZ, "account/signup/", "about/")


def _make_old(page: Page, site: RunningSite) -> Page:
    """Let the page have what an old engine understands; our own script is not part of it."""

    def older(route: Route) -> None:
        served = site.folder / urlsplit(route.request.url).path.lstrip("/")
        css = old_engine.stylesheet(served.read_text(encoding="utf-8"))
        route.fulfill(body=css, content_type="text/css")

    page.route("**/static/site/css/*.css", older)
    nothing = {"body": "", "content_type": "text/javascript"}
    page.route("**/static/site/js/*.js", lambda route: route.fulfill(**nothing))
    return page


def _faults(page: Page, addresses: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(address)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("header.bar nav a").first).to_be_visible()
        wrong = [*axe(page, CONTRAST), *measured(page, "clipped"), *measured(page, "overlaps")]
        if wrong:
            found[address] = wrong
    return found


@pytest.mark.parametrize(("language", "width"), [("en", 320), ("ar", 320), ("ar", 1280)])
def test_an_old_engine_shows_open_pages_whole(
    site: RunningSite, visit: Visit, language: str, width: int
) -> None:
    page = _make_old(visit(language=language, width=width), site)
    assert _faults(page, [f"/{language}/{one}" for one in OPEN]) == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_old_engine_shows_pages_to_work_on_whole(
    site: RunningSite, learner: Account, coordinator: Account, visit: Visit, language: str
) -> None:
    for account in (learner, coordinator):
        page = visit(language=language, width=320, storage_state=account.cookies)
        _make_old(page, site)
        pages = [one for one in account.addresses if one.count("/") > 2]
        assert _faults(page, [f"/{language}/{one}" for one in pages]) == {}


def test_an_old_engine_is_given_what_it_knows_and_nothing_else() -> None:
    css = """
    a { color: red; gap: 1rem; inset-inline-start: 0; margin-inline: 1em; margin-inline-end: 2px }
    .grid { display: grid; gap: 1rem; block-size: 100dvh }
    a:has(b), :focus-visible { color: blue }
    @layer x { a { color: green } } @container (width > 3em) { a { color: green } }
    @media (max-width: 40rem) { a { color: light-dark(red, blue); margin: 0 } }
    """
    left = " ".join(old_engine.stylesheet(css).split())
    assert left == (
        "a { color: red; margin-inline-end: 2px; } .grid { display: grid; gap: 1rem; } "
        "@media (max-width: 40rem) { a { margin: 0; } }"
    )
