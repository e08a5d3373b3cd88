"""Laws of signed certificates: what is signed verifies, and nothing else does."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import credential, signing
from courses.domain.credential import Credential, Place, Refusal

KEY, OTHER = (ec.derive_private_key(number, ec.SECP256R1()) for number in (2**200 + 7, 2**199 + 3))
KEYS = {signing.name(KEY.public_key()): KEY.public_key()}
AMINA = Credential(
    code="0123456789abcdefghjkmnpqrs",
    issue=1,
    name="أمينة بنت عبد الرحمن سالم",
    course="إنشاء فريق وطني للاستجابة لحوادث الحاسوب",
    release=3,
    issued=date(2026, 11, 26),
    hours=Decimal("2.5"),
    pass_mark=80,
    issuer="وزارة الاتصالات في فيلامار",
    language="ar",
)
PLACE = Place(
    site="https://learn.example.org",
    page="https://learn.example.org/en/verify/0123456789abcdefghjkmnpqrs/",
    course="urn:uuid:7d444840-9dc0-11d1-b245-5ffdce74fad2",
    description="A course of 2.5 hours.",
    criteria="Every lesson read, every quiz passed.",
)
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
CREDENTIALS = st.builds(
    Credential,
    code=st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=26, max_size=26),
    issue=st.integers(1, 99),
    name=WORDS,
    course=WORDS,
    release=st.integers(1, 9999),
    issued=DAYS,
    hours=st.decimals(0, 999, places=2),
    pass_mark=st.integers(0, 100),
    issuer=WORDS,
    language=st.sampled_from(["en", "fr", "es", "ar"]),
    confirmed_by=WORDS,
    last_day=st.none() | DAYS,
)


@given(CREDENTIALS)
def test_what_is_signed_verifies_and_says_the_same(one: Credential) -> None:
    assert credential.read(credential.token(one, KEY), KEYS) == one


@given(CREDENTIALS, st.data())
def test_one_altered_sign_of_a_token_is_refused(one: Credential, data: st.DataObject) -> None:
    token = credential.token(one, KEY)
    at = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda new: new != token[at]))
    altered = f"{token[:at]}{sign}{token[at + 1 :]}"
    assert isinstance(credential.read(altered, KEYS), Refusal)


def test_no_place_of_a_token_can_take_the_next_sign() -> None:
    token, signs = credential.token(AMINA, KEY), string.ascii_letters + string.digits + "-_"
    for at, sign in enumerate(token):
        following = signs[(signs.find(sign) + 1) % len(signs)]
        altered = token[:at] + following + token[at + 1 :]
        assert isinstance(credential.read(altered, KEYS), Refusal), at


@given(CREDENTIALS)
def test_a_token_of_another_key_is_refused(one: Credential) -> None:
    token = credential.token(one, OTHER)
    assert credential.read(token, KEYS) is Refusal.UNKNOWN_KEY
    false_name = {signing.name(OTHER.public_key()): KEY.public_key()}
    assert credential.read(token, false_name) is Refusal.ALTERED


@given(st.text(max_size=80))
def test_what_is_no_token_is_unreadable_and_never_an_error(text: str) -> None:
    assert isinstance(credential.read(text, KEYS), Refusal)
    assert isinstance(credential.read_jwt(text, KEYS), Refusal)


def test_a_name_cannot_be_put_on_the_signature_of_another() -> None:
    mine = credential.token(AMINA, KEY)
    theirs = credential.token(replace(AMINA, name="Ben"), KEY)
    mixed = f"{theirs.partition('.')[0]}.{mine.partition('.')[2]}"
    assert credential.read(mixed, KEYS) is Refusal.ALTERED


def test_the_same_is_signed_the_same() -> None:
    assert credential.token(AMINA, KEY) == credential.token(AMINA, KEY)


def test_a_qr_code_of_address_and_token_stays_of_moderate_density() -> None:
    address = f"https://learn.example.org/ar/verify/{AMINA.code}/#{credential.token(AMINA, KEY)}"
    assert segno.make_qr(address, error="m").version <= 20


def test_a_badge_is_an_open_badge_of_version_three() -> None:
    badge = credential.badge(replace(AMINA, last_day=date(2028, 11, 26)), PLACE)
    assert badge["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["validFrom"] == "2026-11-26T00:00:00Z"
    assert badge["validUntil"] == "2028-11-26T23:59:59Z"
    subject = badge["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == AMINA.name
    assert subject["achievement"]["criteria"] == {"narrative": PLACE.criteria}
    assert {"id", "type", "name", "description", "criteria"} <= set(subject["achievement"])


def test_a_signed_badge_repeats_its_claims_as_the_specification_asks() -> None:
    badge = credential.badge(replace(AMINA, last_day=date(2028, 11, 26)), PLACE)
    jwt = credential.jwt(badge, KEY, "https://learn.example.org/verify/keys")
    claims = credential.read_jwt(jwt, KEYS)
    assert isinstance(claims, dict)
    assert {key: claims[key] for key in badge} == badge
    assert (claims["iss"], claims["jti"]) == (badge["issuer"]["id"], badge["id"])
    assert claims["sub"] == badge["credentialSubject"]["id"]
    assert credential.issue_of(claims) == "1"
    assert claims["exp"] - claims["nbf"] == (2 * 365 + 1 + 1) * 86400 - 1
    assert credential.enveloped(jwt)["id"] == f"data:application/vc+jwt,{jwt}"


@given(st.data())
def test_one_altered_sign_of_a_badge_is_refused(data: st.DataObject) -> None:
    jwt = credential.jwt(credential.badge(AMINA, PLACE), KEY, "https://x.example/keys")
    at = data.draw(st.integers(0, len(jwt) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda new: new != jwt[at]))
    assert isinstance(credential.read_jwt(f"{jwt[:at]}{sign}{jwt[at + 1 :]}", KEYS), Refusal)


def test_a_key_goes_through_its_json_and_a_foreign_one_is_refused() -> None:
    said = signing.jwk(KEY.public_key())
    assert "d" not in said
    assert signing.from_jwk(said).public_numbers() == KEY.public_key().public_numbers()
    with pytest.raises(ValueError, match="P-256"):
        signing.from_jwk({**said, "kty": "RSA"})


def test_a_certificate_is_valid_on_its_last_day() -> None:
    one = replace(AMINA, last_day=date(2027, 1, 1))
    assert not one.over(date(2027, 1, 1))
    assert one.over(date(2027, 1, 2))
    assert not AMINA.over(date(2099, 1, 1))
