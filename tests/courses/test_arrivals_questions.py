"""Questions and texts that trainers bring are shown first and taken at their word."""

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import Workbook

from cms.people.models import AuditEvent, User
from cms.press.models import PrivateFile
from courses import arrivals
from courses.arrivals import keeping
from courses.models import Arrival, CoursePage, Item, LessonPage, ModulePage
from tests.courses import carriers, made
from tests.courses.carriers import GIFT, QUESTIONS, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(db: None) -> User:
    """The small course, and somebody who may bring it in and take it out."""
    carriers.course()
    return carriers.trainer()


@pytest.fixture
def desk(trainer: User) -> Client:
    """The trainer's browser."""
    return carriers.browser(trainer)


@pytest.mark.parametrize("first", ["en", "ar"])
def test_a_text_goes_into_the_first_language_of_the_course_if_nothing_else_is_said(desk, first):
    CoursePage.objects.update(source_language=first)
    form = desk.get(reverse("courses:files", args=["small"])).context["text_form"]
    pk, _name = form.fields["module"].choices[0]
    assert ModulePage.objects.get(pk=pk).locale.language_code == first


def test_questions_are_shown_first_and_then_made_items_of_the_bank(desk):
    address = reverse("courses:files", args=["small"])
    told = {"objective": "say", "difficulty": "hard", "bank": "new", "do": "questions"}
    answer = desk.post(address, {**told, "file": sent("a.gift", GIFT)})
    shown = desk.get(answer["Location"]).content.decode()
    assert "Who answers?" in shown
    assert "2</bdi> questions" in shown
    assert "3 answers had no feedback" in shown
    assert Item.objects.filter(content_id="small/one-more").count() == 0
    desk.post(answer["Location"], {"do": "take"})
    item = Item.objects.get(content_id="small/one-more")
    version = item.versions.get()
    assert (version.parsed.objective, version.parsed.bank) == ("say", "new")
    assert version.wording("en").option("a") == "the team"
    desk.post(answer["Location"], {"do": "take"})
    assert Item.objects.filter(content_id__startswith="small/").count() == 4
    assert AuditEvent.objects.get(verb="items.imported").detail["items"] == 2


def test_questions_with_mistakes_are_refused_with_their_lines(desk):
    told = {"objective": "say", "difficulty": "hard", "do": "questions"}
    address = reverse("courses:files", args=["small"])
    answer = desk.post(address, {**told, "file": sent("a.gift", "Who? {=a\n\nSo? {~a ~b}")})
    assert answer.status_code == 422
    assert "line 1: the answers that `{` opens are not closed" in answer.content.decode()
    assert "line 3: no option is right." in answer.content.decode()
    entity = '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
    answer = desk.post(address, {**told, "file": sent("a.xml", entity)})
    assert "declares entities or a document type" in answer.content.decode()
    answer = desk.post(address, {**told, "file": sent("a.pdf", "x")})
    assert "Choose a file of one of these kinds" in answer.content.decode()
    for name in ("a.docx", "a.xlsx"):
        do = {"do": "text", "module": made.page("small/start").pk} if "docx" in name else told
        answer = desk.post(address, {**do, "file": sent(name, "Only text.")})
        assert f"The name ends in {name[1:]}, but this is another" in answer.content.decode()
        assert "PowerPoint" not in answer.content.decode()
    answer = desk.post(address, {**told, "file": sent("a.gift", b"\n\xff")})
    assert "line 2: expected text in UTF-8" in answer.content.decode()


def test_a_workbook_of_items_becomes_items(desk):
    book, kept = Workbook(), io.BytesIO()
    for row in (["kind", "question", "right", "a", "b"], ["single", "Who?", "B", "they", "we"]):
        book.active.append(row)
    book.save(kept)
    told = {"objective": "see", "difficulty": "easy", "do": "questions"}
    address = reverse("courses:files", args=["small"])
    answer = desk.post(address, {**told, "file": sent("a.xlsx", kept.getvalue())})
    desk.post(answer["Location"], {"do": "take"})
    assert Item.objects.get(content_id="small/q-1").versions.get().parsed.correct == ("b",)


