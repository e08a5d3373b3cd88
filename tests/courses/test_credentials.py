"""Signed certificates on the site: tokens, badges, keys, and what is said of what comes in."""

import io
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from courses import keyring, services
from courses.domain import credential, signing
from courses.models import Certificate, Issuer, IssuerWords
from tests.courses import made

pytestmark = pytest.mark.django_db
LOOK_UP = "/en/verify/"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def certificate(course, learner) -> Certificate:
    made.finish(learner)
    return services.issue(user=learner, course=course, name="أمينة سالم")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_token_says_what_the_certificate_says(certificate, language):
    read = credential.read(services.token(certificate, language), keyring.public_keys())
    assert read == services.statement(certificate, language)
    assert (read.name, read.release, read.issue) == ("أمينة سالم", 1, 1)
    assert read.course == {"en": "English course", "ar": "عربي course"}[language]


def test_the_first_key_is_readable_for_the_site_only_and_stays(settings):
    first = signing.name(keyring.signing_key().public_key())
    path = Path(settings.SIGNING_DIR) / "key.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert signing.name(keyring.signing_key().public_key()) == first
    assert [said["kid"] for said in keyring.published()] == [first]
    assert list(Path(settings.SIGNING_DIR).glob("new-*")) == []


def test_what_an_old_key_signed_verifies_after_a_rotation_and_new_tokens_use_the_new(certificate):
    before = services.token(certificate, "en")
    out = io.StringIO()
    call_command("rotate_signing_key", stdout=out)
    after = services.token(certificate, "en")
    assert before != after
    assert len(keyring.published()) == 2
    assert all(said["kid"] in out.getvalue() for said in keyring.published())
    for token in (before, after):
        judged = services.judge(token)
        assert (judged.refusal, judged.superseded) == (None, False)
        assert judged.certificate == certificate


def test_public_keys_are_given_out_and_hold_no_private_part(client: Client):
    keys = client.get("/.well-known/jwks.json")
    assert keys["Access-Control-Allow-Origin"] == "*"
    (one,) = keys.json()["keys"]
    assert set(one) == {"kty", "crv", "x", "y", "kid", "alg", "use"}
    assert client.get(f"/verify/keys/{one['kid']}.json").json() == one
    assert client.get("/verify/keys/other.json").status_code == 404


def test_only_its_owner_downloads_a_badge(certificate, signed_in):
    address = "/en/learn/small/certificate/badge"
    found = signed_in.get(f"{address}.json")
    assert found["Content-Disposition"] == 'attachment; filename="small-badge.json"'
    jwt = found.json()["id"].partition(",")[2]
    assert signed_in.get(f"{address}.jwt").content.decode() == jwt
    claims = credential.read_jwt(jwt, keyring.public_keys())
    assert claims["credentialSubject"]["identifier"][0]["identityHash"] == "أمينة سالم"
    assert certificate.user.email not in json.dumps(claims)
    assert claims["id"].endswith(f"/en/verify/{certificate.code}/")
    header = json.loads(signing.unpacked(jwt.partition(".")[0]))
    assert signed_in.get(header["kid"].partition("testserver")[2]).status_code == 200
    other = Client()
    other.force_login(made.person())
    assert other.get(f"{address}.json").status_code == 404
    assert Client().get(f"{address}.json").status_code == 302


@pytest.mark.parametrize("form", ["token", "address", "badge", "envelope", "wrapped"])
def test_the_server_judges_what_somebody_pastes_without_a_cookie(certificate, form):
    token = services.token(certificate, "en")
    badge = services.badge(certificate, "en")
    pasted = {
        "token": token,
        "address": f"http://testserver/en/verify/{certificate.code}/#{token}",
        "badge": badge,
        "envelope": json.dumps(credential.enveloped(badge)),
        "wrapped": f"  {token[:50]}\n{token[50:]} ",
    }[form]
    client = Client(enforce_csrf_checks=True)
    answer = client.post(LOOK_UP, {"signed": pasted})
    assert answer.status_code == 200
    assert "The signature is right" in answer.content.decode()
    assert f"/en/verify/{certificate.code}/" in answer.content.decode()
    assert not client.cookies


def test_a_tampered_one_is_refused_in_a_sentence_and_shows_nothing(certificate, client):
    token = services.token(certificate, "en")
    other = Certificate(
        **{
            field: getattr(certificate, field)
            for field in ("code", "course_key", "course_id", "titles", "course_version")
        },
        hours=certificate.hours,
        pass_mark=certificate.pass_mark,
        issued_at=certificate.issued_at,
        name="Somebody Else",
    )
    forged = f"{services.token(other, 'en').partition('.')[0]}.{token.partition('.')[2]}"
    answer = client.post(LOOK_UP, {"signed": forged})
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "was altered, or this site did not sign it" in text
    assert certificate.name not in text
    assert certificate.code not in text


@pytest.mark.parametrize("pasted", ["", "hello", "{", '{"id": 5}', "a.b", "a.b.c", "[" * 9000, "#"])
def test_nonsense_is_called_that_and_breaks_nothing(client, pasted):
    answer = client.post(LOOK_UP, {"signed": pasted})
    assert answer.status_code == 404
    assert "This is no signed text of a certificate." in answer.content.decode()


def test_a_key_of_another_site_is_named_unknown(certificate, client, settings, tmp_path):
    elsewhere = services.token(certificate, "en")
    settings.SIGNING_DIR = tmp_path / "other"
    answer = client.post(LOOK_UP, {"signed": elsewhere})
    assert "No key of this site has signed this." in answer.content.decode()


def test_the_offline_page_is_one_file_with_every_language_and_key(client):
    call_command("rotate_signing_key", stdout=io.StringIO())
    answer = client.get("/ar/verify/offline/")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="check-certificate.html"'
    assert '<html lang="ar" dir="rtl">' in text
    assert all(said["kid"] in text for said in keyring.published())
    assert all(f'"{code}": {{"own"' in text for code in ("en", "fr", "es", "ar"))
    assert "src=" not in text
    assert "href=" not in text
    assert not client.cookies


def test_a_certificate_is_in_the_name_of_its_issuer_as_it_was_on_that_day(course, learner, client):
    issuer = Issuer.objects.create(name="Ministry", signatory="N. Haddad", valid_months=24)
    Issuer.objects.create(name="Other", course_id="another")
    IssuerWords.objects.create(issuer=issuer, language="ar", name="وزارة", role="مديرة")
    made.finish(learner)
    one = services.issue(user=learner, course=course, name="Amina")
    issuer.name = "Renamed"
    issuer.save()
    assert one.said("en").name == "Ministry"
    assert (one.said("ar").name, one.said("ar").signatory) == ("وزارة", "N. Haddad")
    assert one.expires_on == date(one.issued_at.year + 2, one.issued_at.month, one.issued_at.day)
    assert "Ministry" in client.get(f"/en/verify/{one.code}/").content.decode()
