"""Every edition in every format: who writes it, how the file is called, and what it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils import translation

from assessments import editions
from assessments.editions import BRIEF, DOCX, ICS, JSON, PARTNER, PDF, REPORT, XLSX
from assessments.exports import (
    partner,
    plan_calendar,
    plan_data,
    plan_document,
    plan_workbook,
    report,
)
from assessments.sheets import Sheet
from cms.press.writers import docx, ics, xlsx

LONGEST_NAME = 100
"""Characters of a title in a file name: letters of two bytes still fit what systems take."""
_NOT_IN_FILES = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')

Writer = Callable[[Sheet, str], bytes]

WRITERS: Mapping[tuple[str, str], Writer] = MappingProxyType(
    {
        (BRIEF, PDF): lambda sheet, language: report.write(sheet, language, BRIEF),
        (BRIEF, DOCX): lambda sheet, language: plan_document.write(sheet, language, BRIEF),
        (REPORT, PDF): lambda sheet, language: report.write(sheet, language, REPORT),
        (REPORT, DOCX): lambda sheet, language: plan_document.write(sheet, language, REPORT),
        (REPORT, XLSX): plan_workbook.write,
        (REPORT, JSON): lambda sheet, language: plan_data.write(sheet),
        (REPORT, ICS): plan_calendar.write,
        (PARTNER, PDF): lambda sheet, language: report.write(sheet, language, PARTNER),
        (PARTNER, DOCX): lambda sheet, language: plan_document.write(sheet, language, PARTNER),
        (PARTNER, XLSX): plan_workbook.for_partners,
        (PARTNER, JSON): partner.write,
    }
)
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        PDF: "application/pdf",
        DOCX: docx.MEDIA_TYPE,
        XLSX: xlsx.MEDIA_TYPE,
        JSON: plan_data.MEDIA_TYPE,
        ICS: ics.MEDIA_TYPE,
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its name in the language, its bytes, its media type."""

    name: str
    content: bytes
    media_type: str


def write(sheet: Sheet, language: str, edition: str, written_as: str = PDF) -> Written:
    """Write an edition of a plan in a format and a language; ValueError where there is no such."""
    if told := editions.problem(edition, written_as):
        raise ValueError(told)
    with translation.override(language):
        return Written(
            name=file_name(sheet, edition, written_as),
            content=WRITERS[edition, written_as](sheet, language),
            media_type=MEDIA_TYPES[written_as],
        )


def file_name(sheet: Sheet, edition: str = REPORT, written_as: str = PDF) -> str:
    """Return a file name in the language in force, with the beginning of the plan's hash."""
    title = report.title(sheet, edition).replace("/", "-").replace("\\", "-")
    title = _NOT_IN_FILES.sub("", title)[:LONGEST_NAME].strip()
    return f"{title} {sheet.sha256[:8]}.{written_as}"
