"""What the tests of questions and scenarios in the admin stand on: trainers, and their forms."""

import html5lib
from django.test import Client

from cms import trainers
from cms.people.models import User
from courses.models import CourseIndexPage, ItemVersion
from tests.people import made as people

HTML = "{http://www.w3.org/1999/xhtml}"
SPACE = "/admin/teaching/small/"


def trainer() -> User:
    """Somebody of the group of trainers."""
    return people.editor(trainers.establish(pages=CourseIndexPage.objects.all()))


def browser(user: User) -> Client:
    """The browser of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return client


def form(client: Client, address: str) -> dict[str, object]:
    """What the form of a page sends as it stands, its own button pressed."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return sent(answer.content.decode())


def sent(html: str) -> dict[str, object]:
    """What the form of the main part of a page sends as it stands."""
    tree = html5lib.parse(html)
    found: dict[str, object] = {}
    for field in tree.iter():
        name = field.get("name", "")
        if not name or field.tag not in {f"{HTML}{tag}" for tag in ("input", "textarea", "select")}:
            continue
        kind = field.get("type", "text")
        if kind in ("checkbox", "radio"):
            if field.get("checked") is not None:
                found[name] = field.get("value", "on")
        elif field.tag == f"{HTML}textarea":
            found[name] = (field.text or "").removeprefix("\n")
        elif field.tag == f"{HTML}select":
            chosen = [one for one in field.iter(f"{HTML}option") if one.get("selected") is not None]
            chosen = chosen or list(field.iter(f"{HTML}option"))[:1]
            found[name] = chosen[0].get("value", "") if chosen else ""
        else:
            found[name] = field.get("value", "")
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def newest(name: str) -> ItemVersion:
    return ItemVersion.objects.filter(item__content_id=f"small/{name}").latest("number")


def save(client: Client, name: str, **changes: object) -> object:
    address = f"{SPACE}questions/{name}/edit/"
    return client.post(address, {**form(client, address), **changes})


BLANK = {
    "prompt": "Who?",
    "objective": "see",
    "difficulty": "easy",
    "see": "first#text",
    "bank": "",
    "hint": "",
    "id": "",
    "rows-INITIAL_FORMS": "0",
}


def rows(*found: dict[str, str]) -> dict[str, str]:
    told = {f"rows-{n}-{name}": text for n, row in enumerate(found) for name, text in row.items()}
    return {**BLANK, "rows-TOTAL_FORMS": str(len(found)), **told}


SAID = {"feedback": "So."}
ANEW = {
    "single": rows(
        {"text": "The team", "correct": "on", **SAID}, {"text": "Nobody", **SAID}, {"text": ""}
    ),
    "multiple": rows(
        {"text": "A", "correct": "on", **SAID}, {"text": "B", "correct": "on", **SAID}
    ),
    "true-false": rows({"text": "Yes", "correct": "on", **SAID}, {"text": "No", **SAID}),
    "matching": {
        **rows(
            {"text": "Own", "partner": "Amber", **SAID}, {"text": "All", "partner": "Clear", **SAID}
        ),
        "others": "Red\r\n\r\nGreen",
    },
    "ordering": rows(
        {"text": "Contain", "place": "2", **SAID}, {"text": "Detect", "place": "1", **SAID}
    ),
    "cloze": {
        **rows({"id": "who", "right": "team", "wrong": "court\r\npress", **SAID}),
        "text": "A {who} answers.",
    },
    "numeric": {
        **rows({"text": "hours", "factor": "1"}, {"text": "days", "factor": "24"}),
        "answer": "72",
        "tolerance": "",
        "right": "Yes.",
        "wrong": "No.",
    },
    "short": {
        **BLANK,
        "accepted-en": "constituency\r\nthe constituency",
        "accepted-ar": "",
        "right": "Yes.",
        "wrong": "No.",
    },
    "essay": rows({"text": "Clear", "points": "3"}, {"text": "Complete", "points": "2"}),
}
