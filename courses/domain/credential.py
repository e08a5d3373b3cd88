"""A certificate as signed values: a short token for its QR code, and an Open Badge 3.0.

The token is `PAYLOAD.SIGNATURE`, both in base64url. The payload is one JSON list:

    [1, key, code, issue, name, course, release, issued, hours, pass mark, issuer,
     who confirmed the identity, last day, language]

It is signed with ES256 over the ASCII bytes `waymark-certificate.PAYLOAD`: the word before it
keeps a token from ever being taken for a JWT, and the other way round.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from courses.domain import signing
from courses.domain.signing import PrivateKey, PublicKey

FORM = 1
LONGEST = 8000  # signs of a token: the longest name and title in four-byte signs fit in it
_HOLDER = "#holder-"
_PREFIX = "waymark-certificate."
_CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


@dataclass(frozen=True, kw_only=True)
class Credential:
    """What a certificate certifies. The person is a name and nothing else.

    No e-mail address, not even hashed: addresses are guessed by trying, so that the hash
    would tell it to everybody who is shown the certificate.
    """

    code: str
    issue: int
    name: str
    course: str
    release: int
    issued: date
    hours: Decimal
    pass_mark: int
    issuer: str
    language: str
    confirmed_by: str = ""
    last_day: date | None = None

    def over(self, today: date) -> bool:
        """Tell whether its last day is past."""
        return self.last_day is not None and today > self.last_day


class Refusal(StrEnum):
    """Why a token or a badge is refused."""

    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown-key"
    ALTERED = "altered"


def token(one: Credential, key: PrivateKey) -> str:
    """Return the short form of a certificate, signed."""
    payload = signing.packed(_json([FORM, signing.name(key.public_key()), *_values(one)]))
    return f"{payload}.{signing.sign(key, (_PREFIX + payload).encode())}"


def read(text: str, keys: Mapping[str, PublicKey]) -> Credential | Refusal:
    """Return what a token certifies, by these public keys, or why it is refused."""
    payload, point, signature = text.partition(".")
    if not point or len(text) > LONGEST:
        return Refusal.UNREADABLE
    try:
        form, key_name, *values = json.loads(signing.unpacked(payload))
    except (ValueError, TypeError, RecursionError):
        return Refusal.UNREADABLE
    if form != FORM or not isinstance(key_name, str):
        return Refusal.UNREADABLE
    if key_name not in keys:
        return Refusal.UNKNOWN_KEY
    if not signing.holds(keys[key_name], (_PREFIX + payload).encode(), signature):
        return Refusal.ALTERED
    try:
        return _credential(*values)
    except (ValueError, TypeError, InvalidOperation):
        return Refusal.UNREADABLE


def _values(one: Credential) -> list[str | int]:
    return [
        one.code,
        one.issue,
        one.name,
        one.course,
        one.release,
        one.issued.isoformat(),
        _plain(one.hours),
        one.pass_mark,
        one.issuer,
        one.confirmed_by,
        one.last_day.isoformat() if one.last_day else "",
        one.language,
    ]


def _credential(*values: Any) -> Credential:
    code, issue, name, course, release, issued, hours, pass_mark, issuer, by, last, language = (
        values
    )
    return Credential(
        code=code,
        issue=issue,
        name=name,
        course=course,
        release=release,
        issued=date.fromisoformat(issued),
        hours=Decimal(hours),
        pass_mark=pass_mark,
        issuer=issuer,
        language=language,
        confirmed_by=by,
        last_day=date.fromisoformat(last) if last else None,
    )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a badge leads to, the lasting name of its course, and its sentences."""

    site: str
    page: str
    course: str
    description: str
    criteria: str


def badge(one: Credential, place: Place) -> dict[str, Any]:
    """Return an Open Badges 3.0 AchievementCredential (a Verifiable Credential 2.0), unsigned.

    Its id is the page that confirms it. The subject's id is of this certificate and issue
    alone, so that two certificates of a person cannot be laid together by it.
    """
    credential = {
        "@context": list(_CONTEXTS),
        "id": place.page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": one.course,
        "issuer": {"id": place.site, "type": ["Profile"], "name": one.issuer, "url": place.site},
        "validFrom": _moment(one.issued, time.min),
        "credentialSubject": {
            "id": f"{place.page}{_HOLDER}{one.issue}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": one.name,
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": f"{place.course}#release-{one.release}",
                "type": ["Achievement"],
                "achievementType": "Course",
                "name": one.course,
                "description": place.description,
                "criteria": {"narrative": place.criteria},
                "inLanguage": one.language,
                "version": str(one.release),
            },
        },
    }
    if one.last_day:
        credential["validUntil"] = _moment(one.last_day, time(23, 59, 59))
    return credential


def jwt(badge: Mapping[str, Any], key: PrivateKey, keys_at: str) -> str:
    """Return a badge signed as a compact JWS (VC-JWT of Open Badges 3.0, section 8.2).

    `keys_at` is where the site gives out one public key each, as `KEYS_AT/NAME.json`.
    """
    name = signing.name(key.public_key())
    header = {"alg": "ES256", "kid": f"{keys_at}/{name}.json", "typ": "JWT"}
    claims = {
        **badge,
        "iss": badge["issuer"]["id"],
        "jti": badge["id"],
        "sub": badge["credentialSubject"]["id"],
        "nbf": _seconds(badge["validFrom"]),
    }
    if "validUntil" in badge:
        claims["exp"] = _seconds(badge["validUntil"])
    content = ".".join(signing.packed(_json(part)) for part in (header, claims))
    return f"{content}.{signing.sign(key, content.encode())}"


def read_jwt(text: str, keys: Mapping[str, PublicKey]) -> dict[str, Any] | Refusal:
    """Return the claims of a signed badge, by these public keys, or why it is refused.

    The algorithm is ours and never the header's; of the header only the key's name is read.
    """
    content, _point, signature = text.rpartition(".")
    try:
        header, claims = (json.loads(signing.unpacked(part)) for part in content.split("."))
        name = header["kid"].rpartition("/")[2].removesuffix(".json")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Refusal.UNREADABLE
    if name not in keys:
        return Refusal.UNKNOWN_KEY
    if header.get("alg") != "ES256" or not signing.holds(keys[name], content.encode(), signature):
        return Refusal.ALTERED
    return claims if isinstance(claims, dict) else Refusal.UNREADABLE


def issue_of(claims: Mapping[str, Any]) -> str:
    """Return which issue of its certificate a signed badge was made for."""
    return str(claims.get("sub", "")).rpartition(_HOLDER)[2]


def enveloped(jwt: str) -> dict[str, Any]:
    """Return a signed badge as JSON: the envelope of Verifiable Credentials 2.0 around a JWT."""
    return {
        "@context": _CONTEXTS[0],
        "id": f"data:application/vc+jwt,{jwt}",
        "type": "EnvelopedVerifiableCredential",
    }


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(hours: Decimal) -> str:
    return f"{hours.normalize():f}"


def _moment(day: date, at: time) -> str:
    return f"{datetime.combine(day, at).isoformat()}Z"


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).astimezone(UTC).timestamp())
