"""Certificates: issued once, printed in both directions, confirmed to whoever has the code."""

import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cms.people.models import AuditEvent
from cms.press.models import Job
from courses import services, tasks
from courses.domain import codes
from courses.models import Certificate
from tests.courses import made

pytestmark = pytest.mark.django_db

PAGE = "/en/learn/small/certificate/"


@pytest.fixture
def certificate(course, learner) -> Certificate:
    made.finish(learner)
    return services.issue(user=learner, course=course, name="أمينة سالم")


def test_before_everything_is_done_the_page_says_what_is_missing(course, signed_in, learner):
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    text = signed_in.get(PAGE).content.decode()
    assert "is issued when every lesson is read" in text
    assert "Go on: English second" in text
    signed_in.post(PAGE, {"name": "Me"})
    assert not Certificate.objects.exists()
    with pytest.raises(PermissionDenied):
        services.issue(user=learner, course=course, name="Me")


def test_the_learner_issues_it_under_a_name_in_any_script(course, signed_in, learner):
    made.finish(learner)
    assert 'value="أمينة سالم"' in signed_in.get(PAGE).content.decode()
    assert signed_in.post(PAGE, {"name": " "}).status_code == 200
    assert signed_in.post(PAGE, {"name": "أمينة سالم"})["Location"] == PAGE
    issued = Certificate.objects.get()
    assert issued.titles == {"en": "English course", "ar": "عربي course"}
    assert len(issued.code) == codes.LENGTH
    job = Job.objects.get()
    assert (job.kind, job.key, job.owner) == ("courses.certificate", issued.code, learner)
    assert job.get_absolute_url() in signed_in.get(PAGE).content.decode()
    assert AuditEvent.objects.filter(verb="certificate.issued", actor=learner).count() == 1


def test_issuing_twice_gives_the_same_certificate(certificate, course, learner):
    assert services.issue(user=learner, course=course, name="Other") == certificate
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            code="x",
            user=learner,
            name="x",
            course_key=course.translation_key,
            course_id="small",
            titles={"en": "x"},
            course_version=course.version,
            hours=1,
            pass_mark=60,
        )


def test_a_graduate_stays_a_graduate_when_the_course_grows(certificate, course, signed_in):
    course.version = 2
    course.title = "Grown"
    course.save_revision().publish()
    text = signed_in.get(PAGE).content.decode()
    assert certificate.printed_code in text
    verified = signed_in.get(f"/en/verify/{certificate.code}/").content.decode()
    assert "English course" in verified
    assert "Grown" not in verified


@pytest.mark.parametrize(("language", "title"), [("en", "English course"), ("ar", "عربي course")])
def test_the_pdf_is_tagged_and_one_page_in_either_direction(certificate, language, title):
    produced = tasks.write_certificate({"certificate": certificate.code}, language)
    assert (produced.name, produced.content_type) == (f"{title}.pdf", "application/pdf")
    pdf = pypdf.PdfReader(io.BytesIO(produced.content))
    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.width > pdf.pages[0].mediabox.height
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert certificate.name in pdf.metadata.title
    assert certificate.printed_code in pdf.pages[0].extract_text().replace("\n", "")


def test_only_its_owner_gets_the_file(certificate, learner):
    job = services.print_certificate(user=learner, certificate=certificate, language="ar")
    assert services.print_certificate(user=learner, certificate=certificate, language="ar") == job
    assert tasks.may_read_certificate(learner, job)
    assert tasks.page_of_certificate(job) == PAGE
    stranger = made.person(is_superuser=True)
    assert not tasks.may_read_certificate(stranger, job)
    with pytest.raises(PermissionDenied):
        services.print_certificate(user=stranger, certificate=certificate, language="ar")


@pytest.mark.parametrize("typed", ["{code}", "{printed}", "{upper}"])
def test_a_certificate_is_confirmed_however_the_code_is_typed(certificate, client, typed):
    code = typed.format(
        code=certificate.code,
        printed=certificate.printed_code,
        upper=certificate.printed_code.upper(),
    )
    response = client.get(f"/ar/verify/{code}/")
    text = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert certificate.name in text
    assert "عربي course" in text
    assert 'content="noindex"' in text
    assert certificate.user.email not in text
    assert client.get("/en/verify/", {"code": code})["Location"] == (
        f"/en/verify/{certificate.code}/"
    )


def test_an_unknown_code_is_said_to_be_unknown(certificate, client):
    wrong = certificate.code[:-1] + ("0" if certificate.code[-1] != "0" else "1")
    response = client.get(f"/en/verify/{wrong}/")
    assert response.status_code == 404
    assert "This certificate is not known" in response.content.decode()
    assert certificate.name not in response.content.decode()
    assert client.get(f"/en/verify/{'<b>' * 50}/").status_code == 404


def test_a_certificate_outlives_the_account(certificate, learner, client):
    learner.delete()
    assert client.get(f"/en/verify/{certificate.code}/").status_code == 200
