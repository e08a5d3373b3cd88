"""A translation falls behind its source: every case, and every way of publishing."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Task, Workflow, WorkflowTask

from courses import transfer
from courses.models import Segment
from courses.translation import following
from tests.courses import example, made, translated
from tests.courses.translated import LIST, LISTE, drifts, say, text

pytestmark = pytest.mark.django_db
LESSON = "small/second"


@pytest.fixture
def lesson(course):
    """A lesson of three paragraphs in both languages."""
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))
    assert drifts(LESSON) == []


def behind(content_id: str = LESSON, language: str = "ar") -> int:
    return made.page(content_id, language).behind


def test_an_import_knows_what_each_text_was_made_from(course):
    row = Segment.objects.get(content_id=LESSON, language="ar", path__contains="#")
    assert (row.source, row.text) == ("English text", "عربي text")
    assert row.state == "draft"
    assert not Segment.objects.filter(language="en").exists()
    assert drifts("small/first") == []
    page = made.page("small/first", "ar")
    assert (page.segments, page.behind) == (len(text("small/first").now), 0)
    assert Segment.objects.filter(content_id="small/one").count() == 7
    assert Segment.objects.filter(content_id="small/call").exists()


def test_a_changed_paragraph(lesson):
    say(LESSON, html=LIST.replace("ten names", "twelve names"))
    assert drifts(LESSON) == [("changed", "body#0")]
    assert behind() == 1
    assert "عشرة" in str(made.page(LESSON, "ar").body)


def test_an_added_paragraph(lesson):
    say(LESSON, html=f"<p>Something wholly other.</p>{LIST}")
    assert drifts(LESSON) == [("added", "body#0")]
    assert made.page(LESSON, "ar").segments == made.page(LESSON).segments == 7


def test_a_removed_paragraph(lesson):
    say(LESSON, html=LIST.replace("<p>Ask who may act.</p>", ""))
    assert drifts(LESSON) == [("removed", "body#1")]


def test_a_moved_paragraph(lesson):
    say(LESSON, html="<p>Ask who may act.</p><p>Check the list.</p><p>Write ten names.</p>")
    assert drifts(LESSON) == [("moved", "body#2")]
    assert made.page(LESSON, "ar").drift.get("told") is None


def test_a_split_paragraph(course):
    say(LESSON, html="<p>Write ten names. Ask who may act.</p>")
    transfer_again(course)
    say(LESSON, html="<p>Write ten names.</p><p>Ask who may act.</p>")
    assert drifts(LESSON) == [("split", "body#0"), ("split", "body#1")]


def transfer_again(course):
    """Forget what is known, and take what is published as made from the source of now."""
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))


def test_a_changed_title(lesson):
    say(LESSON, title="Another title")
    assert drifts(LESSON) == [("changed", "title")]


def test_a_changed_option_of_a_check_in_a_lesson(course):
    page = made.page("small/first")
    raw = page.body.get_prep_value()
    check = next(one for one in raw if one["type"] == "check")
    check["value"]["options"][0]["value"]["text"] = "English yes, always"
    page.body = type(page)._meta.get_field("body").stream_block.to_python(raw)
    page.save_revision().publish()
    assert drifts("small/first") == [("changed", "text")]


def test_a_changed_option_of_a_quiz_by_import(course):
    files = example.files()
    files["en/items.toml"] = files["en/items.toml"].replace("English one a", "English one A!")
    transfer.import_course(course=transfer.bundles.bundle.parse(files))
    assert behind("small") == 1
    row = Segment.objects.get(content_id="small/one", path="options/a/text", language="ar")
    assert row.source == "English one a"


def test_a_change_that_is_taken_back(lesson):
    say(LESSON, html=LIST.replace("ten", "twelve"))
    assert behind() == 1
    say(LESSON, html=LIST)
    assert drifts(LESSON) == []
    assert behind() == 0


def test_a_draft_of_the_source_changes_nothing_yet(lesson):
    page = made.page(LESSON)
    page.title = "Not yet"
    page.save_revision()
    assert drifts(LESSON) == []


def test_it_is_told_when_it_is_published_by_schedule(lesson):
    page = made.page(LESSON)
    page.title = "On Monday"
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert behind() == 0
    gone = timezone.now() - dt.timedelta(minutes=1)
    revision.refresh_from_db()
    revision.approved_go_live_at = gone
    revision.content["go_live_at"] = gone.isoformat()
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    assert behind() == 1


def test_it_is_told_when_it_is_published_by_a_workflow(lesson):
    editor = made.person(is_superuser=True)
    workflow = Workflow.objects.create(name="Review")
    task = Task.objects.create(name="Language")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page = made.page(LESSON)
    page.title = "Reviewed"
    page.save_revision()
    state = workflow.start(page, editor)
    assert behind() == 0
    state.current_task_state.approve(user=editor)
    assert behind() == 1


def test_it_is_told_when_it_is_published_by_an_import(course):
    changed = example.FILES["en/second.md"].replace("English text", "English text, mended")
    transfer.import_course(course=example.course({"en/second.md": changed}))
    assert drifts(LESSON) == [("changed", "body#0")]
    both = {"en/second.md": changed, "ar/second.md": example.FILES["ar/second.md"]}
    both["ar/second.md"] = both["ar/second.md"].replace("عربي text", "عربي text!")
    transfer.import_course(course=example.course(both))
    assert drifts(LESSON) == []


def test_an_import_that_changes_both_languages_leaves_nothing_behind(course):
    files = {
        f"{code}/second.md": example.FILES[f"{code}/second.md"].replace("\n:::\n", "!\n:::\n")
        for code in made.LANGUAGES
    }
    transfer.import_course(course=example.course(files))
    assert drifts(LESSON) == []


def test_who_mends_a_comma_of_the_translation_has_not_read_the_source_again(lesson):
    say(LESSON, html=LIST.replace("ten", "twelve"))
    say(LESSON, "ar", html=LISTE.replace("أسماء.", "أسماء!"))
    assert drifts(LESSON) == [("changed", "body#0")]
    row = Segment.objects.get(content_id=LESSON, language="ar", path__endswith="#0")
    assert (row.source, row.text) == ("Write ten names.", "اكتب عشرة أسماء!")


def test_numbers_come_and_go_with_the_source(lesson):
    say(LESSON, title="Another")
    made.page(LESSON).unpublish()
    assert behind() == 0
    made.page(LESSON).get_latest_revision().publish()
    assert behind() == 1


def test_two_languages_are_behind_by_different_amounts(lesson):
    translated.copy_course("fr")
    say(LESSON, html=LIST.replace("ten", "twelve"))
    say(LESSON, "fr", html=LIST.replace("ten", "douze"))
    transfer_of("fr")
    say(LESSON, html=LIST.replace("ten", "twelve"), title="Another")
    assert (behind(LESSON, "ar"), behind(LESSON, "fr")) == (2, 1)


def transfer_of(language: str) -> None:
    Segment.objects.filter(content_id=LESSON, language=language).delete()
    following.follow_page(made.page(LESSON))


def long_lesson(paragraphs: int) -> str:
    return "".join(f"<p>Paragraph {number} says something.</p>" for number in range(paragraphs))


def test_243_segments_cost_no_more_queries_than_three(lesson):
    with CaptureQueriesContext(connection) as few:
        following.follow_page(made.page(LESSON))
    page = say(LESSON, html=long_lesson(240))
    say(LESSON, "ar", html=long_lesson(240).replace("says", "يقول"))
    Segment.objects.all().delete()
    with CaptureQueriesContext(connection) as extract:
        following.follow_page(page)
    assert made.page(LESSON).segments == 243
    assert Segment.objects.filter(content_id=LESSON).count() == 243
    say(LESSON, html=long_lesson(240).replace("something", "nothing"))
    with CaptureQueriesContext(connection) as sync:
        following.follow_page(page)
    assert behind() == 240
    assert max(len(few), len(extract), len(sync)) <= 25
