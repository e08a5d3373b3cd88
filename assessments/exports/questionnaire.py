"""The questions of a round on paper, for one institution: blank, or with the answers so far."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.models import Answer, Confidence
from assessments.papers import Paper
from cms.press.writers import pdf


def write(paper: Paper) -> bytes:
    """Return the PDF, in the language of the paper."""
    with translation.override(paper.language):
        return pdf.write(html(paper), title=title(paper), language=paper.language)


def html(paper: Paper) -> str:
    """Return the document as a page of HTML; its language is in force while it is written."""
    states = (Answer.State.UNKNOWN, Answer.State.NOT_APPLICABLE)
    context = {
        "title": title(paper),
        "paper": paper,
        "round": paper.round,
        "count": sum(1 for _item in paper.items()),
        "states": [(str(one), one.label) for one in states],
        "sures": Confidence.choices,
        "made_on": timezone.localdate(),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "language": paper.language,
        "bidi": translation.get_language_info(paper.language)["bidi"],
    }
    return render_to_string("assessments/questionnaire.html", context)


def title(paper: Paper) -> str:
    """Return the title of the document, as readers announce it."""
    return _("Questions of “%(round)s”: %(institution)s") % {
        "round": paper.round.title,
        "institution": paper.name,
    }
