"""Trainers edit what learners read: every block explains itself, every page opens in the editor."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import blocks as wagtail_blocks

from courses import blocks, checks
from courses.domain.lesson import KINDS
from courses.models import Item, LessonPage, QuizItem
from tests.courses import authored, made


@pytest.mark.parametrize(("name", "block"), blocks.LESSON, ids=[name for name, _b in blocks.LESSON])
def test_every_block_explains_itself_and_shows_an_example(name, block):
    assert block.meta.group
    assert str(block.meta.description).endswith(".")
    html = block.render(block.get_preview_value())
    assert html.strip()


def test_bundles_and_the_editor_know_the_same_kinds_of_blocks():
    assert set(KINDS) == {name for name, _block in blocks.LESSON}
    assert checks.every_kind_has_a_block() == []
    assert checks.shipped_courses_are_sound() == []


def test_a_block_without_a_decision_about_translation_fails_the_check(monkeypatch):
    assert checks.every_block_has_a_decision_about_translation() == []
    poem = wagtail_blocks.StructBlock([("verses", wagtail_blocks.CharBlock())])
    monkeypatch.setattr(blocks, "LESSON", [*blocks.LESSON, ("poem", poem)])
    (one,) = checks.every_block_has_a_decision_about_translation()
    assert (one.id, "'poem'" in one.msg) == ("courses.E003", True)

    class More(blocks.TermBlock):
        aside = wagtail_blocks.CharBlock()

    terms = wagtail_blocks.StructBlock([("terms", wagtail_blocks.ListBlock(More()))])
    monkeypatch.setattr(blocks, "LESSON", [("terms", terms)])
    (one,) = checks.every_block_has_a_decision_about_translation()
    assert "'terms.terms.aside'" in one.msg


def test_a_shipped_course_with_a_mistake_fails_the_check(monkeypatch, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "course.toml").write_text('id = "broken"')
    monkeypatch.setattr("courses.bundles.CONTENT", tmp_path)
    found = checks.shipped_courses_are_sound()
    assert {message.id for message in found} == {"courses.E002"}
    assert "broken: course.toml, version: this is missing." in [message.msg for message in found]


@pytest.mark.django_db
@pytest.mark.parametrize("content_id", ["small", "small/start", "small/first", "small/quiz"])
def test_every_kind_of_page_opens_in_the_editor_and_in_its_preview(course, client, content_id):
    client.force_login(made.person(is_staff=True, is_superuser=True))
    page = made.page(content_id)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    preview = page.make_preview_request(preview_mode="")
    assert preview.status_code == 200
    assert page.title in preview.content.decode()


@pytest.mark.django_db
def test_a_lesson_saved_in_the_editor_keeps_its_blocks_and_ids(course):
    lesson = made.page("small/first")
    before = [block.id for block in lesson.body]
    lesson.save_revision().publish()
    again = LessonPage.objects.get(pk=lesson.pk)
    assert [block.id for block in again.body] == before


@pytest.mark.django_db
def test_the_editor_of_a_quiz_offers_the_questions_of_its_own_course_only(course):
    stranger = Item.objects.create(content_id="other/theirs", course_key=uuid4())
    retired = Item.objects.create(
        content_id="small/old", course_key=course.translation_key, retired=True
    )
    client = authored.browser(made.person(is_staff=True, is_superuser=True))
    quiz = made.page("small/quiz")
    address = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    shown = client.get(address).content.decode()
    assert "small/several" in shown
    for one in (stranger, retired):
        assert one.content_id not in shown
    sent = {**authored.form(client, address), "action-publish": "1"}
    assert client.post(address, {**sent, "quiz_items-0-item": stranger.pk}).status_code == 200
    assert not QuizItem.objects.filter(item=stranger).exists()
    assert client.post(address, sent).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    lists = [one for one in asked if 'FROM "courses_item" ' in one["sql"]]
    assert len(lists) <= 2
