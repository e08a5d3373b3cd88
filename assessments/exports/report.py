"""The report of a plan as a tagged PDF in any language: one set of data, two editions."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from assessments import briefing, roadmap
from assessments.sheets import Sheet
from cms.press.writers import pdf

BRIEF, REPORT = "brief", "report"
_TEMPLATES = {BRIEF: "assessments/brief.html", REPORT: "assessments/report.html"}


def write(sheet: Sheet, language: str, edition: str = REPORT) -> bytes:
    """Return the PDF of a plan; two languages differ in words only."""
    with translation.override(language):
        page = html(sheet, language, edition)
        return pdf.write(page, title=title(sheet, edition), language=language)


def html(sheet: Sheet, language: str, edition: str = REPORT) -> str:
    """Return the document as a page of HTML; the language is in force while it is written."""
    shown = roadmap.of(sheet, language)
    context = {
        "title": title(sheet, edition),
        "sheet": sheet,
        "snapshot_hash": roadmap.grouped(sheet.snapshot_sha256),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "roadmap": shown,
        "brief": briefing.of(shown, sheet.institution, language),
        "bidi": translation.get_language_info(language)["bidi"],
        "language": language,
    }
    return render_to_string(_TEMPLATES[edition], context)


def title(sheet: Sheet, edition: str = REPORT) -> str:
    """Return the title of the document, as readers announce it."""
    if edition == BRIEF:
        return _("Brief: %(institution)s") % {"institution": sheet.institution}
    return _("Roadmap: %(institution)s") % {"institution": sheet.institution}


def file_name(sheet: Sheet, edition: str = REPORT) -> str:
    """Return a file name in the language in force, with the beginning of the plan's hash."""
    return f"{title(sheet, edition)} {sheet.sha256[:8]}.pdf".replace("/", "-").replace(":", "")
