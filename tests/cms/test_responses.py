"""Whole pages are kept for visitors, and for nobody else; publishing empties them."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms import responses
from cms.people.models import User
from courses.models import CourseIndexPage, LessonPage
from tests import kept
from tests.courses import made

INDEX = "/en/courses/"
Commits = Callable[..., object]


@pytest.fixture
def visitor(db: None, settings: object) -> Iterator[Client]:
    """A browser without cookies before a site whose pages are kept."""
    kept.once("the small course", made.small_course)
    settings.KEEP_WHOLE_PAGES = True
    cache.clear()
    responses._shelf.forget()
    yield Client()
    cache.clear()
    responses._shelf.forget()


def _lesson() -> LessonPage:
    return LessonPage.objects.get(content_id="small/first", locale__language_code="en")


def _ask(client: Client, address: str, **headers: str) -> tuple[HttpResponse, int]:
    """Return the answer and the number of queries that it took."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, headers=headers)
    return answer, len(seen.captured_queries)


def _publish(title: str) -> None:
    index = CourseIndexPage.objects.get(locale__language_code="en")
    index.title = title
    index.save_revision().publish()


def test_a_second_visitor_gets_the_same_bytes_and_headers_without_a_query(visitor: Client) -> None:
    for address in (INDEX, _lesson().url):
        drawn, some = _ask(visitor, address)
        kept, none = _ask(Client(), address)
        assert drawn.status_code == kept.status_code == 200
        assert (some > 0, none) == (True, 0)
        assert kept.content == drawn.content
        assert dict(kept.items()) == dict(drawn.items())
        assert "Content-Security-Policy" in kept.headers
        assert not kept.cookies


def test_a_kept_page_is_sent_packed_to_those_who_take_it(visitor: Client) -> None:
    plain, _ = _ask(visitor, INDEX)
    drawn = Client(headers={"Accept-Encoding": "gzip"})
    kept, queries = _ask(drawn, INDEX)
    assert queries == 0
    assert kept["Content-Encoding"] == "gzip"
    assert kept["Content-Length"] == str(len(kept.content))
    assert gzip.decompress(kept.content) == plain.content
    assert "Accept-Encoding" in kept["Vary"]
    assert kept["Vary"] == plain["Vary"]


def test_a_page_first_drawn_packed_is_sent_plain_to_those_who_do_not_take_it(
    visitor: Client,
) -> None:
    packed, _ = _ask(visitor, INDEX, **{"Accept-Encoding": "br, gzip"})
    plain, queries = _ask(visitor, INDEX)
    assert queries == 0
    assert "Content-Encoding" not in plain.headers
    assert plain.content == gzip.decompress(packed.content)
    assert plain["Content-Length"] == str(len(plain.content))


def test_head_is_answered_from_what_get_has_kept(visitor: Client) -> None:
    page = visitor.get(INDEX)
    with CaptureQueriesContext(connection) as seen:
        head = visitor.head(INDEX)
    assert len(seen.captured_queries) == 0
    assert head.content == b""
    assert dict(head.items()) == dict(page.items())


def test_head_alone_keeps_nothing(visitor: Client) -> None:
    visitor.head(INDEX)
    assert _ask(visitor, INDEX)[1] > 0


def test_somebody_signed_in_gets_a_page_of_her_own(visitor: Client) -> None:
    visitor.get(INDEX)
    visitor.force_login(User.objects.create_user("amina@example.org", display_name="Amina"))
    answer, queries = _ask(visitor, INDEX)
    assert queries > 0
    assert "/en/desk/" in answer.content.decode()
    assert "/en/desk/" not in Client().get(INDEX).content.decode()


def test_the_cookie_of_a_form_is_no_session(visitor: Client) -> None:
    visitor.get(INDEX)
    visitor.cookies["csrftoken"] = "x" * 32
    assert _ask(visitor, INDEX)[1] == 0
    visitor.cookies["anything"] = "else"
    assert _ask(visitor, INDEX)[1] > 0


def test_an_address_with_a_question_is_neither_kept_nor_answered(visitor: Client) -> None:
    visitor.get(INDEX)
    assert _ask(visitor, f"{INDEX}?page=2")[1] > 0
    assert _ask(visitor, f"{INDEX}?page=2")[1] > 0


