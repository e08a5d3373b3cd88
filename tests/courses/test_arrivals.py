"""Files that trainers bring are shown first and taken at their word; others never see them."""

import datetime as dt
import io
import zipfile

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import Workbook
from wagtail.models import Page

from cms import trainers
from cms.people.models import AuditEvent, User
from cms.press import files, running
from cms.press.models import Job, PrivateFile
from courses import arrivals, packed, transfer
from courses.arrivals import bundles, keeping
from courses.arrivals.leaving import NOTES
from courses.models import Arrival, CourseIndexPage, Item, LessonPage
from tests.courses import example, made
from tests.people import made as people

pytestmark = pytest.mark.django_db
GIFT = "::one more:: Who answers? {=the team#yes ~nobody}\n\n::so:: A team answers. {TRUE}\n"


@pytest.fixture(autouse=True)
def imported(db: None) -> None:
    """The small course, with its files kept."""
    made.tree()
    transfer.import_course(course=example.course(), files=example.files())


@pytest.fixture
def trainer() -> User:
    """Somebody who may bring courses in and take them out."""
    trainers.establish(pages=list(CourseIndexPage.objects.all()))
    return another()


def another() -> User:
    """One more trainer."""
    user = people.enrol(made.person())
    user.groups.add(Group.objects.get(name=trainers.TRAINERS))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def desk(trainer: User) -> Client:
    """The trainer's browser."""
    client = Client()
    client.force_login(trainer)
    return client


def sent(name: str, content: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def bring(desk: Client, files: dict[str, str]):
    page = {"file": sent("small.zip", packed.write(files))}
    return desk.post(reverse("courses:bring"), page)


def swapped(path: str, old: str, new: str) -> dict[str, str]:
    assert old in example.FILES[path]
    return {path: example.FILES[path].replace(old, new)}


def done(response) -> Job:
    """The job that a page leads to, done."""
    job = Job.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])
    running.perform(job.pk)
    job.refresh_from_db()
    return job


def read(job: Job) -> bytes:
    with files.open_file(job.file) as opened:
        return opened.read()


def test_a_bundle_is_shown_first_and_then_imported_on_record(desk, trainer):
    answer = bring(desk, example.files(swapped("en/second.md", "English text", "Other text")))
    assert answer.status_code == 302
    shown = desk.get(answer["Location"]).content.decode()
    assert "en: small/second" in shown
    assert "+Other text" in shown
    assert "English text" in str(made.page("small/second").body)
    job = done(desk.post(answer["Location"], {"do": "take"}))
    assert job.error == ""
    assert "changed: en: small/second" in read(job).decode()
    assert "Other text" in str(made.page("small/second").body)
    event = AuditEvent.objects.filter(verb="course.imported").latest("pk")
    assert (event.actor, event.detail["changed"]) == (trainer, 1)
    again = desk.post(answer["Location"], {"do": "take"})
    assert Job.objects.count() == 1
    assert again["Location"].endswith(f"{job.pk}/")


def test_a_bundle_leaves_what_was_edited_here_unless_told_otherwise(desk):
    lesson = made.page("small/second")
    lesson.title = "Edited here"
    lesson.save_revision().publish()
    changed = example.files(swapped("en/second.md", "English second summary", "Other"))
    answer = bring(desk, changed)
    assert "en: small/second (`title`)" in desk.get(answer["Location"]).content.decode()
    done(desk.post(answer["Location"], {"do": "take"}))
    assert made.page("small/second").title == "Edited here"
    answer = bring(desk, changed)
    done(desk.post(answer["Location"], {"do": "take", "overwrite": "yes"}))
    assert made.page("small/second").title == "English second"


def test_what_has_changed_since_it_was_shown_is_not_imported(desk):
    answer = bring(desk, example.files(swapped("en/second.md", "English text", "Other text")))
    lesson = made.page("small/second")
    lesson.title = "Edited meanwhile"
    lesson.save_revision().publish()
    job = done(desk.post(answer["Location"], {"do": "take"}))
    assert job.error == "The course has changed since you looked. Bring the file once more."
    assert made.page("small/second").title == "Edited meanwhile"


def test_a_job_that_runs_again_after_its_worker_died_imports_nothing_twice(desk):
    answer = bring(desk, example.files(swapped("en/second.md", "English text", "Other text")))
    job = done(desk.post(answer["Location"], {"do": "take"}))
    arrival = Arrival.objects.get()
    before = Page.objects.get(pk=made.page("small/second").pk).latest_revision_id
    text = bundles.run({**job.args}, "en").content.decode()
    assert text == read(job).decode()
    assert arrival.taken_at is not None
    assert made.page("small/second").latest_revision_id == before


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"../x.md": "a"}, "../x.md: this path leads out of the bundle"),
        ({"course.toml": 'format = 9\nid = "small"'}, "this bundle has format 9"),
        ({"en/first.md": "a"}, "en/first.md, line 1: expected"),
        ({"images/dot.svg": "<svg onload='x'/>"}, "images/dot.svg: a drawing has no script"),
        ({"images/a.png": b"no picture"}, "images/a.png: this is no picture."),
    ],
)
def test_a_bundle_that_is_not_sound_is_refused_with_its_place(desk, files, expected):
    answer = bring(desk, {**example.files(), **files})
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert Arrival.objects.count() == PrivateFile.objects.count() == 0


def test_a_bomb_is_refused_and_nothing_is_kept(desk):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("course.toml", b"\0" * 30_000_000)
    answer = desk.post(reverse("courses:bring"), {"file": sent("a.zip", kept.getvalue())})
    assert answer.status_code == 422
    assert "course.toml: this unpacks to more than 100 times its size" in answer.content.decode()


def test_a_course_is_packed_and_comes_back_as_it_was(desk):
    address = reverse("courses:files", args=["small"])
    job = done(desk.post(address, {"do": "export"}))
    assert packed.read(read(job)) == example.files()
    assert AuditEvent.objects.filter(verb="course.exported").count() == 1


def test_what_stays_behind_is_told_in_the_bundle_and_no_import_reads_it(desk):
    lesson = made.page("small/second")
    lesson.title = "Not yet"
    lesson.save_revision()
    job = done(desk.post(reverse("courses:files", args=["small"]), {"do": "export"}))
    with zipfile.ZipFile(io.BytesIO(read(job))) as archive:
        assert "a draft that is not published is left out" in archive.read(NOTES).decode()
    assert packed.read(read(job)) == example.files()


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
    colleague = Client()
    colleague.force_login(another())
    assert colleague.get(address).status_code == 200
    assert colleague.get(file).status_code == 404


def test_who_has_the_right_but_not_over_the_pages_changes_nothing(trainer):
    trainer.groups.get().page_permissions.all().delete()
    trainer = User.objects.get(pk=trainer.pk)
    client = Client()
    client.force_login(trainer)
    answer = bring(client, example.files(swapped("en/second.md", "English text", "Other")))
    assert answer.status_code == 422
    assert "You may not publish a course with the id small." in answer.content.decode()
    told = {"objective": "say", "difficulty": "hard", "do": "questions"}
    address = reverse("courses:files", args=["small"])
    assert client.post(address, {**told, "file": sent("a.gift", GIFT)}).status_code == 404


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
