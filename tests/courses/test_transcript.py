"""The transcript: all of one's own learning as page, PDF and JSON, and nobody else's."""

import io

import pypdf
import pytest
from django.test import Client

from courses import services, tasks
from courses.models import Attempt, Purpose
from tests.courses import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


def test_it_holds_courses_results_hours_and_certificates(course, learner, signed_in):
    services.enrol(user=learner, course=course)
    assert "1 of 3" not in signed_in.get("/en/transcript/").content.decode()
    made.finish(learner)
    issued = services.issue(user=learner, course=course, name="Amina")
    found = signed_in.get("/en/transcript/transcript.json").json()
    assert found["format"] == "waymark-transcript/1"
    (one,) = found["courses"]
    assert (one["course"], one["release"], one["hours"]) == ("English course", 1, 0.5)
    assert (one["parts_done"], one["parts"], one["best_percent"]) == (3, 3, 100.0)
    (certificate,) = one["certificates"]
    assert certificate["code"] == issued.printed_code
    assert certificate["state"] == "valid"
    page = signed_in.get("/en/transcript/").content.decode()
    assert issued.printed_code in page


def test_the_pdf_is_made_by_a_worker_for_its_owner_only(course, learner, signed_in):
    services.enrol(user=learner, course=course)
    address = signed_in.post("/ar/transcript/")["Location"]
    job = services.printed_transcript(user=learner, language="ar")
    assert address == job.get_absolute_url()
    assert tasks.may_read_transcript(learner, job)
    assert not tasks.may_read_transcript(made.person(is_superuser=True), job)
    produced = tasks.write_transcript(job.args, "ar")
    pdf = pypdf.PdfReader(io.BytesIO(produced.content))
    assert (len(pdf.pages), pdf.root_object["/Lang"]) == (1, "ar")
    english = pypdf.PdfReader(io.BytesIO(tasks.write_transcript(job.args, "en").content))
    lines = english.pages[0].extract_text().splitlines()
    assert {"Version 1", "Length in hours 0.5"} <= set(lines)  # a row each: none lies on another


def test_what_counts_towards_nothing_is_no_best_result(course, learner, signed_in):
    services.enrol(user=learner, course=course)
    made.finish(learner)
    Attempt.objects.filter(user=learner).update(purpose=Purpose.PRACTICE)
    (one,) = signed_in.get("/en/transcript/transcript.json").json()["courses"]
    assert one["best_percent"] is None


def test_somebody_else_reads_only_what_is_theirs(course, learner):
    services.enrol(user=learner, course=course)
    other = Client()
    other.force_login(made.person())
    assert other.get("/en/transcript/transcript.json").json()["courses"] == []
    assert Client().get("/en/transcript/").status_code == 302
