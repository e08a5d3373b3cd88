"""What is carried away: one file for each module, and what is offered with which size."""

import gzip
import re
from html.parser import HTMLParser

import html5lib
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses import takeaway, transfer
from courses.models import Item, ItemText, books, carried, editions
from tests.courses import example, filmed, made

pytestmark = pytest.mark.django_db

FILE = "/en/learn/small/start/take-away/"
BOOK = "/en/learn/small/book/"
COURSE = "/en/courses/small/"


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    cache.clear()


class Loading(HTMLParser):
    """What a file would load by itself, and the elements that could."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        names = ("src", "srcset", "poster", "data", "background", "action")
        self.loaded += [value for name, value in attrs if name in names]
        self.loaded += [value for name, value in attrs if tag == "link" and name == "href"]


def _file(language: str = "en") -> str:
    return Client().get(FILE.replace("/en/", f"/{language}/")).content.decode()


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_a_file_is_whole_and_asks_nothing_of_any_server(course, language):
    text = _file(language)
    seen = Loading(text)
    assert [one for one in seen.loaded if not one.startswith("data:image/svg+xml;base64,")] == []
    assert not seen.tags & {"script", "link", "iframe", "object", "embed", "video", "form"}
    assert "url(" not in text
    assert "@import" not in text
    assert len(text.encode()) <= takeaway.LARGEST
    html5lib.HTMLParser(strict=True).parse(text)
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in text


def test_a_file_holds_text_answers_terms_and_where_it_comes_from(course):
    text = _file()
    for words in (
        "English <strong>paragraph</strong>",
        "English callout",
        'alt="English alt"',
        "English meaning",
        "<summary>English yes</summary>",
        "English wrong",
        "1 November 2026",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "<bdi>1</bdi>",
        "/en/courses/small/start/second/",
    ):
        assert words in text, words
    assert text.count("<h1") == 1
    assert "<h3>English heading</h3>" in text


def test_a_file_says_how_far_its_translation_is(course):
    assert 'class="state"' in _file("ar")
    assert 'class="state"' not in _file("en")


def test_nothing_of_a_marked_quiz_is_in_a_file_or_a_book(course):
    said = [
        words
        for one in Item.objects.all()
        for text in ItemText.objects.filter(version__item=one, language="en")
        for words in (text.texts["prompt"], *map(str, _feedback(text)))
    ]
    assert len(said) > 6
    for text in (_file(), Client().get(BOOK).content.decode()):
        assert [words for words in said if words in text] == []


def _feedback(text: ItemText) -> list[str]:
    return [option["feedback"] for option in text.texts["options"].values()]


def test_the_same_text_gives_the_same_bytes_under_the_same_name(course):
    first = Client().get(FILE)
    cache.clear()
    second = Client().get(FILE)
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert first["Content-Disposition"] == 'attachment; filename="small-start-en.html"'
    assert first["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert not first.cookies
    assert Client().get(FILE, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_new_text_gives_a_new_file(course):
    before = Client().get(FILE)["ETag"]
    lesson = made.page("small/second")
    lesson.title = "Another second"
    lesson.save_revision().publish()
    after = Client().get(FILE)
    assert after["ETag"] != before
    assert "Another second" in after.content.decode()


def test_a_film_is_told_in_words(course):
    filmed.upload()
    transfer.import_course(course=example.course(filmed.changes()))
    text = _file()
    assert "A telephone <strong>rings</strong> in en." in text
    assert "hour.mp4" not in text


def test_pictures_stay_outside_once_the_file_is_full(course):
    whole = books.read(course)
    (chapter,) = whole.chapters
    (key,) = chapter.images
    small = takeaway.write(whole, chapter, {key: takeaway.data(b"x" * 3_000, "image/jpeg")})
    assert b"data:image/jpeg" in small
    large = takeaway.write(whole, chapter, {key: takeaway.data(b"x" * 150_000, "image/jpeg")})
    assert b"data:image/jpeg" not in large
    assert b"Image: English alt" in large


def test_a_text_that_is_too_large_has_no_file(course):
    lesson = made.page("small/second")
    lesson.body[0].value["body"].source = f"<p>{'word ' * 30_000}</p>"
    lesson.save_revision().publish()
    assert Client().get(FILE).status_code == 404
    page = Client().get(COURSE).content.decode()
    assert "take-away" not in page
    assert BOOK in page


def test_course_and_module_say_the_size_first(course):
    for address in (COURSE, f"{COURSE}start/"):
        page = Client().get(address).content.decode()
        size = re.search(rf'<a href="{FILE}" download><bdi>(\d+)\D+kB</bdi>', page)
        assert int(size[1]) == max(1, round(len(Client().get(FILE).content) / 1000))
    page = Client().get(COURSE).content.decode()
    size = re.search(rf'<a href="{BOOK}"><bdi>(\d+)\D+kB</bdi>', page)
    book = gzip.compress(carried.book(course).encode())
    assert int(size[1]) == max(1, round(len(book) / 1000))


def test_a_release_is_the_number_and_the_day_of_the_latest_change(course):
    before = editions.release_of(course)
    assert before.number == 1
    lesson = made.page("small/second")
    lesson.save_revision().publish()
    after = editions.release_of(course)
    assert after.edition != before.edition
    assert after.published == made.page("small/second").last_published_at.date()


def test_reading_a_course_costs_the_same_however_long_it_is(course, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as short:
        books.read(course)
    made.page("small/second").copy(
        update_attrs={"slug": "third", "title": "Third", "content_id": "small/third"}
    )
    with django_assert_max_num_queries(len(short)):
        assert len(books.read(course).chapters[0].lessons) == 3
    for address, most in ((FILE, 8), (BOOK, 18)):
        Client().get(address)
        with django_assert_max_num_queries(most):
            Client().get(address)
