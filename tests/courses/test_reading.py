"""Pages that everybody reads: no cookie, few queries, one place to go on."""

import pytest
from django.utils.html import escape

from courses import services
from courses.models import CoursePage
from tests.courses import made

pytestmark = pytest.mark.django_db

LESSON = "/en/courses/small/start/first/"
PAGES = [
    "/en/courses/",
    "/en/courses/small/",
    "/en/courses/small/start/",
    LESSON,
    "/en/courses/small/start/second/",
    "/en/courses/small/start/quiz/",
    "/en/verify/",
]


@pytest.mark.parametrize("language", made.LANGUAGES)
@pytest.mark.parametrize("url", PAGES)
def test_a_visitor_gets_every_page_and_no_cookie(course, client, url, language):
    response = client.get(url.replace("/en/", f"/{language}/"))
    assert response.status_code == 200
    assert not response.cookies
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert "csrfmiddlewaretoken" not in text
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in text


def test_a_lesson_shows_every_block_with_its_id(course, client):
    text = client.get(LESSON).content.decode()
    for block in ("text", "try", "dot", "words", "check", "facts", "sources"):
        assert f'id="{block}"' in text
    assert 'alt="English alt"' in text
    assert "<strong>paragraph</strong>" in text
    assert "1</bdi> not yet confirmed" in text
    assert '<details name="check"><summary>English yes</summary>' in text


def test_a_lesson_leads_to_the_next_and_back(course, client):
    text = client.get("/en/courses/small/start/second/").content.decode()
    assert f'href="{LESSON}" rel="prev"' in text
    assert 'href="/en/courses/small/start/quiz/" rel="next"' in text


def test_the_state_of_a_translation_stands_on_it_and_not_on_its_source(course, client):
    assert "Draft translation" not in client.get(LESSON).content.decode()
    arabic = client.get(LESSON.replace("/en/", "/ar/"))
    assert arabic.context["course"].translation_state == "draft"
    assert 'class="tag mark"' in arabic.content.decode()


@pytest.mark.parametrize(
    ("url", "visitor", "learning"),  # one of a learner's is remembered where pages are kept
    [(LESSON, 12, 17), ("/en/courses/small/", 16, 23), ("/en/courses/", 13, 18)],
)
def test_pages_cost_few_queries(
    course, client, learner, url, visitor, learning, django_assert_max_num_queries
):
    client.get(url)
    with django_assert_max_num_queries(visitor):
        client.get(url)
    client.force_login(learner)
    services.enrol(user=learner, course=course)
    client.get(url)
    with django_assert_max_num_queries(learning):
        client.get(url)


def test_a_lesson_read_is_marked_and_one_goes_on(course, signed_in):
    assert "Mark as read and continue" in signed_in.get(LESSON).content.decode()
    response = signed_in.post("/en/learn/small/first/read/")
    assert response["Location"] == "/en/courses/small/start/second/"
    text = signed_in.get(LESSON).content.decode()
    assert "Mark as read and continue" not in text
    assert 'rel="next"' in text


def test_beginning_leads_to_the_first_thing_that_is_not_done(course, signed_in, learner):
    assert signed_in.post("/ar/learn/small/begin/")["Location"] == LESSON.replace("/en/", "/ar/")
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    text = signed_in.get("/en/courses/small/").content.decode()
    assert "Go on:" in text
    assert '<progress max="3" value="1"' in text


def test_coming_back_from_signing_in_shows_the_page_one_wanted(course, signed_in):
    assert signed_in.get("/en/learn/small/begin/")["Location"] == "/en/courses/small/"
    assert signed_in.get("/en/learn/small/first/read/")["Location"] == LESSON


def test_an_index_without_courses_says_what_will_be_here(db, client):
    made.tree()
    assert "No course here yet" in client.get("/en/courses/").content.decode()


def test_a_course_without_lessons_says_what_will_be_here(db, client):
    index = made.tree()["en"]
    index.add_child(instance=CoursePage(title="Empty", slug="empty", content_id="empty"))
    assert "No lesson yet" in client.get("/en/courses/empty/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "learn/small/begin/",
        "learn/small/first/read/",
        "learn/small/quiz/attempt/",
        "learn/small/certificate/",
    ],
)
def test_learning_asks_for_an_account_first(course, client, path):
    for method in (client.get, client.post):
        response = method(f"/en/{path}")
        assert response.status_code == 302
        assert response["Location"].startswith("/en/account/login/?next=")


@pytest.mark.parametrize(
    "path",
    [
        "learn/none/begin/",
        "learn/small/none/read/",
        "learn/small/first/attempt/",
        "learn/none/certificate/",
        "learn/attempts/00000000-0000-4000-8000-000000000000/",
    ],
)
def test_what_does_not_exist_is_not_found(course, signed_in, path):
    assert signed_in.get(f"/en/{path}").status_code == 404


def test_words_of_authors_are_escaped(course, client):
    lesson = made.page("small/second")
    lesson.title = "<script>alert(1)</script>"
    lesson.save_revision().publish()
    text = client.get("/en/courses/small/start/second/").content.decode()
    assert escape(lesson.title) in text
    assert "<script>alert" not in text
