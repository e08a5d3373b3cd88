"""The editions of a plan, and the formats in which each is written."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.press import formatting

BRIEF, REPORT, PARTNER = "brief", "report", "partner"
PDF, DOCX, XLSX, JSON, ICS = "pdf", "docx", "xlsx", "json", "ics"

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        BRIEF: (PDF, DOCX),
        REPORT: (PDF, DOCX, XLSX, JSON, ICS),
        PARTNER: (PDF, DOCX, XLSX, JSON),
    }
)
EDITIONS = tuple(FORMATS)

TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        BRIEF: _("Brief: two pages for the one who decides"),
        REPORT: _("Report: the whole plan, for those who carry it out"),
        PARTNER: _("For partners: actions, outcomes and money, without answers and scores"),
    }
)
NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        PDF: _("PDF, to print and to read"),
        DOCX: _("Word document, to edit"),
        XLSX: _("Workbook, to calculate with and to fill in"),
        JSON: _("JSON, for programs"),
        ICS: _("Calendar, with the dates of the plan"),
    }
)
SHORT: Mapping[str, Promise] = MappingProxyType(
    {
        PDF: pgettext_lazy("format of a file", "PDF"),
        DOCX: pgettext_lazy("format of a file", "Word document"),
        XLSX: pgettext_lazy("format of a file", "workbook"),
        JSON: pgettext_lazy("format of a file", "JSON"),
        ICS: pgettext_lazy("format of a file", "calendar"),
    }
)


def problem(edition: str, written_as: str) -> str:
    """Tell in a sentence why an edition is not written in a format; "" where it is."""
    offered = FORMATS.get(edition)
    if offered is None:
        return str(_("There is no such edition of the report. Choose one of those listed."))
    if written_as in offered:
        return ""
    names = formatting.either((SHORT[one] for one in offered), get_language() or "en")
    return _("This edition is not written in that format. Choose %(formats)s.") % {"formats": names}
