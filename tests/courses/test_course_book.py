"""The book of a course: one page, a PDF that is made once, and nothing that is closed in either."""

import io
import re

import html5lib
import pypdf
import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.press import running
from cms.press.models import Job
from courses import services, tasks
from tests.courses import made

pytestmark = pytest.mark.django_db

FILE = "/en/learn/small/start/take-away/"
BOOK = "/en/learn/small/book/"
PDF = f"{BOOK}pdf/"


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    cache.clear()


def _file() -> str:
    return Client().get(FILE).content.decode()


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
