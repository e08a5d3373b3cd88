"""Credentials: a certificate as signed token and badge, and what is said of one that comes in."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from courses import keyring
from courses.domain import codes, credential
from courses.domain.credential import Credential, Place, Refusal
from courses.models import Certificate

ENVELOPE = "data:application/vc+jwt,"


def statement(certificate: Certificate, language: str) -> Credential:
    """Return what a certificate states, with title and issuer in a language."""
    title, _language = certificate.wording(language)
    return Credential(
        code=certificate.code,
        issue=certificate.issue,
        name=certificate.name,
        course=title,
        release=certificate.release_number,
        issued=certificate.issued_at.date(),
        hours=certificate.hours,
        pass_mark=certificate.pass_mark,
        issuer=certificate.said(language).name,
        language=language,
        confirmed_by=certificate.confirmed_by,
        last_day=certificate.expires_on,
    )


def page_of(certificate: Certificate, language: str) -> str:
    """Return the whole address of the page that confirms it, in a language."""
    with override(language):
        return settings.BASE_URL + reverse("courses:verify", args=[certificate.code])


def token(certificate: Certificate, language: str) -> str:
    """Return the short signed form that the QR code carries."""
    return credential.token(statement(certificate, language), keyring.signing_key())


def badge(certificate: Certificate, language: str) -> str:
    """Return the Open Badge of a certificate, signed, in a language."""
    stated = statement(certificate, language)
    with override(language):
        place = Place(
            site=settings.BASE_URL,
            page=page_of(certificate, language),
            course=f"urn:uuid:{certificate.course_key}",
            description=_description(certificate),
            criteria=_criteria(certificate),
        )
    keys_at = settings.BASE_URL + reverse("signing_key", args=["X"]).removesuffix("/X.json")
    return credential.jwt(credential.badge(stated, place), keyring.signing_key(), keys_at)


def _description(certificate: Certificate) -> str:
    """Return in two sentences what this is and what it is not."""
    hours = f"{certificate.hours.normalize():f}"
    course = ngettext(
        "A self-paced course of %(hours)s hour.",
        "A self-paced course of %(hours)s hours.",
        int(certificate.hours),
    ) % {"hours": hours}
    no = _("It is no accreditation, and no qualification of any body that the course names.")
    return f"{course} {no}"


def _criteria(certificate: Certificate) -> str:
    """Return what was done for it, and whether anybody looked who did it."""
    done = _("Every lesson was read and every quiz passed; the pass mark is %(mark)s %%.") % {
        "mark": certificate.pass_mark
    }
    who = certificate.confirmed_by
    if who:
        identity = _("Identity confirmed by %(who)s.") % {"who": who}
    else:
        identity = _("Self-paced, identity not checked.")
    return f"{done} {identity}"


@dataclass(frozen=True)
class Judged:
    """What the server says of a token or badge: why it is refused, or whose certificate it is."""

    refusal: Refusal | None = None
    certificate: Certificate | None = None
    superseded: bool = False


def judge(text: str) -> Judged:
    """Judge what somebody pasted: a token, an address with one, a badge, or the JSON around it.

    The signature is checked first, and only then is the certificate looked for; what a signed
    text says that the certificate says no more is superseded.
    """
    plain = "".join(_inner(text).split())
    keys = keyring.public_keys()
    if plain.count(".") == 2:
        return _judge_badge(plain, keys)
    found = credential.read(plain, keys)
    if isinstance(found, Refusal):
        return Judged(refusal=found)
    certificate = (
        Certificate.objects.select_related("issuer", "release").filter(code=found.code).first()
    )
    if certificate is None:
        return Judged()
    return Judged(
        certificate=certificate, superseded=statement(certificate, found.language) != found
    )


def _judge_badge(text: str, keys: dict[str, keyring.PublicKey]) -> Judged:
    claims = credential.read_jwt(text, keys)
    if isinstance(claims, Refusal):
        return Judged(refusal=claims)
    code = codes.read(str(claims.get("jti", "")).rstrip("/").rpartition("/")[2])
    certificate = Certificate.objects.select_related("issuer", "release").filter(code=code).first()
    if certificate is None:
        return Judged()
    same = credential.issue_of(claims) == str(certificate.issue)
    return Judged(certificate=certificate, superseded=not same)


def _inner(text: str) -> str:
    """Return the token or badge within what was pasted."""
    text = text.strip()
    if text.startswith("{"):
        try:
            text = str(json.loads(text).get("id", ""))
        except (ValueError, RecursionError):
            return ""
    return text.removeprefix(ENVELOPE).rpartition("#")[2]
