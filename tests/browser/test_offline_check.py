"""From a certificate to its page, and to a file that checks it without a server."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running_site import running_site
from tests.browser.walking import sign_in

Visit = Callable[..., Page]
NAMES = {"en": "Lina Farouk", "ar": "لينا فاروق"}
_ISSUE = """
import json
from django.utils import timezone
from courses import services
from courses.models import Certificate, CoursePage
from cms.people.models import User
learner = User.objects.get(email="learner@vellamar.example")
page = CoursePage.objects.get(content_id="national-csirt", locale__language_code="en")
titles = dict(CoursePage.objects.filter(translation_key=page.translation_key)
    .values_list("locale__language_code", "title"))
one, _new = Certificate.objects.get_or_create(code="0123456789abcdefghjkmnpqrs", defaults=dict(
    user=learner, name="Lina Farouk لينا فاروق", course_key=page.translation_key,
    course_id=page.content_id, titles=titles, course_version=page.version, hours=page.hours,
    pass_mark=page.pass_mark))
print("SIGNED" + json.dumps({language: [services.token(one, language),
    services.badge(one, language)] for language in ("en", "ar")}))
"""


@dataclass(frozen=True)
class Kept:
    """What somebody has who stood before the site once: signed texts, and the page as a file."""

    signed: dict[str, list[str]]
    address: str
    file: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, template: Path, browser: Browser) -> Kept:
    """Start a site, take a certificate and the page for offline checks from it, and stop it."""
    folder = Path(tmp_path_factory.mktemp("gone"))
    with running_site(folder, template) as site:
        printed = site.manage("shell", "-c", _ISSUE)
        signed = json.loads(printed.partition("SIGNED")[2])
        context = browser.new_context(base_url=site.url, accept_downloads=True)
        page = context.new_page()
        for language in ("en", "ar"):
            page.goto(f"/{language}/verify/0123456789abcdefghjkmnpqrs/#{signed[language][0]}")
            expect(page.locator("main")).to_contain_text(NAMES[language])
            direction = "rtl" if language == "ar" else "ltr"
            expect(page.locator("html")).to_have_attribute("dir", direction)
        with page.expect_download() as download:
            page.locator("main a[href$='/verify/offline/']").click()
        file = folder / download.value.suggested_filename
        download.value.save_as(file)
        sign_in(site, page, "en", "learner")
        page.goto("/en/transcript/")
        expect(page.locator("main")).to_contain_text("0123-4567-89ab")
        context.close()
        address = f"{site.url}/en/verify/0123456789abcdefghjkmnpqrs/"
    return Kept(signed, address, file)


@pytest.fixture
def checker(browser: Browser, kept: Kept) -> Iterator[Page]:
    """The file, opened from the disk in a browser that has no network."""
    context = browser.new_context(offline=True)
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(kept.file.as_uri())
    yield page
    context.close()
    assert faults == []


def _check(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.locator("form button").click()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", ["address", "token", "badge"])
def test_the_file_confirms_a_certificate_while_the_site_is_stopped(
    checker: Page, kept: Kept, language: str, form: str
) -> None:
    token, badge = kept.signed[language]
    checker.select_option("#language", language)
    expect(checker.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    address = f"https://forged.example/verify/#{token}"
    _check(checker, {"address": address, "token": token, "badge": badge}[form])
    expect(checker.locator("#verdict")).to_have_attribute("data-state", "valid")
    expect(checker.locator("#values")).to_contain_text(NAMES[language])
    expect(checker.locator("#cannot")).to_be_visible()
    # where to ask further is never taken from what was pasted
    site = kept.address.partition("/en/")[0]
    expect(checker.locator("#ask")).to_have_attribute("href", re.compile(f"^{re.escape(site)}/"))


@pytest.mark.browser
def test_the_file_refuses_what_was_tampered_with(checker: Page, kept: Kept) -> None:
    token, badge = kept.signed["en"]
    for text in (token, badge):
        payload, _point, signature = text.rpartition(".")
        other = kept.signed["ar"][0].rpartition(".")[2]
        last = signature[:-1] + ("A" if signature[-1] != "A" else "B")
        # the last sign carries bits that mean nothing: a careless reader would let it pass
        twin = signature[:-1] + chr(ord(signature[-1]) + 1)
        for forged in (f"{payload}.{other}", f"{payload}.{last}", f"{payload}.{twin}"):
            _check(checker, forged)
            expect(checker.locator("#verdict")).to_have_attribute("data-state", "altered")
            expect(checker.locator("#values")).to_be_empty()
            _check(checker, text)
            expect(checker.locator("#verdict")).to_have_attribute("data-state", "valid")
    _check(checker, "hello")
    expect(checker.locator("#verdict")).to_have_attribute("data-state", "unreadable")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_file_fits_a_small_screen_and_asks_nobody(
    browser: Browser, kept: Kept, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(kept.file.as_uri())
    _check(page, kept.signed["ar"][1])
    expect(page.locator("#verdict")).to_have_attribute("data-state", "valid")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not re.match("file:", url)] == []
    context.close()
