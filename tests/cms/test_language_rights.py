"""Who translates into Arabic touches Arabic only, whatever is sent; and what a review asks for."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage, WorkflowState

from cms import reviews, trainers
from courses.models import CourseIndexPage, Item, ModulePage
from tests import kept
from tests.courses import authored, made
from tests.people import made as people

pytestmark = pytest.mark.django_db
MODULE, LESSON = "small/start", "small/second"


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    kept.once("the small course", made.small_course)
    indexes = list(CourseIndexPage.objects.select_related("locale"))
    trainers.establish(pages=indexes)
    trainers.establish_translators(pages=indexes)
    reviews.establish(pages=indexes)


def browser(group: str) -> Client:
    return authored.browser(people.editor(Group.objects.get(name=group)))


@pytest.fixture
def arabic(_site: None) -> Client:
    """The browser of a translator of Arabic."""
    return browser("Translators (ar)")


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def state() -> list[tuple[Any, ...]]:
    """What the tree is: places, titles, what is live, newest revisions, restrictions, states."""
    names = ("path", "title", "live", "latest_revision_id", "locked", "view_restrictions__id")
    return [*Page.objects.order_by("path").values_list(*names), WorkflowState.objects.count()]


def typed(page: ModulePage, title: str) -> dict[str, object]:
    """The form of a module as somebody with every right would send it."""
    administrator = authored.browser(people.person(is_staff=True, is_superuser=True))
    return {**authored.form(administrator, edit(page)), "title": title}


def on(page: Page, arabic: Page) -> dict[str, dict[str, object]]:
    """Every way of changing a page that Wagtail's admin has, with what it sends."""
    addresses = {
        "unpublish": {},
        "delete": {"next": ""},
        "lock": {},
        "unlock": {},
        "set_privacy": {"restriction_type": "login"},
        "convert_alias": {},
        "confirm_workflow_cancellation": {},
    }
    found = {
        reverse(f"wagtailadmin_pages:{name}", args=[page.pk]): sent
        for name, sent in addresses.items()
    }
    revision = page.latest_revision_id or page.save_revision().pk
    found[reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, revision])] = {}
    found[reverse("wagtailadmin_pages:move_confirm", args=[page.pk, arabic.get_parent().pk])] = {}
    found[reverse("wagtailadmin_pages:move_confirm", args=[arabic.pk, page.get_parent().pk])] = {}
    found[reverse("wagtailadmin_pages:copy", args=[arabic.pk])] = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": str(page.get_parent().pk),
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    for deed in ("delete", "publish", "unpublish", "move"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", deed])
        sent = {"chooser": str(arabic.get_parent().pk), "next": "/admin/"}
        found[f"{address}?id={page.pk}&next=/admin/"] = sent
    return found


@pytest.mark.parametrize("content_id", [MODULE, LESSON])
def test_a_translator_of_arabic_changes_no_english_page_whatever_she_sends(
    arabic: Client, content_id: str
) -> None:
    english, own = made.page(content_id), made.page(content_id, "ar")
    everything = on(english, own)
    before = state()
    for address, sent in everything.items():
        answer = arabic.post(address, sent)
        assert answer.status_code in (200, 302, 403, 404), address
        assert state() == before, address


def test_she_neither_edits_nor_adds_below_another_language(arabic: Client) -> None:
    english = made.page(MODULE)
    sent = typed(english, "Taken over")
    add = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", english.pk])
    before = state()
    for button in ("action-publish", "action-submit", "action-save"):
        for address in (edit(english), add):
            answer = arabic.post(address, {**sent, button: "1", "slug": "taken-over"})
            assert answer.status_code in (302, 403), (address, button)
    assert state() == before


def test_her_own_language_she_edits_and_publishes(arabic: Client) -> None:
    own = made.page(MODULE, "ar")
    sent = authored.form(arabic, edit(own))
    answer = arabic.post(edit(own), {**sent, "title": "وحدة أخرى", "action-publish": "1"})
    assert answer.status_code == 302
    assert made.page(MODULE, "ar").title == "وحدة أخرى"


def test_questions_are_written_in_the_first_language_of_the_course_only(arabic: Client) -> None:
    assert arabic.get("/admin/teaching/small/").status_code == 200
    for address in ("questions/one/edit/", "new-question/?kind=single", "scenarios/call/edit/"):
        arabic.post(f"/admin/teaching/small/{address}", {"prompt": "Mine?"})
    arabic.post("/admin/teaching/small/questions/one/", {"do": "retire"})
    arabic.post("/admin/teaching/small/scenarios/call/", {"do": "withdraw"})
    assert Item.objects.filter(retired=True).count() == 0
    assert {one.versions.count() for one in Item.objects.all()} == {1}
    assert made.scenario().live


def submit(client: Client, page: Page, title: str) -> None:
    sent = authored.form(client, edit(page))
    answer = client.post(edit(page), {**sent, "title": title, "action-submit": "1"})
    assert answer.status_code == 302


def approve(client: Client, page: Page, name: str = "approve") -> bool:
    """Approve the page, and tell whether its review has gone on."""
    review = WorkflowState.objects.get(object_id=str(page.pk), status="in_progress")
    task = review.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, task.pk])
    client.post(address, {"comment": "Read."})
    review.refresh_from_db()
    return review.current_task_state_id != task.pk or review.status != "in_progress"


