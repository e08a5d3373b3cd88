"""Questions written in the admin: every kind, versions, what is refused, previews, who may."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from cms.people.models import AuditEvent
from courses.authoring.rows import KINDS
from courses.models import CoursePage, Item
from tests.courses import authored, quizzed
from tests.courses.authored import ANEW, newest, save

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


def test_true_and_false_begin_in_the_language_of_the_course(client):
    CoursePage.objects.update(source_language="ar")
    with translation.override("ar"):
        words = [gettext("True"), gettext("False")]
    assert words != ["True", "False"]
    sent = authored.form(client, f"{SPACE}new-question/?kind=true-false")
    assert [sent["rows-0-text"], sent["rows-1-text"]] == words


def test_an_id_that_is_made_of_a_question_ends_with_a_word(client):
    long = "Every report that comes in is written down with its hour?"
    address = f"{SPACE}new-question/?kind=essay"
    assert client.post(address, {**ANEW["essay"], "prompt": long}).status_code == 302
    assert Item.objects.latest("pk").name == "every-report-that-comes-in-is-written"