def test_only_pages_of_the_site_are_kept(visitor: Client) -> None:
    for address in ("/en/account/login/", "/en/verify/", "/en/nowhere/", "/health/"):
        first = visitor.get(address)
        assert first.status_code in (200, 302, 404)
        _ask(Client(), address)
    assert responses._shelf._pages == {}


def test_publishing_empties_what_is_kept(
    visitor: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    visitor.get(INDEX)
    with django_capture_on_commit_callbacks(execute=True):
        _publish("Everything to learn")
    assert "Everything to learn" in visitor.get(INDEX).content.decode()


def test_a_withdrawn_page_is_gone_at_once(
    visitor: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    address = _lesson().url
    visitor.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        _lesson().unpublish()
    assert visitor.get(address).status_code == 404


def test_what_was_drawn_before_a_publication_is_not_given_out_after_it(visitor: Client) -> None:
    before = responses._shelf.generation()
    responses._empty_now()
    assert responses._shelf.generation() != before


def test_another_process_finds_what_this_one_has_kept(visitor: Client) -> None:
    visitor.get(INDEX)
    responses._shelf = responses.Shelf()
    assert _ask(visitor, INDEX)[1] == 0


def test_a_restricted_page_is_never_kept(
    visitor: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    visitor.get(INDEX)
    index = CourseIndexPage.objects.get(locale__language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert visitor.get(INDEX).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        restriction.restriction_type, restriction.password = "password", "four words of sense"
        restriction.save()
    for _time in range(2):
        answer, queries = _ask(Client(), INDEX)
        assert queries > 0
        assert "password" in answer.content.decode()
    assert responses._shelf._pages == {}


def test_languages_stay_apart(visitor: Client) -> None:
    for language in ("en", "ar", "en", "ar"):
        page = visitor.get(f"/{language}/courses/")
        assert f'<html lang="{language}"' in page.content.decode()
        assert page["Content-Language"] == language


def test_hosts_stay_apart_and_a_foreign_one_is_refused(visitor: Client) -> None:
    visitor.get(INDEX)
    assert _ask(visitor, INDEX, host="localhost")[1] > 0
    assert visitor.get(INDEX, headers={"host": "elsewhere.example"}).status_code == 400


def test_a_process_holds_a_bounded_number_of_pages() -> None:
    shelf = responses.Shelf()
    kept = responses.Kept(headers=(), plain=b"page", packed=b"", until=float("inf"))
    for number in range(responses.ENTRIES + 5):
        shelf._hold(str(number), kept)
    assert len(shelf._pages) == responses.ENTRIES
    assert "0" not in shelf._pages


def test_a_page_that_is_too_old_is_drawn_again(visitor: Client) -> None:
    shelf = responses.Shelf()
    shelf._hold("old", responses.Kept(headers=(), plain=b"page", packed=b"", until=0.0))
    assert shelf.get("old") is None


def _signed_in() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("amina@example.org", display_name="Amina"))
    return client


def test_a_learner_opens_a_lesson_in_few_queries_once_the_way_is_known(visitor: Client) -> None:
    learner, address = _signed_in(), _lesson().url
    first, many = _ask(learner, address)
    again, few = _ask(learner, address)
    assert few <= 6 < many
    assert again.context["steps"] == first.context["steps"]
    assert again.context["languages"] == first.context["languages"]


def test_a_learner_sees_what_is_published_at_once(
    visitor: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    learner, lesson = _signed_in(), _lesson()
    second = LessonPage.objects.get(content_id="small/second", locale__language_code="en")
    learner.get(lesson.url)
    with django_capture_on_commit_callbacks(execute=True):
        second.title = "A title of its own"
        second.save_revision().publish()
    assert "A title of its own" in learner.get(lesson.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        second.unpublish()
    assert "A title of its own" not in learner.get(lesson.url).content.decode()


def test_a_way_that_is_known_opens_no_restricted_page_and_no_page_that_is_gone(
    visitor: Client,
) -> None:
    learner, lesson = _signed_in(), _lesson()
    assert learner.get(lesson.url).status_code == 200
    group = PageViewRestriction(page=lesson, restriction_type="groups")
    group.save()
    assert learner.get(lesson.url).status_code != 200
    group.delete()
    LessonPage.objects.filter(pk=lesson.pk).update(live=False)  # without any signal
    assert learner.get(lesson.url).status_code == 404
