"""The words of the page for offline checks: every language in one file, for it asks no server."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _


def by_language() -> dict[str, dict[str, Any]]:
    """Return all words of the page, by language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        with override(code):
            frame = {"own": info["name_local"], "dir": "rtl" if info["bidi"] else "ltr"}
            found[code] = {**frame, **_page(), "said": _verdicts(), "labels": _labels()}
    return found


def _page() -> dict[str, str]:
    return {
        "title": _("Check a certificate without a network"),
        "lead": _(
            "Photograph the pattern on the certificate and paste the whole address, with the "
            "signs behind #. Or paste the text of a badge."
        ),
        "label": _("Address, signed text or badge"),
        "button": _("Check"),
        "languages": _("Language"),
        "cannot": _(
            "This page cannot know whether the certificate was revoked or corrected after it was "
            "signed. When you have a network again, ask the site."
        ),
        "ask": _("Ask the site"),
        "keys": _("Day of the public keys in this page"),
        "keys_why": _(
            "A certificate that was signed with a newer key is not recognised here. Download "
            "this page again from the site then."
        ),
        "noscript": _("This page needs JavaScript. Without it, check on the site."),
    }


def _verdicts() -> dict[str, str]:
    return {
        "valid": _("The signature is right. The site issued what stands here."),
        "expired": _("The signature is right, but the last day of the certificate is past."),
        "altered": _("Refused. This was altered, or this site did not sign it."),
        "unknown-key": _("Refused. No key in this page has signed this."),
        "unreadable": _("This is no signed text of a certificate. Paste all of it."),
        "unable": _("This browser cannot check signatures. Use a newer one."),
        "not-checked": _("Self-paced, identity not checked."),
    }


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "course": _("Course"),
        "release": _("Version"),
        "hours": _("Length in hours"),
        "mark": _("Pass mark in percent"),
        "issued": _("Issued"),
        "last": _("Valid until"),
        "issuer": _("Issuer"),
        "identity": _("Identity confirmed by"),
        "unchecked": _("Identity"),
        "issue": _("Issue"),
        "criteria": _("What was done for it"),
        "code": _("Code"),
    }