def test_a_page_goes_from_its_author_through_three_readings_to_the_learners() -> None:
    module = made.page(MODULE)
    author = browser("Authors")
    submit(author, module, "Read by three")
    assert made.page(MODULE).title != "Read by three"
    for other in ("Legal reviewers", "Language reviewers (en)", "Authors", "Translators (ar)"):
        assert not approve(browser(other), module), other
    assert approve(browser("Subject experts"), module)
    assert not approve(browser("Subject experts"), module)
    assert approve(browser("Legal reviewers"), module)
    assert not approve(browser("Language reviewers (ar)"), module)
    assert approve(browser("Language reviewers (en)"), module)
    assert made.page(MODULE).title == "Read by three"


def test_who_reads_a_page_opens_it_with_its_comments_while_it_is_her_turn() -> None:
    module = made.page(MODULE)
    expert = browser("Subject experts")
    assert expert.get(edit(module)).status_code == 302
    submit(browser("Authors"), module, "To be read")
    answer = expert.get(edit(module))
    assert answer.status_code == 200
    assert "comments-data" in answer.content.decode()
    assert browser("Legal reviewers").get(edit(module)).status_code == 302
    assert approve(expert, module, "reject")
    assert made.page(MODULE).title != "To be read"


def test_who_has_read_a_page_in_the_editor_is_led_back_without_a_refusal() -> None:
    module = made.page(MODULE)
    submit(browser("Authors"), module, "To be read")
    for group in ("Subject experts", "Legal reviewers", "Language reviewers (en)"):
        reader = browser(group)
        sent = authored.form(reader, edit(module))
        pressed = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        answer = reader.post(edit(module), {**sent, **pressed}, follow=True)
        assert answer.redirect_chain == [("/admin/", 302)], group
        assert [one.level_tag for one in answer.context["messages"]] == ["success"], group
    assert made.page(MODULE).title == "To be read"


def test_an_author_publishes_nothing_without_a_review() -> None:
    module, author = made.page(MODULE), browser("Authors")
    sent = authored.form(author, edit(module))
    author.post(edit(module), {**sent, "title": "At once", "action-publish": "1"})
    assert made.page(MODULE).title != "At once"


def test_each_language_has_a_review_in_its_own_words_and_what_is_taken_away_stays_away() -> None:
    names = {one.workflow.name for one in WorkflowPage.objects.filter(page__depth=3)}
    assert names == {"Review of courses (en)", "مراجعة الدورات (ar)"}
    assert Task.objects.filter(name__endswith="(ar)").count() == 3
    WorkflowPage.objects.all().delete()
    Workflow.objects.filter(name__endswith=")").delete()
    reviews.establish(pages=CourseIndexPage.objects.select_related("locale"))
    assert not WorkflowPage.objects.exists()


def test_groups_of_a_language_hold_rights_in_the_tree_of_that_language_only() -> None:
    for code in made.LANGUAGES:
        held = GroupPagePermission.objects.filter(group__name=f"Translators ({code})")
        assert {one.page.locale.language_code for one in held} == {code}
    readers = Group.objects.filter(name__in=[reviews.EXPERTS, reviews.LEGAL])
    assert not GroupPagePermission.objects.filter(group__in=readers).exists()