def test_a_text_is_shown_first_and_then_made_a_draft(desk):
    document, kept = Document(), io.BytesIO()
    document.add_heading("Der erste Anruf", 0)
    document.add_paragraph("Wer antwortet?")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Zelle"
    document.save(kept)
    address = reverse("courses:files", args=["small"])
    told = {"module": made.page("small/start").pk, "title": "", "do": "text"}
    answer = desk.post(address, {**told, "file": sent("a.docx", kept.getvalue())})
    shown = desk.get(answer["Location"]).content.decode()
    assert "Der erste Anruf" in shown
    assert "a table; its words stand as paragraphs" in shown
    answer = desk.post(answer["Location"], {"do": "take"})
    lesson = LessonPage.objects.get(content_id="small/der-erste-anruf")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert not lesson.live
    assert "Wer antwortet?" in str(lesson.body[0].value["body"])
    assert desk.get(answer["Location"]).status_code == 200


def test_a_word_file_with_macros_is_refused(desk):
    document, kept = Document(), io.BytesIO()
    document.save(kept)
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    address = reverse("courses:files", args=["small"])
    told = {"module": made.page("small/start").pk, "title": "", "do": "text"}
    answer = desk.post(address, {**told, "file": sent("a.docx", kept.getvalue())})
    assert answer.status_code == 422
    assert "The file holds macros." in answer.content.decode()


@pytest.mark.parametrize(("ending", "begins"), [("gift", "// [id:one]"), ("xml", "<?xml")])
def test_the_questions_of_a_course_are_taken_along(desk, ending, begins):
    answer = desk.get(reverse(f"courses:questions-{ending}", args=["small"]))
    assert answer.content.decode().startswith(begins)
    assert "English one?" in answer.content.decode()
    assert "one: the paragraph that teaches it is not named" in answer.content.decode()
    assert AuditEvent.objects.get(verb="items.exported").detail["as"] == ending


def test_nobody_else_sees_a_file_or_brings_one(desk, client):
    told = {"objective": "say", "difficulty": "hard", "do": "questions"}
    address = reverse("courses:files", args=["small"])
    file = desk.post(address, {**told, "file": sent("a.gift", GIFT)})["Location"]
    other = made.person()
    for page in (file, address, reverse("courses:bring")):
        assert client.get(page).status_code == 302
        signed = Client()
        signed.force_login(other)
        assert signed.get(page).status_code == 404
        assert signed.post(page, {"do": "take"}).status_code == 404
    colleague = carriers.browser(carriers.trainer())
    assert colleague.get(address).status_code == 200
    assert colleague.get(file).status_code == 404


def test_a_file_is_deleted_when_asked_and_after_a_week(desk, trainer):
    told = {"objective": "say", "difficulty": "hard", "do": "questions"}
    address = reverse("courses:files", args=["small"])
    first = desk.post(address, {**told, "file": sent("a.gift", GIFT)})["Location"]
    desk.post(first, {"do": "discard"})
    assert Arrival.objects.count() == PrivateFile.objects.count() == 0
    desk.post(address, {**told, "file": sent("a.gift", GIFT)})
    Arrival.objects.update(created_at=timezone.now() - keeping.KEPT - dt.timedelta(hours=1))
    assert arrivals.forget_old() == 1
    assert Arrival.objects.count() == PrivateFile.objects.count() == 0


def test_the_pages_of_files_ask_little(desk, django_assert_max_num_queries):
    address = reverse("courses:files", args=["small"])
    file = desk.post(address, {**QUESTIONS, "file": sent("a.gift", GIFT)})["Location"]
    for page in (address, file, reverse("courses:bring")):
        with django_assert_max_num_queries(25):
            assert desk.get(page).status_code == 200
