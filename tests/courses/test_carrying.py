"""What is carried away: one file for each module, and the book of a course on page and paper."""

import gzip
import io
import re
from html.parser import HTMLParser

import html5lib
import pypdf
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.press import running
from cms.press.models import Job
from courses import services, takeaway, tasks, transfer
from courses.models import Item, ItemText, books, carried, releases
from tests.courses import example, filmed, made

pytestmark = pytest.mark.django_db

FILE = "/en/learn/small/start/take-away/"
BOOK = "/en/learn/small/book/"
PDF = f"{BOOK}pdf/"
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


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_the_book_is_one_page_with_answers_at_the_end_of_the_module(course, language):
    word = {"en": "English", "ar": "عربي"}[language]
    response = Client().get(BOOK.replace("/en/", f"/{language}/"))
    text = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert text.count("<h1") == 1
    html5lib.HTMLParser(strict=True).parse(text)
    body = text.partition("<main")[2]
    assert body.index(f"{word} first") < body.index(f"{word} second")
    assert body.index(f"{word} prompt?") < body.index(f"{word} text") < body.index(f"{word} right")
    assert body.index(f"{word} right") < body.index("CC BY 4.0")
    assert "<details" not in body.partition('id="start"')[2].partition("</main>")[0]


def test_a_light_book_shows_no_picture(course):
    text = Client().get(BOOK, headers={"Save-Data": "on"}).content.decode()
    assert "<img" not in text
    assert "Image: English alt" in text
    assert "<img" in Client().get(BOOK).content.decode()


def test_the_pdf_is_made_once_and_then_there_for_everybody(course, signed_in, learner):
    assert Client().get(PDF).status_code == 404
    assert "/account/login/" in Client().post(BOOK)["Location"]
    address = signed_in.post(BOOK)["Location"]
    job = Job.objects.get()
    assert address == job.get_absolute_url()
    assert "/book/" in tasks.page_of_book(job)
    other = Client()
    other.force_login(made.person())
    assert other.post(BOOK)["Location"] == address
    assert running.perform(job.pk)
    assert other.get(address).status_code == 200
    visitor = Client()
    page = visitor.get(BOOK)
    assert not page.cookies
    assert f'href="{PDF}"' in page.content.decode()
    job.refresh_from_db()
    answer = visitor.get(PDF)
    pdf = pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(pdf.pages) == job.file.pages
    assert re.search(
        rf"PDF \(<bdi>\d+\D+kB</bdi>, <bdi>{job.file.pages}</bdi>", page.content.decode()
    )
    assert answer["Content-Disposition"] == 'attachment; filename="small-en.pdf"'
    assert visitor.get(PDF, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert pdf.root_object["/Lang"] == "en"


def test_a_new_text_asks_for_a_new_pdf_and_the_old_one_is_read_no_more(course, learner):
    job = services.print_book(user=learner, course=course)
    assert tasks.may_read_book(learner, job)
    assert running.perform(job.pk)
    assert Client().get(PDF).status_code == 200
    made.page("small/second").save_revision().publish()
    assert Client().get(PDF).status_code == 404
    assert not tasks.may_read_book(learner, job)


def test_the_arabic_pdf_runs_from_the_right(course, learner):
    arabic = made.page("small", "ar")
    job = services.print_book(user=learner, course=arabic)
    produced = tasks.write_book(job.args, "ar")
    pdf = pypdf.PdfReader(io.BytesIO(produced.content))
    assert (pdf.root_object["/Lang"], produced.name) == ("ar", "small-ar.pdf")
    assert produced.pages == len(pdf.pages)


def _close(content_id: str) -> None:
    page = made.page(content_id)
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_of_a_restricted_course_nothing_is_handed_out(course, signed_in, learner):
    job = services.print_book(user=learner, course=course)
    running.perform(job.pk)
    _close("small")
    for address in (FILE, BOOK, PDF):
        assert Client().get(address).status_code == 404
        assert signed_in.get(address).status_code == 404
    assert signed_in.post(BOOK).status_code == 404
    assert signed_in.get(job.get_absolute_url()).status_code == 404
    assert not tasks.may_read_book(learner, job)


def test_a_restricted_lesson_is_left_out_and_what_was_made_with_it_too(course, learner):
    job = services.print_book(user=learner, course=course)
    running.perform(job.pk)
    assert "English second" in _file()
    _close("small/second")
    assert "English second" not in _file()
    assert "English second" not in Client().get(BOOK).content.decode()
    assert Client().get(PDF).status_code == 404
    assert not tasks.may_read_book(learner, job)


def test_what_is_not_published_is_left_out(course):
    made.page("small/second").unpublish()
    assert "English second" not in _file()
    made.page("small/start").unpublish()
    assert Client().get(FILE).status_code == 404


def test_a_draft_that_an_editor_looks_at_is_carried_away_by_nobody(course):
    draft = made.page("small")
    draft.title = draft.summary = "Secret"
    draft.save_revision()
    assert "Secret" in draft.make_preview_request(preview_mode="").content.decode()
    assert "Secret" not in _file()
    assert "Secret" not in Client().get(BOOK).content.decode()


def test_a_language_without_the_course_has_no_book(course):
    made.page("small", "ar").unpublish()
    assert Client().get(BOOK.replace("/en/", "/ar/")).status_code == 404
    assert Client().get("/fr/learn/small/book/").status_code == 404


def test_a_release_is_the_number_and_the_day_of_the_latest_change(course):
    before = releases.release_of(course)
    assert before.number == 1
    lesson = made.page("small/second")
    lesson.save_revision().publish()
    after = releases.release_of(course)
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
