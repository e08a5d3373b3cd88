"""The browser: Debian's Chromium, one started site for all journeys, and no policy report ever."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser import addresses
from tests.browser.running_site import RunningSite, running_site
from tests.browser.walking import sign_in

# The first has no window to draw: it opens a page in a third of the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update"
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.fail("Chromium is missing. Run: apt-get install chromium-headless-shell")
    return {"executable_path": chromium, "args": FLAGS.split()}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the prepared site lies, which is made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "template"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[RunningSite]:
    with running_site(Path(tmp_path_factory.mktemp("site")), template) as started:
        yield started


@dataclass(frozen=True)
class Account:
    """Somebody who has signed in: the cookies, and the addresses to look at, by their ends."""

    cookies: Any
    addresses: list[str]


def _account(
    browser: Browser, site: RunningSite, who: str, find: Callable[[Page], list[str]]
) -> Account:
    """Sign in without JavaScript, which is the shortest way, and keep what the browser knows."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False, locale="en")
    page = context.new_page()
    sign_in(site, page, "en", who)
    found = Account(addresses=find(page), cookies=context.storage_state())
    context.close()
    return found


@pytest.fixture(scope="session")
def learner(browser: Browser, site: RunningSite) -> Account:
    """A learner who has read everything, passed the quiz, and begun it once more."""
    site.finish_but_the_first_quiz("learner@vellamar.example")
    return _account(browser, site, "learner", addresses.of_a_learner)


@pytest.fixture(scope="session")
def coordinator(browser: Browser, site: RunningSite) -> Account:
    """The ministry's coordinator, with the demonstration's example."""
    return _account(browser, site, "coordinator", addresses.of_a_ministry)


@pytest.fixture
def visit(browser: Browser, site: RunningSite) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a fresh visitor; a policy or script error fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        *, javascript: bool = True, width: int = 1280, language: str = "en", **options: Any
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=language,
            accept_downloads=True,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(45_000)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if _is_fault(m) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults


def _is_fault(message: ConsoleMessage) -> bool:
    """Chromium reports as errors what tests mean, too: a missing page, a cut network, a 409."""
    meant = "ERR_INTERNET_DISCONNECTED" in message.text or "status of 409" in message.text
    missing = message.location["url"].endswith(addresses.ON_PURPOSE)
    return message.type == "error" and not (meant or missing)
