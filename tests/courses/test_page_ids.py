"""Pages that are made in the admin get ids of their course, whether or not one is typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.models import LessonPage
from tests.courses import authored, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(course: Any) -> Client:
    return authored.browser(authored.trainer())


def send(client: Client, button: str = "action-publish", **typed: str) -> Any:
    """Make a lesson below the first module of the small course."""
    module = made.page("small/start")
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])
    sent = {**authored.form(client, address), "title": "Ring first", "slug": "ring-first"}
    streams = {"outcomes-count": "0", "body-count": "0"}
    return client.post(address, {**sent, **streams, **typed, button: "1"})


def newest() -> LessonPage:
    return LessonPage.objects.latest("pk")


def test_an_id_is_made_of_the_address_when_a_page_is_published(trainer):
    send(trainer)
    assert (newest().content_id, newest().live) == ("small/ring-first", True)
    send(trainer, title="Ring first again", slug="ring-first-2", content_id="")
    assert newest().content_id == "small/ring-first-2"


def test_a_draft_needs_none_and_keeps_the_one_it_got(trainer):
    send(trainer, "action-save")
    page = newest()
    assert (page.content_id, page.live) == ("", False)
    page.get_latest_revision().publish()
    assert newest().content_id == "small/ring-first"
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    sent = authored.form(trainer, address)
    streams = {"outcomes-count": "0", "body-count": "0"}
    trainer.post(address, {**sent, **streams, "slug": "ring-later", "action-publish": "1"})
    assert (newest().slug, newest().content_id) == ("ring-later", "small/ring-first")


def test_the_name_alone_becomes_an_id_of_the_course(trainer):
    send(trainer, content_id="ring")
    assert newest().content_id == "small/ring"


@pytest.mark.parametrize("typed", ["Ring", "other/ring", "small/ring_1", "first", "small/first"])
def test_what_is_no_id_is_of_another_course_or_taken_is_refused(trainer, typed):
    before = Page.objects.count()
    answer = send(trainer, content_id=typed)
    assert answer.status_code == 200
    assert "content_id" in answer.context["form"].errors
    assert Page.objects.count() == before
