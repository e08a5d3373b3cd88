"""The sheet of a certificate: all that it prints, in one language or in two side by side."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language_info, gettext, override

from cms.press.writers import qr
from courses.domain import codes
from courses.models import outline
from courses.models.certificates import Certificate
from courses.models.issuers import Issuer

PRINTED = "static:site/css/certificate.css"
LOGO = "max-600x160"


def context(
    certificate: Certificate, languages: Sequence[str], *, address: str, token: str
) -> dict[str, Any]:
    """Return what the template of a certificate shows; the first language is the document's.

    The code to photograph leads to the page that confirms it. The token stands behind the
    `#`, which no browser sends to a server, so that the page for offline checks can read it.
    """
    with override(languages[0]):
        code = qr.svg(f"{address}#{token}", title=_leads_to(address))
    return {
        "certificate": certificate,
        "sides": [_side(certificate, language) for language in languages],
        "language": languages[0],
        "bidi": get_language_info(languages[0])["bidi"],
        "address": address,
        "qr": code,
        "logo": logo(certificate.issuer, "media:"),
        "stylesheet": PRINTED,
    }


def preview(issuer: Issuer, languages: Sequence[str]) -> dict[str, Any]:
    """Return the sheet of an invented person, as this issuer would print it, for a browser."""
    certificate = Certificate(
        code=codes.code(0),
        name="Lina Farouk · لينا فاروق",
        course_id="preview",
        titles=_TITLES,
        course_version=1,
        hours=12,
        pass_mark=80,
        issued_at=datetime.now(UTC),
        issued_by=issuer.said(),
        expires_on=end(issuer, datetime.now(UTC).date()),
    )
    address = f"{settings.BASE_URL}/{languages[0]}/verify/{certificate.code}/"
    sheet = context(certificate, languages, address=address, token="")
    return sheet | {"logo": logo(issuer), "stylesheet": static("site/css/certificate.css")}


_TITLES = {
    "en": "Setting up a national CSIRT",
    "fr": "Mettre en place un CSIRT national",
    "es": "Crear un CSIRT nacional",
    "ar": "إنشاء فريق وطني للاستجابة لحوادث الحاسوب",
}


def end(issuer: Issuer | None, day: date) -> date | None:
    """Return the last day of a certificate that this issuer issues on a day."""
    if issuer is None or not issuer.valid_months:
        return None
    years, month = divmod(day.month - 1 + issuer.valid_months, 12)
    for last in (day.day, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:  # the month is shorter
            continue
    return None


def logo(issuer: Issuer | None, scheme: str = "") -> str:
    """Return where the logo of an issuer lies; for paper by `scheme` and its name as a file."""
    if issuer is None or issuer.logo is None:
        return ""
    spec = LOGO if issuer.logo.is_svg() else f"{LOGO}|format-png"
    rendition = issuer.logo.get_rendition(spec)
    return f"{scheme}{rendition.file.name}" if scheme else str(rendition.url)


def _side(certificate: Certificate, language: str) -> dict[str, Any]:
    title, title_language = certificate.wording(language)
    with override(language):
        duration = outline.minutes(int(certificate.hours * 60))
    return {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "title": title,
        "title_language": title_language,
        "duration": duration,
        "said": certificate.said(language),
    }


def _leads_to(address: str) -> str:
    return gettext("QR code for %(address)s") % {"address": address}
