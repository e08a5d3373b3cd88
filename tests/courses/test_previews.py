"""Ways to look at a page before it is published, blocks in the picker, and copies in the admin."""

import pytest
from django.urls import reverse

from courses import blocks
from courses.models import LessonPage
from tests.courses import made

MODES = ["", "mirrored", "light", "plain"]


def preview(content_id: str, mode: str, language: str = "en") -> str:
    answer = made.page(content_id, language).make_preview_request(preview_mode=mode)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("content_id", ["small", "small/start", "small/first", "small/quiz"])
def test_every_page_is_drawn_in_every_way(course, content_id, mode):
    shown = preview(content_id, mode)
    assert made.page(content_id).title in shown
    assert mode in dict(made.page(content_id).preview_modes)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "own", "other"), [("en", "ltr", "rtl"), ("ar", "rtl", "ltr")])
def test_the_other_direction_mirrors_the_page_alone(course, language, own, other):
    assert f'<html lang="{language}" dir="{own}">' in preview("small/first", "", language)
    assert f'<html lang="{language}" dir="{other}">' in preview("small/first", "mirrored", language)


@pytest.mark.django_db
def test_the_light_page_has_no_picture_and_the_plain_one_no_script(course):
    assert "<img" in preview("small/first", "")
    assert "<img" not in preview("small/first", "light")
    assert "<script" not in preview("small/quiz", "plain")


@pytest.mark.django_db
def test_the_smallest_width_is_that_of_a_small_phone(course):
    sizes = made.page("small").preview_sizes
    assert [one["device_width"] for one in sizes] == [360, 768, 1280]
    assert made.page("small").default_preview_size == "mobile"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, _block in blocks.LESSON])
def test_the_picker_shows_an_example_of_every_block(course, client, name):
    block = dict(blocks.LESSON)[name]
    assert block.is_previewable
    client.force_login(made.person(is_staff=True, is_superuser=True))
    body = LessonPage._meta.get_field("body").stream_block
    address = reverse("wagtailadmin_block_preview")
    shown = client.get(address, {"id": body.child_blocks[name].definition_prefix})
    assert shown.status_code == 200
    assert "site/css/components" in shown.content.decode()


@pytest.mark.django_db
def test_a_lesson_copied_in_the_admin_gets_an_id_of_its_own(course, client):
    client.force_login(made.person(is_staff=True, is_superuser=True))
    lesson = made.page("small/first")
    told = {
        "new_title": "Again",
        "new_slug": "again",
        "new_parent_page": lesson.get_parent().pk,
        "copy_subpages": "",
    }
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[lesson.pk]), told)
    assert answer.status_code == 302
    copied = LessonPage.objects.get(slug="again")
    assert copied.content_id == "small/again"
    assert copied.get_latest_revision_as_object().content_id == "small/again"
    assert copied.translation_key != lesson.translation_key


@pytest.mark.django_db
def test_a_course_is_copied_on_the_page_that_takes_its_questions_along(course, client):
    client.force_login(made.person(is_staff=True, is_superuser=True))
    answer = client.get(reverse("wagtailadmin_pages:copy", args=[course.pk]))
    assert answer["Location"].endswith("/learn/teaching/courses/small/copy/")


@pytest.mark.django_db
def test_a_course_made_in_the_admin_begins_in_the_language_of_its_index(course, client):
    client.force_login(made.person(is_staff=True, is_superuser=True))
    index = made.page("small", "ar").get_parent()
    address = reverse("wagtailadmin_pages:add", args=("courses", "coursepage", index.pk))
    shown = client.get(address)
    assert shown.context["form"]["source_language"].value() == "ar"
