"""Where the tests of looks go: what everybody may open, what a learner and a ministry have."""

from playwright.sync_api import Page

from tests.browser.walking import start_a_round, submit
from tests.courses.shipped import right_answers

COURSE = "courses/national-csirt/"
MODULE = f"{COURSE}mandate-and-constituency/"
LESSON = f"{MODULE}why-a-country-needs-a-team/"
NEXT_LESSON = f"{MODULE}a-list-that-can-be-checked/"
QUIZ = f"{MODULE}mandate-quiz/"
SCENARIO = "learn/national-csirt/scenarios/hospital-ransomware/"
BOOK = "learn/national-csirt/book/"
CERTIFICATE = "learn/national-csirt/certificate/"
UNKNOWN = f"verify/{'0' * 26}/"
NOWHERE = "nowhere/"
FACTOR = "account/second-factor/"
ON_PURPOSE = (UNKNOWN, NOWHERE)  # answered with 404
OPEN = (
    "",
    "courses/",
    "courses/?level=introductory",
    "courses/?level=advanced",
    COURSE,
    MODULE,
    LESSON,
    QUIZ,
    BOOK,
    SCENARIO,
    f"{SCENARIO}cards/",
    f"{SCENARIO}sheet/",
    f"{SCENARIO}scenes/",
    "account/signup/",
    "account/login/",
    "account/password/reset/",
    "people/code/",
    "search/",
    "search/?q=team",
    "search/?q=team&course=national-csirt",
    "glossary/",
    "glossary/mandate/",
    f"report-error/?page=/en/{LESSON}",
    "report-error/thanks/",
    "verify/",
    "contact/",
    "contact/write/",
    "about/",
    "help-ministry/",
    "accessibility/",
    *ON_PURPOSE,
)


def of_a_learner(page: Page) -> list[str]:
    """Let the one who is signed in finish the course; return addresses without their language."""
    page.goto(f"/en/{COURSE}")
    if page.locator("form[action*='/begin/']").count():
        submit(page, "form[action*='/begin/']")
    page.goto(f"/en/{LESSON}")
    while page.locator("form[action$='/read/']").count():
        submit(page, "form[action$='/read/']")
    page.goto(f"/en/{QUIZ}")
    submit(page, "form[action*='/attempt/']")
    for item, options in right_answers().items():
        for option in options:
            page.locator(f"#question-{item} input[value={option}]").check()
    submit(page, "form[action*='/attempts/']", button="button[value=submit]")
    result = page.url
    page.goto(f"/en/{QUIZ}")
    submit(page, "form[action*='/attempt/']")
    attempt = page.url
    page.goto(f"/en/{CERTIFICATE}")
    if page.locator("main form input[type=text]").count():
        page.fill("main form input[type=text]", "Lina Farouk")
        submit(page, "main form")
    confirmed = page.locator("main a[href*='/verify/']").first.get_attribute("href")
    story, told = _stories(page)
    found = ["desk/", "people/profile/", f"{FACTOR}set-up/", COURSE, LESSON, QUIZ, CERTIFICATE]
    found += ["learn/mine/", "learn/national-csirt/date/", "learn/calendar/"]
    found += ["learn/letters/", "learn/sharing/", "my-data/", "my-data/erase/"]
    page.goto(f"/en/{LESSON}")
    page.locator("#notes summary").click()
    page.locator("#note-text").fill("Ask the host organisation.")
    submit(page, "form[action$='/note/']")
    note = page.locator("#notes a[href*='/notes/']").first.get_attribute("href")
    found += ["transcript/", "learn/notes/", str(note).partition("/en/")[2]]
    return [
        *found,
        *(address.partition("/en/")[2] for address in (attempt, result, confirmed, story, told)),
    ]


def _stories(page: Page) -> tuple[str, str]:
    """Play a scenario to an ending by the last of the choices, and begin it once more."""
    page.goto(f"/en/{SCENARIO}")
    submit(page, "form[action$='/begin/']")
    while not page.url.endswith("/ending/"):
        page.locator("input[name=choice]").last.check()
        submit(page, "form[action*='/runs/']")
    told = page.url
    submit(page, "form[action$='/begin/']")
    return page.url, told


def of_a_ministry(page: Page) -> list[str]:
    """Return the addresses of a round that is open and of the demonstration's example."""
    plan = _first(page, "roadmaps/", "/roadmaps/")
    signed = _first(page, "assessments/", "/assessments/", within=".card:not(.here)")
    signed = signed.removesuffix("result/")
    one = start_a_round(page, "en", "Looked at").partition("/en/")[2]
    part = _first(page, one, "/part/")
    thread = _first(page, part, "/thread/")
    wall = _first(page, part, "/workshop/")
    found = ["desk/", "assessments/", "assessments/new/", "roadmaps/"]
    facts = _first(page, plan, "/roadmaps/facts/")
    log = _first(page, "assessments/", "/people/log/")
    team = _first(page, "desk/", "/people/team/")
    evidence = _first(page, "assessments/", "/assessments/evidence/")
    found += [
        one,
        part,
        thread,
        f"{one}agreement/",
        thread.replace("/thread/", "/agreement/"),
        wall,
        f"{one}team/",
        f"{one}team/ask/",
        f"{one}details/",
        f"{one}workbook/",
        f"{signed}result/",
        plan,
        f"{plan}refine/",
        f"{plan}desk/",
        facts,
        log,
        f"{plan}report/",
        f"{plan}board/",
        "letters/",
        evidence,
        f"{evidence}add/",
        team,
        f"learn/institutions/{team.rstrip('/').rpartition('/')[2]}/",
        f"{team}invite/",
        f"{team}about/",
        f"{team}account/",
        "people/institutions/ask/",
        f"{team}leave/",
        f"{team}delete/",
        f"assessments/shared/{team.rstrip('/').rpartition('/')[2]}/",
        _first(page, team, "/members/"),
    ]
    return [*found, FACTOR, f"{FACTOR}recovery-codes/", f"{FACTOR}switch-off/", f"{FACTOR}again/"]


def _first(page: Page, address: str, kind: str, within: str = "main") -> str:
    page.goto(f"/en/{address}")
    link = page.locator(f"{within} a[href*='{kind}']").first
    return link.get_attribute("href").partition("/en/")[2]
