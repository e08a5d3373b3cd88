"""Certificates: issued once, printed in both directions, confirmed to whoever has the code."""

import io
import re
import secrets
from decimal import Decimal

import pypdf
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from cms.people.models import AuditEvent
from cms.press.models import Job
from courses import services, tasks, transfer
from courses.domain import bundle, codes
from courses.models import Certificate
from tests.courses import example, made

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
    assert (job.kind, job.key, job.owner) == ("courses.certificate", f"{issued.code}-1", learner)
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


def test_the_pdf_says_issuer_length_version_and_that_identity_was_not_checked(certificate):
    text = _text(tasks.write_certificate({"certificate": certificate.code}, "en").content)
    assert "Waymark" in text
    assert "Self-paced course, identity not checked" in text
    assert "The issuer has not checked who the learner is." in text
    assert re.search(r"Version 1 Length 30 minutes Pass mark 60%", text), text
    assert f"/en/verify/{certificate.code}/" in text.replace(" ", "")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pdf_carries_a_code_to_photograph_that_leads_to_the_page(certificate, language):
    content = tasks.write_certificate({"certificate": certificate.code}, language).content
    address = f"{settings.BASE_URL}/{language}/verify/{certificate.code}/"
    assert [alt for alt in _alternatives(content) if address in alt]


def test_version_and_hours_are_those_of_the_courses_file(certificate, course, learner):
    assert (certificate.course_version, certificate.hours) == (1, Decimal("0.5"))
    renewed = example.files({"course.toml": _course_file(version=7, hours=2.5)})
    transfer.import_course(course=bundle.parse(renewed))
    second = services.issue(user=learner, course=made.page("small"), name="Amina")
    assert (second.course_version, second.hours) == (7, Decimal("2.5"))
    assert certificate.course_version == 1


def test_every_issue_is_on_record_and_asking_again_is_none(certificate, course, learner):
    services.issue(user=learner, course=course, name="Again")
    course.version = 2
    course.save_revision().publish()
    services.issue(user=learner, course=course, name="Amina")
    events = AuditEvent.objects.filter(verb="certificate.issued", actor=learner).order_by("id")
    assert [event.detail for event in events] == [
        {"course": "small", "version": 1, "release": 1},
        {"course": "small", "version": 2, "release": 2},
    ]
    assert {event.subject_id for event in events} == {
        str(issued.pk) for issued in Certificate.objects.all()
    }


def test_a_code_holds_128_bits_of_chance(certificate, course, monkeypatch):
    asked = []
    monkeypatch.setattr(secrets, "randbits", lambda bits: asked.append(bits) or 2**bits - 1)
    made.finish(other := made.person())
    issued = services.issue(user=other, course=course, name="Ben")
    assert asked == [128]
    assert issued.code == codes.code(2**128 - 1)
    assert issued.code != certificate.code


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_search_engine_keeps_a_verification_page(certificate, client, language):
    for code in (certificate.code, "0" * codes.LENGTH):
        page = client.get(f"/{language}/verify/{code}/").content.decode()
        assert '<meta name="robots" content="noindex">' in page


def test_only_its_owner_gets_the_file(certificate, learner):
    job = services.print_certificate(user=learner, certificate=certificate, language="ar")
    assert services.print_certificate(user=learner, certificate=certificate, language="ar") == job
    assert tasks.may_read_certificate(learner, job)
    with override("en"):
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


def _text(content: bytes) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def _alternatives(content: bytes) -> list[str]:
    """Return the alternative texts of the document's figures."""
    waiting = [pypdf.PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"]]
    found = []
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [str(one["/Alt"])] if "/Alt" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    return found


def _course_file(*, version: int, hours: float) -> str:
    text = example.FILES["course.toml"]
    return text.replace("version = 1", f"version = {version}").replace(
        "hours = 0.5", f"hours = {hours}"
    )
