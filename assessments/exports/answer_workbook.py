"""A round's questions as a workbook to fill in: protected but for the answers, and sealed."""

import io
from collections.abc import Iterator, Sequence

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.imports import filled
from assessments.models import Answer, Confidence
from assessments.papers import Item, Paper, PaperPart
from assessments.services.answers import LONGEST_NOTE
from cms.press import formatting
from cms.press.writers.characters import printable
from cms.press.writers.packed import settled
from cms.press.writers.xlsx import put

LONGEST_CHOICE = 100
"""Characters of a choice; the full text of a level stands beside it."""
PIECE = 30_000
"""Characters of the seal in one cell; a cell holds 32,767."""
WIDTHS = (4, 8, 48, 64, 30, 16, 44)
HEADINGS, FIRST = 2, 3
_HEAD = PatternFill("solid", fgColor="E1EEF0")
_OPEN = PatternFill("solid", fgColor="FFF8E8")
_THIN = Side(style="thin", color="7B888C")
_EDGE = Border(_THIN, _THIN, _THIN, _THIN)
_FREE = Protection(locked=False)


def write(paper: Paper, seal: str) -> bytes:
    """Return the workbook, laid out in the direction of its language.

    Only the cells of answer, how sure, and note can be changed. Every text is a text, whatever
    sign it begins with.
    """
    book = Workbook()
    book.properties.language, book.properties.creator = paper.language, ""
    rtl = Locale.parse(paper.language.replace("-", "_")).text_direction == "rtl"
    with translation.override(paper.language):
        book.properties.title = paper.round.title[:200]
        guide, asked = book.active, book.create_sheet()
        guide.title, asked.title = _("How to fill it in")[:31], _("Questions")[:31]
        lists, kept = (book.create_sheet(name) for name in (filled.LISTS_SHEET, filled.SEAL_SHEET))
        _guide(guide, paper)
        _questions(asked, lists, paper)
    for n in range(0, len(seal), PIECE):
        put(kept.cell(n // PIECE + 1, 1), seal[n : n + PIECE])
    lists.sheet_state, kept.sheet_state = "hidden", "veryHidden"
    for page in book.worksheets:
        page.sheet_view.rightToLeft = rtl
        page.sheet_view.tabSelected = page is asked  # two would be edited together
        page.protection.sheet = True
        page.protection.formatColumns = page.protection.formatRows = False  # these are allowed
    book.security.lockStructure = True
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def choices(item: Item) -> list[str]:
    """Return what can be chosen for a question, in the language in force."""
    levels = [_short(f"{number} – {text}") for number, text in enumerate(item.levels)]
    return [*levels, str(Answer.State.UNKNOWN.label), str(Answer.State.NOT_APPLICABLE.label)]


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= LONGEST_CHOICE else f"{told[: LONGEST_CHOICE - 1].rstrip()}…"


def _guide(page: Worksheet, paper: Paper) -> None:
    one, language = paper.round, paper.language
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 90
    put(page.cell(1, 1), one.title)
    page.cell(1, 1).font = Font(bold=True, size=14)
    page.merge_cells("A1:B1")
    facts = [
        (_("Institution"), paper.name),
        (_("Questionnaire"), str(paper.model_title)),
        (_("Label"), one.get_tlp_display()),
    ]
    if one.deadline:
        facts.append((_("Deadline"), formatting.date(one.deadline, language)))
    facts += [(f"{number}.", text) for number, text in enumerate(_steps(), start=1)]
    facts.append((_("Please note"), str(paper.notice)))
    for row, (name, text) in enumerate(facts, start=3):
        put(page.cell(row, 1), name)
        put(page.cell(row, 2), text)
        page.cell(row, 1).font = Font(bold=True)


def _steps() -> Iterator[str]:
    yield _("Answer on the second sheet. Only the coloured cells can be changed.")
    yield _(
        "Choose each answer from its list: what a visitor would find today, not what is planned."
        " “We do not know” and “Does not apply to us” are answers of their own."
    )
    yield _("If you like, say how sure you are, and write a note or a reason beside the answer.")
    yield _("Leave empty what you do not want to answer yet. You need no network meanwhile.")
    yield _(
        "Save the file as a workbook (.xlsx) and upload it on the page where you found it. You see"
        " what differs before anything is saved."
    )
    yield _("The file works for this assessment and this institution only.")


def _questions(page: Worksheet, lists: Worksheet, paper: Paper) -> None:
    for number, (key, width) in enumerate(zip(filled.KEYS, WIDTHS, strict=True), start=1):
        put(page.cell(1, number), key)
        page.column_dimensions[get_column_letter(number)].width = width
    page.row_dimensions[1].hidden = page.column_dimensions["A"].hidden = True
    heads = ("", _("No."), _("Question"), _("Answers to choose from"), _("Answer"))
    for number, head in enumerate((*heads, _("How sure are you?"), _("Note")), start=1):
        put(page.cell(HEADINGS, number), head)
        page.cell(HEADINGS, number).font = Font(bold=True)
        page.cell(HEADINGS, number).fill = _HEAD
    sure = [str(label) for _value, label in Confidence.choices]
    _listed(lists, 1, sure)
    row = FIRST
    for part in paper.parts:
        row = _part(page, lists, part, row)
    _rules(page, lists, row - 1, len(sure))
    page.freeze_panes = f"A{FIRST}"
    page.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _part(page: Worksheet, lists: Worksheet, part: PaperPart, row: int) -> int:
    """Write a part; return the row after it."""
    _heading(page, row, str(part.number), str(part.title), 13)
    row += 1
    for section in part.sections:
        if section.title is not None:
            _heading(page, row, "", str(section.title), 11)
            row += 1
        for item in section.items:
            _item(page, lists, item, row)
            row += 1
    return row


def _heading(page: Worksheet, row: int, number: str, title: str, size: int) -> None:
    for column, text in ((2, number), (3, title)):
        put(page.cell(row, column), text)
        page.cell(row, column).font = Font(bold=True, size=size)
    page.merge_cells(start_row=row, end_row=row, start_column=3, end_column=7)


def _item(page: Worksheet, lists: Worksheet, item: Item, row: int) -> None:
    offered = choices(item)
    asked = [str(item.text), item.condition, str(item.why or "")]
    told = [f"{number} – {text}" for number, text in enumerate(item.levels)]
    texts = [item.id, item.number, "\n\n".join(filter(None, asked)), "\n".join(told)]
    for column, text in enumerate((*texts, *_stands(item, offered)), start=1):
        put(page.cell(row, column), text)
    for column in (5, 6, 7):
        cell = page.cell(row, column)
        cell.protection, cell.fill, cell.border = _FREE, _OPEN, _EDGE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    _listed(lists, row, offered)
    rule = _choice(lists, row, len(offered), _("Answer"))
    rule.add(f"E{row}")
    page.add_data_validation(rule)


def _stands(item: Item, offered: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Return answer, how sure, and note as they stand; None leaves a cell empty."""
    value, stands = item.stands.value, item.stands
    if not value:
        return None, None, None
    names = (Answer.State.UNKNOWN, Answer.State.NOT_APPLICABLE)
    answer = offered[int(value)] if value not in names else str(Answer.State(value).label)
    sure = str(Confidence(stands.confidence).label) if stands.confidence else None
    return answer, sure, stands.note or None


def _listed(lists: Worksheet, row: int, offered: Sequence[str]) -> None:
    """Write what a list offers, as texts without a look: nobody sees this sheet."""
    for column, text in enumerate(offered, start=1):
        cell = lists.cell(row, column)
        cell.value, cell.data_type = printable(text), "s"


def _choice(lists: Worksheet, row: int, count: int, title: str) -> DataValidation:
    """Return the rule that a cell holds one of a row of the lists."""
    area = f"'{lists.title}'!$A${row}:${get_column_letter(count)}${row}"
    rule = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = title[:32], _("Choose from the list.")
    return rule


def _rules(page: Worksheet, lists: Worksheet, last: int, count: int) -> None:
    """Let "how sure" be chosen from its list, and keep notes short enough."""
    sure = _choice(lists, 1, count, _("How sure are you?"))
    sure.add(f"F{FIRST}:F{last}")
    note = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_NOTE), allow_blank=True
    )
    note.showErrorMessage, note.errorTitle = True, _("Note")[:32]
    note.error = _("The note is too long. Write at most 2,000 characters.")
    note.add(f"G{FIRST}:G{last}")
    for rule in (sure, note):
        page.add_data_validation(rule)
