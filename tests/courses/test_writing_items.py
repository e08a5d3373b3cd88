"""Questions written in the admin: every kind, versions, what is refused, previews, who may."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.people.models import AuditEvent
from courses import services
from courses.authoring.rows import KINDS
from courses.models import Item, ItemVersion
from tests.cms import crawler
from tests.courses import authored, made, quizzed, translated

pytestmark = pytest.mark.django_db
SPACE = authored.SPACE
BY_KIND = {
    "single": "one",
    "multiple": "several",
    "true-false": "truth",
    "matching": "match",
    "ordering": "sort",
    "cloze": "fill",
    "numeric": "count",
    "short": "name",
    "essay": "essay",
}


@pytest.fixture
def client(course) -> Client:
    """The browser of a trainer, on a site with the small course."""
    return authored.browser(authored.trainer())


@pytest.fixture
def every_kind(db) -> Client:
    """The browser of a trainer, on a site with a question of every kind."""
    quizzed.bring()
    return authored.browser(authored.trainer())


def newest(name: str) -> ItemVersion:
    return ItemVersion.objects.filter(item__content_id=f"small/{name}").latest("number")


def save(client: Client, name: str, **changes: object) -> object:
    address = f"{SPACE}questions/{name}/edit/"
    return client.post(address, {**authored.form(client, address), **changes})


def test_the_kinds_of_the_form_are_those_of_the_domain():
    from courses.domain import itemkinds

    assert set(KINDS) == set(itemkinds.KINDS) == set(BY_KIND)


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_question_that_is_saved_as_it_stands_makes_no_version(every_kind, kind):
    name = BY_KIND[kind]
    assert newest(name).structure["kind"] == kind
    answer = save(every_kind, name)
    assert answer.status_code == 302, authored.sent(answer.content.decode())
    assert newest(name).number == 1


@pytest.mark.parametrize("kind", BY_KIND)
def test_other_words_make_a_version_that_keeps_its_key_and_its_translation(every_kind, kind):
    name = BY_KIND[kind]
    before = newest(name)
    assert save(every_kind, name, prompt="Other words?").status_code == 302
    after = newest(name)
    assert (after.number, after.structure) == (2, before.structure)
    assert after.wording("en").prompt == "Other words?"
    assert after.wording("ar").language == "ar"
    assert before.wording("en").prompt != "Other words?"
    told = AuditEvent.objects.get(verb="item.written").detail
    assert told == {"item": f"small/{name}", "version": 2, "edit": "words"}


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
KEYS = {
    "single": {"options": ["a", "b"], "correct": ["a"]},
    "multiple": {"options": ["a", "b"], "correct": ["a", "b"]},
    "true-false": {"options": ["true", "false"], "correct": ["true"]},
    "matching": {"choices": ["c", "e", "f", "g"], "pairs": {"d": "c", "b": "e"}},
    "ordering": {"order": ["a", "b"]},
    "cloze": {"gaps": {"who": {"options": ["a", "b", "c"], "correct": "a"}}},
    "numeric": {"answer": "72", "tolerance": "0", "units": {"a": "1", "b": "24"}},
    "short": {"accepted": {"en": ["constituency", "the constituency"]}},
    "essay": {"rubric": [{"id": "a", "points": 3}, {"id": "b", "points": 2}]},
}


@pytest.mark.parametrize("kind", ANEW)
def test_a_question_of_every_kind_is_written_anew_and_asked(client, kind):
    address = f"{SPACE}new-question/?kind={kind}"
    assert client.get(address).status_code == 200
    answer = client.post(address, ANEW[kind])
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == f"{SPACE}questions/who/"
    found = newest("who")
    if kind != "matching":  # which letters it gets is of no matter
        assert {name: found.structure[name] for name in KEYS[kind]} == KEYS[kind]
    assert found.wording("en").prompt == "Who?"
    preview = client.get("/en/teach/small/questions/who/preview/")
    assert "Who?" in preview.content.decode()


def test_a_new_pair_serves_two_with_one_partner_and_keeps_partners_of_nobody(client):
    client.post(f"{SPACE}new-question/?kind=matching", ANEW["matching"])
    found = newest("who")
    told = found.wording("en").texts
    assert list(told["choices"].values()) == ["Amber", "Clear", "Red", "Green"]
    pairs = found.structure["pairs"]
    assert {told["slots"][one]["text"]: told["choices"][to] for one, to in pairs.items()} == {
        "Own": "Amber",
        "All": "Clear",
    }


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("single", {"rows-0-correct": ""}, "Mark the answer that is right."),
        ("single", {"rows-1-correct": "on"}, "One answer is right in this kind of question."),
        ("single", {"rows-1-feedback": ""}, "This is needed, or clear the whole row."),
        ("single", {"rows-TOTAL_FORMS": "1"}, "Fill in two rows or more."),
        ("single", {"objective": "no-such"}, "Select a valid choice."),
        ("single", {"bank": "Two words"}, "Use small letters, digits and hyphens only."),
        ("single", {"id": "one"}, "There is a question with this id already."),
        ("cloze", {"text": "Nobody answers."}, "The gap {who} stands in the text once"),
        (
            "cloze",
            {"text": "A {who} and {why}."},
            "The text has a gap {why}; fill in a row for it.",
        ),
        ("numeric", {"answer": "1,5"}, "Write digits, with a point before decimals"),
        ("numeric", {"rows-1-factor": "0"}, "items/who.toml, units"),
        ("essay", {"rows-0-points": "101"}, "less than or equal to 100"),
        ("short", {"accepted-en": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(client, kind, changes, sentence):
    before = Item.objects.count()
    answer = client.post(f"{SPACE}new-question/?kind={kind}", {**ANEW[kind], **changes})
    assert answer.status_code == 422
    html = answer.content.decode().replace("&#x27;", "'")
    assert sentence in html
    assert "Who?" in html, "what was typed stays in the form"
    assert Item.objects.count() == before


def test_an_id_in_other_letters_is_made_without_them(client):
    client.post(f"{SPACE}new-question/?kind=single", {**ANEW["single"], "prompt": "من؟"})
    client.post(f"{SPACE}new-question/?kind=single", {**ANEW["single"], "prompt": "لماذا؟"})
    assert Item.objects.filter(content_id="small/question-2").exists()


def test_another_answer_leaves_the_translation_behind_and_says_so(client):
    changes = {"rows-3-text": "Somebody else", "rows-3-feedback": "No."}
    answer = save(client, "one", **changes)
    page = client.get(answer["Location"]).content.decode()
    assert "Not translated any more, so asked in its first language: " in page
    after = newest("one")
    assert after.structure["options"] == ["a", "b", "c", "d"]
    assert after.wording("ar").language == "en"


def test_an_answer_that_goes_leaves_its_translation_whole_and_its_id_unused(client):
    assert save(client, "several", **{"rows-3-text": "", "rows-3-feedback": ""}).status_code == 302
    after = newest("several")
    assert set(after.texts.get(language="ar").texts["options"]) == {"a", "b", "c"}
    changes = {"rows-3-text": "Once more", "rows-3-feedback": "No."}
    assert save(client, "several", **changes).status_code == 302
    assert newest("several").structure["options"] == ["a", "b", "c", "e"]


def test_two_authors_do_not_overwrite_each_other(client):
    address = f"{SPACE}questions/one/edit/"
    stale = authored.form(client, address)
    assert save(client, "one", prompt="Mine?").status_code == 302
    answer = client.post(address, {**stale, "prompt": "Hers?"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Somebody has saved another version meanwhile." in html
    assert "Hers?" in html
    assert newest("one").wording("en").prompt == "Mine?"


def test_a_corrected_key_leads_to_the_page_on_which_earlier_answers_are_marked_by_it(client):
    learner = made.person()
    services.enrol(user=learner, course=made.page("small"))
    attempt = services.start_attempt(user=learner, page=made.page("small/quiz"))
    made.answer(learner, attempt, "one", "a")
    made.answer(learner, attempt, "several", "a", "b")
    services.submit(user=learner, attempt=attempt)
    answer = save(client, "one", **{"rows-0-correct": "on", "rows-1-correct": ""})
    page = client.get(answer["Location"]).content.decode()
    assert "The key has changed." in page
    item = Item.objects.get(content_id="small/one")
    address = f"/en/learn/marking/keys/{item.pk}/?asked=1&amp;key=2"
    assert f'href="{address}"' in page
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    first, second = item.versions.order_by("number")
    services.correct(
        user=authored.trainer(), version=first, marked_by=second, reason="Option a is right."
    )
    after = client.get(answer["Location"]).content.decode()
    assert "marked by the key of version 2" in after
    assert address not in after
    attempt.refresh_from_db()
    assert attempt.percent == 100


def test_a_question_that_a_quiz_names_cannot_be_retired_and_another_one_can(client):
    answer = client.post(f"{SPACE}questions/one/", {"do": "retire"})
    assert answer.status_code == 422
    assert "A quiz asks this question by name." in answer.content.decode()
    client.post(f"{SPACE}new-question/?kind=single", ANEW["single"])
    client.post(f"{SPACE}questions/who/", {"do": "retire"})
    assert Item.objects.get(content_id="small/who").retired
    client.post(f"{SPACE}questions/who/", {"do": "restore"})
    assert not Item.objects.get(content_id="small/who").retired


def test_the_bank_lists_questions_with_tags_and_can_be_narrowed(every_kind):
    whole = every_kind.get(SPACE).content.decode()
    assert 'href="/admin/teaching/small/questions/fill/"' in whole
    hard = every_kind.get(f"{SPACE}?kind=cloze").content.decode()
    assert "1 question is shown." in hard
    assert 'href="/admin/teaching/small/questions/one/"' not in hard
    page = every_kind.get(f"{SPACE}questions/pool-1/").content.decode()
    assert "can be drawn" in page
    with CaptureQueriesContext(connection) as asked:
        every_kind.get(SPACE)
    assert len(asked) <= 25


def test_a_preview_shows_what_is_typed_before_it_is_saved_in_the_language_of_the_page(client):
    address = f"{SPACE}questions/one/edit/"
    typed = {**authored.form(client, address), "prompt": "Not saved yet?"}
    answer = client.post("/en/teach/small/questions/one/preview/", typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert crawler.faults(html, "en") == []
    assert "Not saved yet?" in html
    assert newest("one").number == 1
    wrong = client.post("/en/teach/small/questions/one/preview/", {**typed, "prompt": ""})
    assert wrong.status_code == 422
    new = client.post("/en/teach/small/questions/-/preview/?kind=single", ANEW["single"])
    assert "Who?" in new.content.decode()
    arabic = client.get("/ar/teach/small/questions/one/preview/").content.decode()
    assert crawler.faults(arabic, "ar") == []
    assert newest("one").wording("ar").prompt in arabic


ADDRESSES = [SPACE, f"{SPACE}questions/one/", "/en/teach/small/questions/one/preview/"]
WRITING = [
    f"{SPACE}questions/one/edit/",
    f"{SPACE}new-question/?kind=single",
    f"{SPACE}new-scenario/",
]


def test_a_translator_of_arabic_reads_and_writes_nothing(course):
    browser = authored.browser(translated.translator("ar", "add_page", "change_page"))
    for address in WRITING:
        assert browser.post(address, ANEW["single"]).status_code in (302, 403, 404), address
    assert not Item.objects.filter(content_id="small/who").exists()
    assert newest("one").number == 1


def test_nobody_else_opens_any_of_it(course):
    for browser in (Client(), authored.browser(made.person())):
        for address in (*ADDRESSES, *WRITING, "/admin/teaching/"):
            assert browser.get(address).status_code in (302, 403, 404), address
            assert browser.post(address, ANEW["single"]).status_code in (302, 403, 404), address
    assert newest("one").number == 1
