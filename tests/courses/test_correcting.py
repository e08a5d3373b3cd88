"""Certificates are corrected under the same code, end, and are revoked: by who may, on record."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from cms import trainers
from cms.people.models import AuditEvent
from courses import services, tasks
from courses.models import Certificate, Issuer
from tests.courses import made
from tests.people import made as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def certificate(course, learner) -> Certificate:
    made.finish(learner)
    return services.issue(user=learner, course=course, name="Amina Salim")


@pytest.fixture
def trainer(db):
    return people.editor(trainers.establish(pages=[]))


def _corrected(actor, certificate, **said):
    kept = {"name": certificate.name, "confirmed_by": "", "expires_on": None}
    return services.reissue(actor=actor, certificate=certificate, **{**kept, **said})


def test_a_corrected_name_keeps_the_code_and_supersedes_what_was_signed(
    certificate, trainer, client
):
    before, badge = services.token(certificate, "en"), services.badge(certificate, "en")
    again = _corrected(trainer, certificate, name="Amina Salem")
    assert (again.code, again.issue) == (certificate.code, 2)
    for old in (before, badge):
        text = client.post("/en/verify/", {"signed": old}).content.decode()
        assert "the certificate was corrected since" in text
        assert "Salim" not in text.replace(old, "")
    page = client.get(f"/en/verify/{certificate.code}/").content.decode()
    assert "Amina Salem" in page
    assert "the certificate was corrected." in page
    assert not services.judge(services.token(again, "en")).superseded
    event = AuditEvent.objects.get(verb="certificate.reissued")
    assert event.actor == trainer
    assert event.detail == {"course": "small", "issue": 2, "changed": ["name"]}


def test_a_correction_that_changes_nothing_is_none(certificate, trainer):
    assert _corrected(trainer, certificate).issue == 1
    assert not AuditEvent.objects.filter(verb="certificate.reissued").exists()


def test_a_new_issue_is_printed_anew(certificate, trainer, learner):
    first = services.print_certificate(user=learner, certificate=certificate, language="en")
    again = _corrected(trainer, certificate, confirmed_by="Ministry of the Interior")
    second = services.print_certificate(user=learner, certificate=again, language="en")
    assert first != second
    assert services.printed(certificate=again, language="en") == second


def test_an_expired_one_says_so_with_its_last_day(certificate, trainer, client):
    yesterday = timezone.now().date() - timedelta(days=1)
    _corrected(trainer, certificate, expires_on=yesterday)
    text = client.get(f"/en/verify/{certificate.code}/").content.decode()
    assert "This certificate has expired" in text
    assert "Its last day was" in text
    assert "This certificate is valid" not in text


def test_a_revoked_one_shows_that_and_no_name(certificate, trainer, learner, client):
    services.revoke(actor=trainer, certificate=certificate, reason="misuse")
    text = client.get(f"/en/verify/{certificate.code}/").content.decode()
    assert "This certificate was revoked" in text
    assert "It was not earned by the person named on it." in text
    assert certificate.name not in text
    assert AuditEvent.objects.get(verb="certificate.revoked").detail["reason"] == "misuse"
    revoked = Certificate.objects.get()
    with pytest.raises(PermissionDenied):
        services.print_certificate(user=learner, certificate=revoked, language="en")
    client.force_login(learner)
    assert client.get("/en/learn/small/certificate/badge.json").status_code == 404
    assert (
        "This certificate was revoked"
        in client.get("/en/learn/small/certificate/").content.decode()
    )
    for deed in (
        lambda: services.revoke(actor=trainer, certificate=revoked, reason="asked"),
        lambda: _corrected(trainer, revoked, name="New"),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_nobody_corrects_a_certificate_without_the_right(certificate, learner):
    for actor in (learner, made.person()):
        with pytest.raises(PermissionDenied):
            _corrected(actor, certificate, name="Other")
        with pytest.raises(PermissionDenied):
            services.revoke(actor=actor, certificate=certificate, reason="asked")
    assert Certificate.objects.get().issue == 1


def test_a_trainer_corrects_and_revokes_in_the_admin_and_adds_or_deletes_nothing(
    certificate, trainer
):
    client = Client()
    client.force_login(trainer)
    assert "Amina Salim" in client.get("/admin/certificates/?q=salim").content.decode()
    edit = f"/admin/certificates/edit/{certificate.pk}/"
    assert client.get(edit).status_code == 200
    values = {"name": "Amina Salem", "confirmed_by": "", "expires_on": "", "revoke": ""}
    assert client.post(edit, values).status_code == 302
    assert Certificate.objects.get().name == "Amina Salem"
    assert client.post(edit, {**values, "revoke": "asked"}).status_code == 302
    assert Certificate.objects.get().revoked_for == "asked"
    refused = client.post(edit, {**values, "name": "Once more"})
    assert "It was revoked." in refused.content.decode()
    for path in ("new/", f"delete/{certificate.pk}/"):
        assert client.get(f"/admin/certificates/{path}").status_code in (302, 404)
        assert client.post(f"/admin/certificates/{path}", values).status_code in (302, 404)
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("mode", ["en", "fr", "es", "ar", "ar+en"])
def test_an_issuer_is_previewed_in_every_language_and_in_two(mode, rf):
    issuer = Issuer(name="Ministry of Vellamar", valid_months=12)
    assert mode in dict(issuer.preview_modes)
    page = issuer.make_preview_request(rf.get("/"), mode).rendered_content
    languages = mode.split("+")
    assert f'<html lang="{languages[0]}"' in page
    assert page.count('class="side"') == len(languages)
    assert all(f'class="side" lang="{language}"' in page for language in languages)
    assert "Ministry of Vellamar" in page


def test_two_languages_stand_on_one_sheet_each_in_its_direction(certificate, learner):
    job = services.print_certificate(
        user=learner, certificate=certificate, language="ar", second="en"
    )
    produced = tasks.write_certificate(job.args, "ar")
    import io

    import pypdf

    pdf = pypdf.PdfReader(io.BytesIO(produced.content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert pdf.root_object["/Lang"] == "ar"
    assert "Certificate of completion" in text
    assert "English course" in text


def test_the_end_of_a_certificate_is_a_day_that_exists():
    from courses.models import sheets

    assert sheets.end(Issuer(valid_months=1), date(2027, 1, 31)) == date(2027, 2, 28)
    assert sheets.end(Issuer(valid_months=12), date(2026, 12, 1)) == date(2027, 12, 1)
    assert sheets.end(Issuer(), date(2026, 12, 1)) is None
