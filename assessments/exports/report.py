"""The report of a plan as a tagged PDF of about four pages, in any language of the site."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from assessments import briefing, roadmap
from assessments.models import Plan
from cms.press.writers import pdf


def write(plan: Plan, language: str) -> bytes:
    """Return the PDF of a stored plan; two languages differ in words only."""
    with translation.override(language):
        return pdf.write(html(plan, language), title=title(plan, language), language=language)


def html(plan: Plan, language: str) -> str:
    """Return the document as a page of HTML; the language is in force while it is written."""
    shown = roadmap.of(plan, language)
    institution = plan.institution.name_in(language)
    context = {
        "title": title(plan, language),
        "plan": plan,
        "round": plan.snapshot.round,
        "snapshot": plan.snapshot,
        "snapshot_hash": roadmap.grouped(plan.snapshot.sha256),
        "institution": institution,
        "demonstration": plan.institution.is_demonstration,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "roadmap": shown,
        "brief": briefing.of(shown, institution, language),
        "bidi": translation.get_language_info(language)["bidi"],
        "language": language,
    }
    return render_to_string("assessments/report.html", context)


def title(plan: Plan, language: str) -> str:
    """Return the title of the document, as readers announce it."""
    return _("Roadmap: %(institution)s") % {"institution": plan.institution.name_in(language)}


def file_name(plan: Plan, language: str) -> str:
    """Return a file name in the reader's language, with the beginning of the plan's hash."""
    return f"{title(plan, language)} {plan.sha256[:8]}.pdf".replace("/", "-").replace(":", "")
