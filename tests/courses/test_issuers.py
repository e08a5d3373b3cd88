"""Issuers: set up in the admin with words by language, chosen for a course, seen on the sheet."""

import io

import pypdf
import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses import services, tasks
from courses.models import Certificate, Issuer
from courses.services.certificates import issuer_of
from tests.courses import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


def test_a_course_has_its_own_issuer_else_that_of_all_else_none():
    assert issuer_of("small") is None
    everybody = Issuer.objects.create(name="Ministry")
    assert issuer_of("small") == everybody
    own = Issuer.objects.create(name="Academy", course_id="small")
    assert (issuer_of("small"), issuer_of("other")) == (own, everybody)


def test_the_logo_stands_on_the_sheet_with_an_alternative(course, learner):
    logo = get_image_model().objects.create(title="Arms", file=get_test_image_file())
    Issuer.objects.create(name="Ministry", signatory="N. Haddad", logo=logo)
    made.finish(learner)
    one = services.issue(user=learner, course=course, name="Amina")
    content = tasks.write_certificate({"certificate": one.code}, "en").content
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert len(page.images) == 1
    text = " ".join(page.extract_text().split())
    assert "Ministry" in text
    assert "N. Haddad" in text
    assert "It is no accreditation, and no qualification of any body" in text
    assert "Logo of the issuer" in _alternatives(content)


def test_an_administrator_sets_an_issuer_up_and_previews_it():
    client = Client()
    client.force_login(made.person(is_superuser=True, is_staff=True))
    add = "/admin/snippets/courses/issuer/add/"
    assert client.get(add).status_code == 200
    values = {
        "name": "Ministry of Vellamar",
        "course_id": "",
        "logo": "",
        "signatory": "N. Haddad",
        "valid_months": "24",
        "words-TOTAL_FORMS": "1",
        "words-INITIAL_FORMS": "0",
        "words-MIN_NUM_FORMS": "0",
        "words-MAX_NUM_FORMS": "1000",
        "words-0-language": "ar",
        "words-0-name": "وزارة فيلامار",
        "words-0-signatory": "",
        "words-0-role": "",
        "words-0-wording": "",
    }
    preview = f"{add}".replace("add/", "preview/")
    assert client.post(preview, values).json()["is_valid"]
    shown = client.get(f"{preview}?mode=ar").content.decode()
    assert "وزارة فيلامار" in shown
    assert '<html lang="ar" dir="rtl">' in shown
    assert client.post(add, values).status_code == 302
    assert Issuer.objects.get().words.get().name == "وزارة فيلامار"
    assert not Certificate.objects.exists()


def _alternatives(content: bytes) -> list[str]:
    waiting = [pypdf.PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"]]
    found: list[str] = []
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [str(one["/Alt"])] if "/Alt" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    return found
