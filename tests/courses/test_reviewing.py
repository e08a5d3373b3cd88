"""Questions and scenarios pass the review of their page: read, proposed, let in."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from cms import reviews, trainers
from courses import services
from courses.models import CourseIndexPage, Item, Proposal, Scenario
from courses.services import reviewing
from tests import kept
from tests.courses import authored, made
from tests.courses.authored import ANEW, SPACE, newest, save
from tests.people import made as people

pytestmark = pytest.mark.django_db
READERS = ("Subject experts", "Legal reviewers", "Language reviewers (en)")
PROPOSED = "Who answers first?"


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    kept.once("the small course", made.small_course)
    indexes = list(CourseIndexPage.objects.select_related("locale"))
    trainers.establish(pages=indexes)
    trainers.establish_translators(pages=indexes)
    reviews.establish(pages=indexes)


def browser(group: str) -> Client:
    return authored.browser(people.editor(Group.objects.get(name=group)))


def editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def submit(page: Page, author: Client | None = None) -> None:
    author = author or browser("Authors")
    sent = authored.form(author, editor(page))
    assert author.post(editor(page), {**sent, "action-submit": "1"}).status_code == 302
    assert review(page).status == "in_progress"


def review(page: Page) -> WorkflowState:
    return WorkflowState.objects.filter(object_id=str(page.pk)).latest("pk")


PRESSED = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def approve(group: str, page: Page, **more: Any) -> bool:
    """Approve in the editor what it shows, and tell whether the review has gone on."""
    client, before = browser(group), review(page)
    sent = {**authored.form(client, editor(page)), **PRESSED, **more}
    client.post(editor(page), sent)
    after = review(page)
    return (after.status, after.current_task_state_id) != (
        before.status,
        before.current_task_state_id,
    )


def propose(client: Client, name: str = "one", **changes: object) -> Any:
    return save(client, name, **{"prompt": PROPOSED, **changes})


def test_the_editor_of_a_quiz_shows_words_key_feedback_and_what_has_changed() -> None:
    services.release(actor=None, course=made.page("small"))
    former = newest("one").wording("en")
    trainer = authored.browser(authored.trainer())
    save(trainer, "one", prompt=PROPOSED, **{"rows-0-correct": "on", "rows-1-correct": ""})
    page = made.page("small/quiz")
    submit(page)
    shown = browser("Subject experts").get(editor(page)).content.decode()
    for words in (former.option("a"), former.feedback("b"), "another key", "Was right before:"):
        assert words in shown, words
    assert "<ins>" in shown
    assert "<del>" in shown
    assert shown.count("questions-read") == 1
    arabic = browser("Translators (ar)").get(editor(made.page("small/quiz", "ar")))
    assert newest("several").wording("ar").prompt in arabic.content.decode()


def test_the_editor_of_a_course_shows_all_questions_and_the_scenarios_with_what_they_move() -> None:
    shown = browser("Authors").get(editor(made.page("small"))).content.decode()
    for name in ("one", "several"):
        assert newest(name).wording("en").prompt in shown
    words = made.scenario().versions.get().wording("en").words
    assert words.title in shown
    assert words.background.split("\n")[0] in shown
    assert "→" in shown


def test_nothing_is_approved_whose_questions_were_not_shown() -> None:
    page = made.page("small/quiz")
    submit(page)
    expert = browser("Subject experts")
    outside = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", review(page).current_task_state_id],
    )
    answer = expert.post(outside, {"comment": "Fine."})
    assert answer["Location"] == editor(page)
    modal = expert.get(outside, headers={"x-requested-with": "XMLHttpRequest"})
    assert modal.json() == {"step": "success", "redirect": editor(page)}
    assert browser("Legal reviewers").post(outside, {"comment": "Fine."}).status_code == 302
    first = review(page).current_task_state_id
    assert not approve("Subject experts", page, **{"questions-read": ""})
    sent = {**authored.form(expert, editor(page)), **PRESSED}
    save(authored.browser(authored.trainer()), "one", prompt="Changed meanwhile?")
    assert expert.post(editor(page), sent)["Location"] == editor(page)
    assert review(page).current_task_state_id == first
    assert approve("Subject experts", page)
    rejected = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "reject", review(page).current_task_state_id],
    )
    browser("Legal reviewers").post(rejected, {"comment": "Not so."})
    assert review(page).status == "needs_changes"


def test_what_an_author_writes_is_asked_once_three_have_read_it_with_the_quiz() -> None:
    author, page = browser("Authors"), made.page("small/quiz")
    answer = propose(author)
    assert answer.status_code == 302
    assert "/proposals/" in answer["Location"]
    shown = author.get(answer["Location"]).content.decode()
    assert "<ins>" in shown
    assert "Take it over" not in shown
    assert newest("one").number == 1
    assert authored.form(author, f"{SPACE}questions/one/edit/")["prompt"] == PROPOSED
    submit(page, author)
    late = propose(author, prompt="Later?")
    assert late.status_code == 422
    assert "read together with the page" in late.content.decode()
    assert author.post(answer["Location"], {"do": "discard"}).status_code == 422
    for group in READERS:
        shown = browser(group).get(editor(page)).content.decode()
        assert PROPOSED in shown
        assert newest("one").number == 1
        assert approve(group, page)
    assert newest("one").wording("en").prompt == PROPOSED
    assert newest("one").number == 2
    assert newest("one").wording("ar").language == "ar"
    assert not Proposal.objects.exists()


def test_a_new_question_and_a_new_scenario_come_in_with_their_course() -> None:
    author, course = browser("Authors"), made.page("small")
    answer = author.post(f"{SPACE}new-question/?kind=single", {**ANEW["single"], "id": "who"})
    assert author.get(answer["Location"]).status_code == 200
    again = author.post(f"{SPACE}new-question/?kind=single", {**ANEW["single"], "id": "who"})
    assert again.status_code == 422
    assert author.get(f"{SPACE}questions/who/")["Location"] == answer["Location"]
    text = authored.form(author, f"{SPACE}questions/who/edit/")
    assert (
        author.post(f"{SPACE}questions/who/edit/", {**text, "prompt": PROPOSED}).status_code == 302
    )
    story = authored.form(author, f"{SPACE}scenarios/call/edit/")
    title = made.scenario().versions.get().wording("en").words.title
    sent = {
        "structure": str(story["structure"]).replace('id = "call"', 'id = "later"', 1),
        "words": str(story["words"]).replace(f'title = "{title}"', 'title = "A later call"', 1),
        "seen": "0",
    }
    assert author.post(f"{SPACE}new-scenario/", sent).status_code == 302
    assert Proposal.objects.count() == 2
    assert not Item.objects.filter(content_id="small/who").exists()
    assert PROPOSED not in browser("Authors").get(editor(made.page("small/quiz"))).content.decode()
    submit(course, author)
    assert all(approve(group, course) for group in READERS)
    assert newest("who").wording("en").prompt == PROPOSED
    assert Scenario.objects.get(content_id="small/later").live
    assert not Proposal.objects.exists()


def test_a_proposal_that_was_overtaken_stays_out_and_says_so() -> None:
    author, trainer = browser("Authors"), authored.browser(authored.trainer())
    address = propose(author)["Location"]
    save(trainer, "one", prompt="The trainer was first?")
    assert "Another version was saved meanwhile" in author.get(address).content.decode()
    assert trainer.post(address, {"do": "take"}).status_code == 422
    page = made.page("small/quiz")
    submit(page, author)
    assert all(approve(group, page) for group in READERS)
    assert newest("one").wording("en").prompt == "The trainer was first?"
    assert Proposal.objects.get().base == 1
    assert propose(author).status_code == 302
    assert trainer.post(address, {"do": "take"}).status_code == 302
    assert newest("one").wording("en").prompt == PROPOSED


def test_an_author_throws_her_proposal_away_and_a_trainer_writes_without_one() -> None:
    author = browser("Authors")
    address = propose(author)["Location"]
    assert author.post(address, {"do": "take"}).status_code in (302, 403)
    assert newest("one").number == 1
    assert author.post(address, {"do": "discard"}).status_code == 302
    assert not Proposal.objects.exists()
    save(authored.browser(authored.trainer()), "one", prompt="At once?")
    assert newest("one").number == 2


def test_nobody_else_reads_or_writes_a_proposal() -> None:
    address = propose(browser("Authors"))["Location"]
    page = made.page("small/quiz")
    strangers = [Client(), authored.browser(made.person())]
    readers = [browser(group) for group in (*READERS, "Language reviewers (ar)")]
    for client in (*strangers, *readers, browser("Translators (ar)")):
        for sent in ({"do": "take"}, {"do": "discard"}):
            assert client.post(address, sent).status_code in (302, 403, 404)
        assert client.get(editor(page)).status_code == 302
    for client in (*strangers, *readers):
        assert client.get(address).status_code in (302, 403, 404)
    assert Proposal.objects.count() == 1
    assert newest("one").number == 1


def test_the_editor_costs_the_same_however_many_questions_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    page = made.page("small")
    trainer = authored.browser(authored.trainer())
    for number in range(4):
        trainer.post(f"{SPACE}new-question/?kind=single", {**ANEW["single"], "id": f"n-{number}"})
    propose(browser("Authors"))
    with django_assert_max_num_queries(16):
        assert len(reviewing.of(page).reads) == 7
