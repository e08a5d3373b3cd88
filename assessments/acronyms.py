"""Short forms that a reader may meet in a document, and what they stand for."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MEANINGS: Mapping[str, Promise] = MappingProxyType(
    {
        "CMM": _("published model of the cyber maturity of a country"),
        "CSIRT": _("computer security incident response team, here the national one"),
        "DKIM": _("signature by which a mail proves from which domain it comes"),
        "DMARC": _("rule of a domain on what happens to mail that only pretends to come from it"),
        "DNS": _("system that finds the address of a machine by its name"),
        "FIRST": _("Forum of Incident Response and Security Teams, the world-wide association"),
        "G7": _("group of seven large industrial states"),
        "HTTPS": _("encrypted connection between a browser and a website"),
        "IEC": _("International Electrotechnical Commission"),
        "INTERPOL": _("International Criminal Police Organization"),
        "ISAC": _("group in which organisations of one sector share information on threats"),
        "ISO": _("International Organization for Standardization"),
        "ITU": _("International Telecommunication Union"),
        "MISP": _("free software for sharing information on threats"),
        "P50": _("the sum within which half of all draws stay"),
        "P80": _("the sum within which four fifths of all draws stay"),
        "RFC": _("document of the internet community that describes a common practice"),
        "RPKI": _("signatures that show which network may announce an address on the internet"),
        "SIM3": _("published model of the maturity of incident management"),
        "SOC": _("centre that watches networks for attacks"),
        "SPF": _("list of the machines that may send mail for a domain"),
        "TLP": _("Traffic Light Protocol: who may pass information on to whom"),
        "TLP:AMBER": _(
            "to be passed on only to those who need it in one's own organisation and in those it"
            " serves"
        ),
        "TLP:AMBER+STRICT": _(
            "to be passed on only to those who need it in one's own organisation"
        ),
        "TLP:CLEAR": _("may be passed on to everybody"),
        "TLP:GREEN": _("may be passed on within one's own community, and is not published"),
        "TLP:RED": _("for those alone to whom it was given"),
        "UN": _("United Nations"),
        "USD": _("dollars of the United States of America"),
    }
)
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"(?<![A-Za-z])(?:TLP:[A-Z]+(?:\+STRICT)?|[A-Z][A-Z0-9]+)(?![A-Za-z])")


def tokens(page: str) -> list[str]:
    """List the short forms in the visible text of a page of HTML, each once, sorted."""
    body = page.partition("<body")[2] or page
    return sorted(set(_TOKEN.findall(_TAG.sub(" ", body))))


def explained(page: str) -> list[tuple[str, str]]:
    """Give each known short form of a page with its meaning in the language in force.

    The short names of quarters (Q1, T1) are explained together.
    """
    found = tokens(page)
    named = [(name, str(MEANINGS[name])) for name in found if name in MEANINGS]
    letters = sorted({name[0] for name in found if is_quarter(name)})
    return named + [(f"{letter}1-{letter}4", gettext("quarters of a year")) for letter in letters]


def is_quarter(token: str) -> bool:
    """Tell whether a short form names a quarter of a year: Q1 to Q4, elsewhere T1 to T4."""
    return bool(re.fullmatch(r"[QT][1-4]", token))
