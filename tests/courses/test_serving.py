"""What a course serves: outcomes name questions of an assessment, and questions find lessons."""

import pytest

from courses import catalogue, transfer
from courses.models import CoursePage
from tests.courses import example, made

pytestmark = pytest.mark.django_db
SERVES = """
[serves]
see = ["model/known", "model/other"]
say = ["model/known"]
"""


@pytest.fixture
def course() -> None:
    made.tree()
    head, modules = example.FILES["course.toml"].split("[[modules]]")
    changed = f"{head}{SERVES}\n[[modules]]{modules}"
    transfer.import_course(course=example.course({"course.toml": changed}))


def test_a_question_finds_the_lessons_that_help_with_it(course, django_assert_num_queries):
    catalogue.teaching(["model/known"], "ar")
    with django_assert_num_queries(2):
        found = catalogue.teaching(["model/other", "model/ghost", "model/known"], "ar")
    titles = {name: [one.title for one in lessons] for name, lessons in found.items()}
    assert titles == {"model/other": ["عربي first"], "model/known": ["عربي first", "عربي second"]}
    assert found["model/other"][0].url == made.page("small/first", "ar").get_url()


def test_what_is_not_published_or_serves_nothing_is_not_found(course, django_assert_num_queries):
    made.page("small/second").unpublish()
    found = catalogue.teaching(["model/known"], "en")
    assert [one.title for one in found["model/known"]] == ["English first"]
    with django_assert_num_queries(1):
        assert catalogue.teaching(["elsewhere/known"], "en") == {}


def test_a_course_that_serves_nothing_any_more_forgets_it_at_the_next_import(course):
    transfer.import_course(course=example.course())
    assert not CoursePage.objects.exclude(serves={}).exists()
