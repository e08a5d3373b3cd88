"""A plan as a document to edit: the pages of the PDF with tables in the place of shapes."""

from django.utils import translation

from assessments.exports import report
from assessments.sheets import Sheet
from cms.press.writers import docx


def write(sheet: Sheet, language: str, edition: str = report.REPORT) -> bytes:
    """Return the document of an edition: the same words and figures, in the same order."""
    with translation.override(language):
        page = report.html(sheet, language, edition, editable=True)
        return docx.write(page, title=report.title(sheet, edition), language=language)
