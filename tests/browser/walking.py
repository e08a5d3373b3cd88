"""Steps that every journey takes, with and without JavaScript."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.running_site import RunningSite

PATIENCE_MS = 60_000


def submit(page: Page, form: str, button: str = "button:visible") -> None:
    """Press the first button of a form and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(form).first.locator(button).first.click()


def sign_in(site: RunningSite, page: Page, language: str, who: str) -> None:
    """Sign in one of the demonstration's accounts, or leave the one who is signed in first."""
    address = f"{who}@vellamar.example"
    page.goto(f"/{language}/account/login/")
    give_password_and_code(site, page, address)
    expect(page).to_have_url(re.compile("/desk/"))


def give_password_and_code(site: RunningSite, page: Page, address: str) -> None:
    """Fill in the sign-in page that is open, and what it asks for next."""
    page.fill("input[name=login]", address)
    page.fill("input[name=password]", site.passwords[address])
    submit(page, "main form")
    if address in site.apps:
        page.fill("input[name=code]", site.code_of(address))
        submit(page, "main form")


def open_account(site: RunningSite, page: Page, language: str, *, address: str, name: str) -> None:
    """Fill in the sign-up page, open the letter's link and confirm; the person is signed in."""
    page.fill("input[name=email]", address)
    page.fill("input[name=display_name]", name)
    page.fill("input[name=password1]", "a-long-enough-passphrase-7")
    expect(page.locator("input[name=agreed]")).not_to_be_checked()
    page.check("input[name=agreed]")
    submit(page, "main form")
    letter = letter_to(site, address)
    link = re.search(r"https?://\S+?(/\w+/account/confirm-email/\S+)", letter)
    assert link[1].startswith(f"/{language}/")
    page.goto(link[1])
    submit(page, "main form")


def sign_out(page: Page, language: str) -> None:
    page.goto(f"/{language}/desk/")
    submit(page, "form[action*='/logout/']")


def start_a_round(page: Page, language: str, title: str) -> str:
    """Start a round on the team and return where it lies."""
    page.goto(f"/{language}/assessments/new/")
    page.check("input[name=model][value=national-csirt]")
    page.fill("main form input[type=text]", title)
    submit(page, "main form")
    match = re.match(r".*?(/\w+/assessments/[0-9a-f-]{36}/)", page.url)
    assert match, page.url
    page.goto(match[1])
    return match[1]


def letter_to(site: RunningSite, address: str) -> str:
    """Return the first letter to an address; the worker sends it within the minute."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end:
        for letter in site.letters():
            if f"To: {address}" in letter:
                return letter
        time.sleep(0.1)
    raise AssertionError(f"No letter reached {address}.")


def fetched(page: Page, ending: str = ".pdf") -> str:
    """Wait until the document is made, download it, and return where it lies."""
    page.wait_for_load_state()  # what is counted next must be there already
    document = page.locator("main a[href*='/press/files/']").first
    status = page.locator("main a[href*='/press/jobs/']")
    if status.count():
        status.first.click()
    expect(document).to_be_visible(timeout=PATIENCE_MS)
    with page.expect_download() as download:
        document.click()
    assert download.value.suggested_filename.endswith(ending)
    return str(download.value.path())
