"""Every edition in every format: who writes it, how the file is called, and what it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from django.utils import translation

from assessments import editions
from assessments.editions import BRIEF, DOCX, FULL, ICS, JSON, PARTNER, PDF, REPORT, XLSX
from assessments.exports import report
from assessments.sheets import Sheet
from cms.press import files

LONGEST_NAME = 100
"""Characters of a title in a file name: letters of two bytes still fit what systems take."""
_NOT_IN_FILES = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')

Writer = Callable[[Sheet, str], bytes]


def _pdf(edition: str) -> Writer:
    return lambda sheet, language: report.write(sheet, language, edition)


def _docx(edition: str) -> Writer:
    def write(sheet: Sheet, language: str) -> bytes:
        from assessments.exports import plan_document

        return plan_document.write(sheet, language, edition)

    return write


def _data(sheet: Sheet, language: str) -> bytes:
    from assessments.exports import plan_data

    return plan_data.write(sheet)  # it has no words of a language


def _other(module: str, function: str = "write") -> Writer:
    def write(sheet: Sheet, language: str) -> bytes:
        found: bytes = getattr(import_module(f"assessments.exports.{module}"), function)(
            sheet, language
        )
        return found

    return write


# Each writer is imported when it is asked for: together they take as much memory as a report.
WRITERS: Mapping[tuple[str, str], Writer] = MappingProxyType(
    {
        (BRIEF, PDF): _pdf(BRIEF),
        (BRIEF, DOCX): _docx(BRIEF),
        (REPORT, PDF): _pdf(REPORT),
        (REPORT, DOCX): _docx(REPORT),
        (REPORT, XLSX): _other("plan_workbook"),
        (REPORT, JSON): _data,
        (REPORT, ICS): _other("plan_calendar"),
        (FULL, PDF): _pdf(FULL),
        (FULL, DOCX): _docx(FULL),
        (PARTNER, PDF): _pdf(PARTNER),
        (PARTNER, DOCX): _docx(PARTNER),
        (PARTNER, XLSX): _other("plan_workbook", "for_partners"),
        (PARTNER, JSON): _other("partner"),
    }
)
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        PDF: "application/pdf",
        DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        XLSX: files.XLSX,
        JSON: "application/json",
        ICS: "text/calendar; charset=utf-8",
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
