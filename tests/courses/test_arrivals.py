"""Bundles that trainers bring are shown first and imported at their word; others never see them."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.people.models import AuditEvent, User
from cms.press import files, running
from cms.press.models import Job, PrivateFile
from courses import packed
from courses.arrivals import bundles
from courses.arrivals.leaving import NOTES
from courses.models import Arrival
from tests.courses import carriers, example, made
from tests.courses.carriers import GIFT, sent, swapped

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


def bring(desk: Client, files: dict[str, str]):
    page = {"file": sent("small.zip", packed.write(files))}
    return desk.post(reverse("courses:bring"), page)


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
    said = desk.get(job.get_absolute_url()).content.decode()
    assert "The course “English course” was imported." in said
    assert "1 page is new or changed." in said
    assert reverse("courses:teaching-course", args=["small"]) in said
    assert "Your document is ready." not in said
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
