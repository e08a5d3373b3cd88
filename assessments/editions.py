"""The editions of a plan, and the formats in which each is written."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.press import formatting

BRIEF, REPORT, FULL, PARTNER = "brief", "report", "full", "partner"
PDF, DOCX, XLSX, JSON, ICS = "pdf", "docx", "xlsx", "json", "ics"

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        BRIEF: (PDF, DOCX),
        REPORT: (PDF, DOCX, XLSX, JSON, ICS),
        FULL: (PDF, DOCX),
        PARTNER: (PDF, DOCX, XLSX, JSON),
    }
)
EDITIONS = tuple(FORMATS)

TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        BRIEF: _("Brief: two pages for the one who decides"),
        REPORT: _("Report: the whole plan on at most 20 pages, for those who answer for it"),
        FULL: _("Full: the report with a page for each action, for those who carry it out"),
        PARTNER: _("For partners: actions, outcomes and money, without answers and scores"),
    }
)
SAYS: Mapping[str, Promise] = MappingProxyType(
    {
        BRIEF: _(
            "This brief is for the one who decides. It says where we stand, what is asked, what it"
            " takes, and what happens if nothing is decided."
        ),
        REPORT: _(
            "This report is for those who answer for the plan. It holds the profile, the plan by"
            " quarter, money and requests, all actions in one table, risks and method. A page for"
            " each action is in the Full edition."
        ),
        FULL: _(
            "This is the Full edition, for those who carry the actions out. It holds all that the"
            " report holds, every list in full, and a page for each action."
        ),
        PARTNER: _(
            "This edition is for those who may help. It holds what is planned, what will be true"
            " when it is done, how that is verified, and what it takes. Answers, scores and the"
            " notes behind them stay with the institution."
        ),
    }
)
"""What each edition says of itself on its first page: for whom it is and what it holds."""
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
